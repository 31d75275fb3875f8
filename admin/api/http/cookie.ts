/** Seconds that a browser keeps the cookie; the session itself decides. */
const MAX_AGE = 14 * 86_400;

/** `__Host-` binds a cookie to its host and to https. On plain http, which is development, not every browser takes it. */
const nameOf = (url: URL) => (url.protocol === 'https:' ? '__Host-meniscus' : 'meniscus');

/** The session's secret in a request, if any. */
export function readCookie(request: Request, url: URL): string | undefined {
  const name = nameOf(url);
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return undefined;
}

/** The Set-Cookie of a new session; with an empty secret, the one that removes it. */
export function writeCookie(url: URL, secret: string): string {
  const secure = url.protocol === 'https:' ? '; Secure' : '';
  const age = secret === '' ? 0 : MAX_AGE;
  return `${nameOf(url)}=${secret}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`;
}
