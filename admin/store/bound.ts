import { ProblemError } from '../../schema/api/problem.ts';
import { parseRoute, routeOfPage } from '../../schema/route.ts';
import { conflicts } from '../../site/check/check.ts';
import type { Facts, SiteFacts } from '../../site/facts.ts';

/**
 * Keeps an author who is bound to a prefix of paths within the addresses that files of such paths have: a page
 * `pages/blog/a.liquid` may take `/blog` and what is below it, not `/about`.
 */
export function checkRoute(prefix: string, path: string, { front }: Facts): void {
  if (front?.route === undefined) return;
  const base = baseOf(prefix);
  if (`${parseRoute(front.route).key}/`.startsWith(base)) return;
  throw new ProblemError(
    'forbidden',
    `${path}: route: ${front.route} is outside of ${base}, where the pages of a token for ${prefix} must be`,
    { path, rule: 'prefix_route' },
  );
}

/** The beginning of the route keys of all pages whose path begins with `prefix`. */
function baseOf(prefix: string): string {
  if (!prefix.startsWith('pages/')) return '/';
  try {
    return parseRoute(routeOfPage(`${prefix}x.liquid`) ?? '/').key.slice(0, -1);
  } catch {
    return '/{'; // a prefix that ends within a parameter: only its files' own routes
  }
}

/** Refuses an edit by a bound author after which two files want one address or name: nobody could publish any more. */
export function checkConflicts(before: SiteFacts, after: SiteFacts): void {
  const known = new Set(conflicts(before).map(({ message }) => message));
  const added = conflicts(after).find(({ message }) => !known.has(message));
  if (added)
    throw new ProblemError('invalid', `Not saved, for the site could not be published: ${added.message}`, {
      rule: added.code,
      ...(added.path && { path: added.path }),
      diagnostics: [added],
    });
}
