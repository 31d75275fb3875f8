import type { PageResult, RequestContext } from '../request-context.ts';

/** A dynamic page as it was made last: see last.ts. */
export interface Last {
  /** With its body as it is sent, and `again`. */
  readonly result: PageResult;
  readonly text: string;
  /** The URL that it was made for. */
  readonly address: string;
  /** Whether it shows nothing that may differ from one request for this URL to the next. */
  readonly isOfUrl: boolean;
}

/** The page as it was made last, if nothing but the URL decides it, and that is the same. Undefined when it has to be looked for and rendered. */
export function lastOfUrl(context: RequestContext): PageResult | undefined {
  const last = context.isRead ? context.services.store.memory.get<Last>(lastKeyOf(context)) : undefined;
  return last?.isOfUrl && last.address === context.address ? last.result : undefined;
}

/** One entry for an address without a query, and one for all with one: visitors can make up any number of queries. */
export const lastKeyOf = ({ manifest, path, address }: RequestContext): string =>
  `last${address.includes('?') ? '?' : ''}:${manifest.head.id}:${path}`;
