import { READS } from '../../release/reads.ts';
import { RequestObject, readQuery } from '../../release/request-object.ts';
import { rulesAt } from '../../release/response/build-headers.ts';
import type { Page } from '../../release/response/send-built.ts';
import { own } from '../../schema/own.ts';
import type { Made, PageResult, RequestContext } from '../request-context.ts';
import { builtOf, keptKey } from '../warm/respond.ts';

/** What a page says of itself that decides whether it is the same page. */
interface Rendered extends Pick<PageResult, 'flags' | 'operations'> {
  readonly status: number;
  readonly text: string;
  readonly request: RequestObject;
}

/** A dynamic page as it was made last. */
interface Last {
  /** With its body as it is sent, and `again`. */
  readonly result: PageResult;
  readonly text: string;
  /** The URL that it was made for. */
  readonly address: string;
  /** Whether it shows nothing that may differ from one request for this URL to the next. */
  readonly isOfUrl: boolean;
  /** All that it read of the URL, where that is values of its query. */
  readonly asked: Asked | undefined;
}

/** Values of a query that were read, by their names; undefined of those that were not there. */
type Asked = ReadonlyMap<string, string | undefined>;

/** Pages of one address as they were made last: visitors can make up any number of queries, so all URLs with a query have one entry. */
export class LastPages {
  plain: Last | undefined;
  query: Last | undefined;

  at(address: string): Last | undefined {
    return address.includes('?') ? this.query : this.plain;
  }

  /** The page for this URL, if nothing but what it read of the URL decides it, and that is the same. */
  of(address: string): Page | undefined {
    const last = this.at(address);
    return last && isFor(last, address) ? last.result.page : undefined;
  }
}

const isFor = ({ isOfUrl, address, asked }: Last, given: string): boolean =>
  isOfUrl && (address === given || (asked !== undefined && hasThese(readQuery(given), asked)));

function hasThese(query: Readonly<Record<string, string>>, asked: Asked): boolean {
  for (const [name, value] of asked) if (own(query, name) !== value) return false;
  return true;
}

/** The request as templates see it. It notes what of the query is read. */
export class WatchedRequest extends RequestObject {
  #asked: Map<string, string | undefined> | undefined = new Map();

  /** Undefined where more of the URL was read than values of its query. */
  get asked(): Asked | undefined {
    return this.#asked;
  }

  protected override read(name: string): unknown {
    const value = super.read(name);
    if (name === 'host') this.#asked = undefined;
    return name === 'query' ? this.#watched(value as Record<string, string>) : value; // as readQuery made it
  }

  #watched(query: Record<string, string>): object {
    const note = (name: string | symbol) => {
      if (typeof name !== 'string') return undefined;
      const value = own(query, name);
      this.#asked?.set(name, value);
      return value;
    };
    return new Proxy(query, {
      get: (_, name) => note(name),
      has: (_, name) => note(name) !== undefined,
      getOwnPropertyDescriptor(target, name) {
        note(name);
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
      ownKeys: (target) => {
        this.#asked = undefined;
        return Reflect.ownKeys(target);
      },
    });
  }
}

/** An error page, or another that was not looked for by its URL, as it was made last for this one, if it shows nothing that may differ from one request for it to the next. */
export function madeBefore(context: RequestContext, spec: Made): PageResult | undefined {
  const last = context.trace ? undefined : lastOf(context, spec);
  return last && isFor(last, context.address) ? last.result : undefined;
}

/**
 * The page as it was made last, when what was rendered is the same: to compare is cheaper than to digest the body and build the headers. From now on it
 * is that of this URL.
 */
export function sameAsLast(
  context: RequestContext,
  spec: Made,
  { status, text, flags, operations, request }: Rendered,
): PageResult | undefined {
  const last = lastOf(context, spec);
  const isSame =
    last?.text === text &&
    last.result.page.status === status &&
    last.result.flags === flags &&
    last.result.operations === operations;
  if (!isSame) return undefined;
  put(context, spec, request, last);
  return last.result;
}

const encoder = new TextEncoder();
/** Characters of a URL: longer ones are made up, and would take more memory than their pages. */
const LONGEST = 2_000;

/** Remembers a page for the requests that follow. */
export function keepLast(
  context: RequestContext,
  spec: Made,
  made: PageResult,
  { text, request }: Pick<Rendered, 'text' | 'request'>,
): void {
  // What is kept for a path is sent at once: see sendCached. An error page may have other headers at each.
  const built =
    spec.status === 200 ? builtOf(context.manifest, made.page, made.operations, made.made) : undefined;
  const page = { ...made.page, body: encoder.encode(text), built };
  // An upstream may fail or say a status, also where the page prints nothing of it.
  const isOfUrl = !spec.fetches && (made.flags & ~READS.url) === 0;
  put(context, spec, request, { result: { ...made, page, again: true }, text, isOfUrl });
}

function put(
  context: RequestContext,
  spec: Made,
  request: RequestObject,
  made: Pick<Last, 'result' | 'text' | 'isOfUrl'>,
): void {
  const { address, services } = context;
  const { memory } = services.store;
  if (address.length > LONGEST) return;
  // An error page is kept for many paths, and may show which.
  const asked = spec.status === 200 && request instanceof WatchedRequest ? request.asked : undefined;
  const last = { ...made, address, asked };
  const key = lastKey(context, spec);
  const known = memory.get(key);
  const pages = known instanceof LastPages ? known : new LastPages();
  if (address.includes('?')) pages.query = last;
  else pages.plain = last;
  memory.set(key, pages, sizeOf(pages.query) + sizeOf(pages.plain));
}

/** Bytes in memory, roughly. A loop may ask for any number of names. */
const sizeOf = (last: Last | undefined): number =>
  last ? 3 * last.result.page.bytes + 4 * last.address.length + 64 * (last.asked?.size ?? 0) + 2_500 : 0;

function lastOf(context: RequestContext, spec: Made): Last | undefined {
  const known = context.services.store.memory.get(lastKey(context, spec));
  return known instanceof LastPages ? known.at(context.address) : undefined;
}

/** An error page has one entry for all paths with the same headers, so made-up paths take no memory from pages. */
function lastKey({ manifest, path: asked }: RequestContext, { plan, path, status }: Made): string {
  if (status === 200) return keptKey(manifest, asked);
  const rules = rulesAt(manifest, path).map(([source]) => source);
  return `last:${manifest.head.id}:${status}:${plan.path}:${rules}`;
}
