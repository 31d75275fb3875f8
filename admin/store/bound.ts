import { ProblemError } from '../../schema/api/problem.ts';
import { own } from '../../schema/own.ts';
import { parseRoute, routeOfPage } from '../../schema/route.ts';
import { RESERVED_SITE_KEYS, type SiteConfig } from '../../schema/site.ts';
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

type Read = Pick<Compiled, 'read'>;

/** Refuses a change of site.yaml's technical keys by an author whose role is for content; `before` is the hash that it had. */
export function checkSettings(compiled: Read, before: string | undefined, after: Facts): void {
  const changed = changedKey(settingsOf(compiled, before), after.config ?? {});
  if (changed !== undefined)
    throw notTheirs(
      `only a developer changes ${changed}. A writer or an editor changes the other settings, and redirects`,
    );
}

/**
 * Refuses to publish site.yaml for somebody whose role is for content, where its technical keys are not those that are live: what a
 * developer has begun there is not theirs to publish. Takes the hashes of both; undefined for no file.
 */
export function checkPublishedSettings(
  compiled: Read,
  live: string | undefined,
  release: string | undefined,
): void {
  const changed = changedKey(settingsOf(compiled, live), settingsOf(compiled, release));
  if (changed !== undefined)
    throw notTheirs(
      `the draft has another ${changed} than what is live, which only a developer publishes. Leave site.yaml out, or ask one`,
    );
}

/** What site.yaml says; nothing where there is no such file. Refuses one that cannot be read: nobody knows what it said. */
function settingsOf(compiled: Read, hash: string | undefined): SiteConfig {
  if (hash === undefined) return {};
  const config = compiled.read(hash, 'site.yaml')?.facts.config;
  if (config) return config;
  throw notTheirs('it has errors, or cannot be read any more. A developer has to mend it first');
}

function changedKey(before: SiteConfig, after: SiteConfig): string | undefined {
  return TECHNICAL.find((key) => JSON.stringify(own(before, key)) !== JSON.stringify(own(after, key)));
}

const notTheirs = (why: string) =>
  new ProblemError('forbidden', `site.yaml: ${why}`, { path: 'site.yaml', rule: 'role' });

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
