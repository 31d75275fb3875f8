/** Where a fetch asks, of `api:/posts/{slug}`: the upstream's name in site.yaml, and the path and query below its URL. */
export interface FetchSource {
  readonly upstream: string;
  /** With its places, as written. */
  readonly target: string;
}

/** Reads the source of a fetch, which may have options beside it. */
export function readSource(entry: string | { readonly from: string }): FetchSource {
  const from = typeof entry === 'string' ? entry : entry.from;
  const colon = from.indexOf(':');
  return { upstream: from.slice(0, colon), target: from.slice(colon + 1) };
}
