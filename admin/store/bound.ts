import { ProblemError } from '../../schema/api/problem.ts';
import { own } from '../../schema/own.ts';
import { parseRoute, routeOfPage } from '../../schema/route.ts';
import { RESERVED_SITE_KEYS } from '../../schema/site.ts';
import { conflicts } from '../../site/check/check.ts';
import type { Facts, SiteFacts } from '../../site/facts.ts';
import type { Compiled } from './tables/compiled.ts';

/** What an author is bound to. */
export interface Bound {
  /** The beginning of all paths that the author works on; null for the whole site. */
  readonly prefix: string | null;
  /** Whether the author's role changes content, and no code: of site.yaml only what templates see of it, and redirects. */
  readonly contentOnly: boolean;
}

export const FREE: Bound = { prefix: null, contentOnly: false };

export const isFree = ({ prefix, contentOnly }: Bound): boolean => prefix === null && !contentOnly;

/** Keys of site.yaml that ask other servers, serve pages, or say what browsers let pages do. */
const TECHNICAL = [...RESERVED_SITE_KEYS].filter((key) => key !== 'redirects');

/** Refuses a change of site.yaml's technical keys by an author whose role is for content; `before` is the hash that it had. */
export function checkSettings(
  compiled: Pick<Compiled, 'read'>,
  before: string | undefined,
  after: Facts,
): void {
  const old = (before === undefined ? undefined : compiled.read(before, 'site.yaml'))?.facts.config ?? {};
  const now = after.config ?? {};
  const changed = TECHNICAL.find((key) => JSON.stringify(own(old, key)) !== JSON.stringify(own(now, key)));
  if (changed === undefined) return;
  throw new ProblemError(
    'forbidden',
    `site.yaml: only a developer changes ${changed}. A writer or an editor changes the other settings, and redirects`,
    { path: 'site.yaml', rule: 'role' },
  );
}

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
