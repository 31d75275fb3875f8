import { ProblemError } from '../../../schema/api/problem.ts';

/**
 * Refuses what another page may have had a browser send with our cookie. SameSite is no help where the site and the
 * admin share a registrable domain. Browsers leave Origin out of GETs from our own pages; there they send
 * Sec-Fetch-Site, which no script can set.
 */
export function checkOrigin(request: Request, url: URL): void {
  const origin = request.headers.get('origin');
  if (origin !== null ? origin === url.origin : isOwnRead(request)) return;
  const said = origin === null ? 'no Origin' : `the Origin ${origin.slice(0, 100)}`;
  throw new ProblemError(
    'forbidden',
    `A request with a session cookie must come from ${url.origin}; this one has ${said}. Scripts use a token.`,
    { rule: 'origin' },
  );
}

/** Refuses another origin where there is no cookie yet: signing someone in to a stranger's account is an attack too. */
export function checkNoForeignOrigin(request: Request, url: URL): void {
  if (request.headers.get('origin') !== null) checkOrigin(request, url);
}

function isOwnRead(request: Request): boolean {
  const safe = request.method === 'GET' || request.method === 'HEAD';
  if (!safe || request.headers.get('upgrade') !== null) return false;
  return ['same-origin', 'none'].includes(request.headers.get('sec-fetch-site') ?? '');
}
