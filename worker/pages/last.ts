import type { Manifest } from '../../release/read-manifest.ts';
import { READS } from '../../release/reads.ts';
import type { Made, PageResult, RequestContext } from '../request-context.ts';

/** A dynamic page as it was made last. */
interface Last {
  /** With its body as it is sent, and `again`. */
  readonly result: PageResult;
  readonly text: string;
  /** The URL that it was made for. */
  readonly address: string;
}

/** What a page says of itself that decides whether it is the same page. */
type Rendered = Pick<PageResult, 'flags' | 'operations'> & { readonly status: number; readonly text: string };

/**
 * The page as it was made last, if it shows nothing that may differ from one request for this URL to the next. Undefined when it has to be rendered.
 */
export function madeBefore(context: RequestContext, spec: Made): PageResult | undefined {
  const last = context.trace ? undefined : lastOf(context, spec);
  const isOfAddress = last?.address === context.address && (last.result.flags & ~READS.url) === 0;
  return isOfAddress ? last.result : undefined;
}

/** The page as it was made last, when what was rendered is the same: to compare is cheaper than to digest the body and build the headers. */
export function sameAsLast(
  context: RequestContext,
  spec: Made,
  { status, text, flags, operations }: Rendered,
): PageResult | undefined {
  const last = lastOf(context, spec);
  const isSame =
    last?.text === text &&
    last.result.page.status === status &&
    last.result.flags === flags &&
    last.result.operations === operations;
  return isSame ? last.result : undefined;
}

const encoder = new TextEncoder();
/** Characters of a URL: longer ones are made up, and would take more memory than their pages. */
const LONGEST = 2_000;

/** Remembers a page for the requests that follow. */
export function keepLast(context: RequestContext, spec: Made, made: PageResult, text: string): void {
  const { address, manifest, services } = context;
  if (address.length > LONGEST) return;
  const page = { ...made.page, body: encoder.encode(text) };
  const last: Last = { result: { ...made, page, again: true }, text, address };
  services.store.memory.set(
    lastKey(manifest, spec, address),
    last,
    3 * page.bytes + 2 * address.length + 2_500,
  );
}

const lastOf = ({ services, manifest, address }: RequestContext, spec: Made): Last | undefined =>
  services.store.memory.get<Last>(lastKey(manifest, spec, address));

/**
 * One entry for a page's address without a query, and one for all with one. An error page has one for all paths, so made-up paths take no memory
 * from pages.
 */
const lastKey = ({ head }: Manifest, { plan, path, status }: Made, address: string): string =>
  `last${address.includes('?') ? '?' : ':'}${head.id}:${plan.path}:${status === 200 ? path : status}`;
