import type { Diagnostic, Position } from '../../schema/diagnostic.ts';
import { locationOf, lowerCase } from '../../schema/location.ts';
import type { RouteRecord } from '../../schema/manifest.ts';
import { type Slash, spelled } from '../../schema/path/slash.ts';
import { canonicalPath, fillPattern } from '../../schema/route.ts';
import { finding } from '../check/finding.ts';
import { matchRoute } from './match.ts';
import { type Rule, startsOf } from './redirect-loop-starts.ts';
import { Routes } from './route-index.ts';

/** Requests after which a browser gives up (Fetch, section 4.4). A chain that has not come round by then grows without end. */
const MOST = 20;
/** The most findings for one site: more would help nobody. */
const FINDINGS = 100;

/** The findings about the redirects of a site. */
export interface RedirectsOf {
  readonly records: ReadonlyMap<string, RouteRecord>;
  readonly rules: readonly Rule[];
  readonly slash: Slash | undefined;
  /** Where a rule is written. */
  placeOf(pattern: string): Position | undefined;
}

/**
 * Finds redirects that never end (errors) and those that take more than one step (warnings). Each rule is followed from
 * addresses that it matches: one of its own, and those from which it could lead to another rule.
 */
export function redirectFindings({ records, rules, slash, placeOf }: RedirectsOf): Diagnostic[] {
  const walker = new Walker(new Routes(records), slash);
  const found = new Map<string, Diagnostic>();
  for (const { rule, path, own } of startsOf(rules)) {
    if (found.size >= FINDINGS) break;
    const way = walker.follow(path);
    const place = placeOf(rule.pattern);
    const add = (key: string, diagnostic: Diagnostic) =>
      found.has(key) || found.set(key, place ? { ...diagnostic, start: place, end: place } : diagnostic);
    if (way.ends === 'round') add(`round ${[...new Set(way.circle)].sort()}`, round(way.circle));
    else if (way.ends === 'grows') add(`grows ${rule.pattern}`, grows(way.steps));
    else if (own && way.steps.length > 2) add(`chain ${rule.pattern}`, chain(rule, way.steps));
  }
  return [...found.values()];
}

type Way =
  | { readonly ends: 'somewhere' | 'grows'; readonly steps: readonly string[] }
  /** `circle` begins and ends with the same address. */
  | { readonly ends: 'round'; readonly circle: readonly string[] };

/** Follows redirects as the site Worker sends them. */
class Walker {
  readonly #routes: Routes;
  readonly #slash: Slash | undefined;
  /** Addresses that lead on to an end, each with what comes next: a way that meets one ends there too. */
  readonly #ended = new Map<string, string | undefined>();

  constructor(routes: Routes, slash: Slash | undefined) {
    this.#routes = routes;
    this.#slash = slash;
  }

  follow(start: string): Way {
    const steps = [start];
    const seen = new Map([[start, 0]]);
    const rules = new Set<RouteRecord>();
    for (let path = start, since = 0; !this.#ended.has(path); ) {
      const next = this.#next(path);
      if (next === undefined) break;
      const at = seen.get(next.path);
      if (at !== undefined) {
        this.#forget(steps);
        return { ends: 'round', circle: [...steps.slice(at), next.path] };
      }
      // A long chain of rules is a chain; a rule that comes again and again with other addresses grows.
      since = next.rule === undefined || rules.has(next.rule) ? since + 1 : 0;
      if (next.rule) rules.add(next.rule);
      if (since > MOST * 2 || next.path.length > 8_000) return { ends: 'grows', steps };
      path = next.path;
      seen.set(path, steps.length);
      steps.push(path);
    }
    return { ends: 'somewhere', steps: [...steps, ...this.#remember(steps)] };
  }

  /** What was reported once is not followed again. */
  #forget(steps: readonly string[]): void {
    for (const path of steps) this.#ended.set(path, undefined);
  }

  /** Notes that these steps end; returns those that follow, as far as they are known. */
  #remember(steps: readonly string[]): string[] {
    const last = steps.at(-1) ?? '';
    const rest: string[] = [];
    for (
      let path = this.#ended.get(last);
      path !== undefined && rest.length < MOST;
      path = this.#ended.get(path)
    )
      rest.push(path);
    for (const [at, path] of steps.entries())
      if (!this.#ended.has(path)) this.#ended.set(path, steps[at + 1]);
    return rest;
  }

  /** Where a request for a path is sent, by which rule; undefined when it arrives, or leaves the site. */
  #next(path: string): { readonly path: string; readonly rule?: RouteRecord } | undefined {
    const canonical = canonicalPath(path);
    if (canonical === undefined || canonical.startsWith('/assets/')) return undefined;
    const match = matchRoute(this.#routes, canonical);
    if (!match) return this.#otherCase(canonical);
    const { route, params } = match;
    if ('redirect' in route) {
      const location = locationOf(fillPattern(route.redirect, params));
      return location.startsWith('/') ? { path: location.replace(/[?#].*/s, ''), rule: route } : undefined;
    }
    const right = 'page' in route ? spelled(canonical, this.#slash) : path;
    const fits = right === path || (this.#slash === 'keep' && path === `${canonical}/`);
    return fits ? undefined : { path: right };
  }

  #otherCase(canonical: string): { readonly path: string } | undefined {
    const lower = lowerCase(canonical);
    return lower !== canonical && matchRoute(this.#routes, lower)
      ? { path: spelled(lower, this.#slash) }
      : undefined;
  }
}

function round(circle: readonly string[]): Diagnostic {
  const message = `Redirects lead round in a circle: ${shown(circle)}`;
  return finding('site.yaml', 'redirect_cycle', message, 'Take one of them out, or let it lead elsewhere.');
}

function grows(steps: readonly string[]): Diagnostic {
  const message = `Redirects lead on without end: ${shown(steps.slice(0, 4))} -> ...`;
  return finding(
    'site.yaml',
    'redirect_cycle',
    message,
    'Let it lead to an address that it does not answer itself.',
  );
}

function chain({ pattern }: Rule, steps: readonly string[]): Diagnostic {
  const message = `${pattern} takes ${steps.length - 1} redirects to its end: ${shown(steps)}`;
  const help = `Let ${pattern} lead there at once.`;
  return { ...finding('site.yaml', 'redirect_chain', message, help), severity: 'warning' };
}

/** A long way with its middle left out. */
function shown(steps: readonly string[]): string {
  const readable = steps.map((step) => {
    const text = canonicalPath(step) === undefined ? step : decodeURI(step);
    return text.length > 80 ? `${text.slice(0, 80)}...` : text;
  });
  return (readable.length > 12 ? [...readable.slice(0, 8), '...', ...readable.slice(-3)] : readable).join(
    ' -> ',
  );
}
