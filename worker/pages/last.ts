import { READS } from '../../release/reads.ts';
import { rulesAt } from '../../release/response/page-headers.ts';
import type { Made, PageResult, RequestContext } from '../request-context.ts';
import { type Last, lastKeyOf } from './last-of-url.ts';

/** What a page says of itself that decides whether it is the same page. */
type Rendered = Pick<PageResult, 'flags' | 'operations'> & { readonly status: number; readonly text: string };

/** A page that was not looked for by its URL (last-of-url.ts), such as an error page, as it was made last for this one, if it shows nothing that may differ from one request for it to the next. */
export function madeBefore(context: RequestContext, spec: Made): PageResult | undefined {
  const last = context.trace ? undefined : lastOf(context, spec);
  return last?.isOfUrl && last.address === context.address ? last.result : undefined;
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
  const { address, services } = context;
  if (address.length > LONGEST) return;
  const page = { ...made.page, body: encoder.encode(text) };
  // An upstream may fail or say a status, also where the page prints nothing of it.
  const isOfUrl = !spec.fetches && (made.flags & ~READS.url) === 0;
  const last: Last = { result: { ...made, page, again: true }, text, address, isOfUrl };
  services.store.memory.set(lastKey(context, spec), last, 3 * page.bytes + 2 * address.length + 2_500);
}

const lastOf = (context: RequestContext, spec: Made): Last | undefined =>
  context.services.store.memory.get<Last>(lastKey(context, spec));

/** An error page has one entry for all paths with the same headers, so made-up paths take no memory from pages. */
function lastKey(context: RequestContext, { plan, path, status }: Made): string {
  if (status === 200) return lastKeyOf(context);
  const { manifest } = context;
  const rules = rulesAt(manifest, path).map(([source]) => source);
  return `last:${manifest.head.id}:${status}:${plan.path}:${rules}`;
}
