/** Whether a request's If-None-Match names this ETag (RFC 9110, section 13.1.2). */
export function matches(request: Request, etag: string): boolean {
  const list = request.headers.get('if-none-match');
  return list !== null && namesEtag(list, etag);
}

/** Whether a list names this ETag, a strong one. Compared weakly: the platform and proxies weaken ETags when they compress. */
export const namesEtag = (list: string, etag: string): boolean =>
  list.trim() === '*' || list.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
