import { readsOf } from '../../release/reads-of.ts';
import type { Compared } from '../../schema/api/compare.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { finding } from '../../site/check/finding.ts';
import type { PageUrl } from './links/page-url.ts';
import type { RenderOutcome } from './render-page.ts';
import type { Subject } from './runs.ts';

/** Operations that a millisecond of CPU does, roughly: see bench/operations.ts. */
export const RATE = 5_000;
/** Milliseconds of CPU that the free plan gives a request. */
export const FREE = 10;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['as given', 'with made-up parameters or data, since samples/ has none'],
  ['missing', 'when an upstream fails'],
  ['empty', 'with empty values'],
  ['nulls', 'with null in place of values'],
  ['hostile', 'with hostile text in place of values'],
  ['hostile code', 'with hostile code in place of values'],
  ['hostile numbers', 'with hostile text in place of numbers'],
  ['long', 'with very long values'],
  ['deep', 'with deeply nested values'],
  ['wrong types', 'with values of other types'],
]);

export function said(failed: Diagnostic, variant: string): Pick<Diagnostic, 'message'> {
  return { message: `${failed.message.replace(/\.$/, '')} (${WORDS.get(variant)})` };
}

export function unescaped(page: string, place: string): Diagnostic {
  const message = `${place} is printed unescaped: a visitor's browser would run a script in it, or read it as tags and attributes`;
  return finding(
    page,
    'unescaped',
    message,
    'Remove `raw`; or, if you trust the HTML of an upstream, set trusted: true for it in site.yaml.',
  );
}

export function slow(page: string, url: PageUrl, operations: number): Diagnostic {
  const message = `${url.pathname} takes ${operations} operations, about ${Math.round(operations / RATE)} ms of CPU; the free plan has ${FREE} ms`;
  return {
    ...finding(page, 'slow_page', message, 'Loop over fewer items, or over fewer levels.'),
    severity: 'warning',
  };
}

export function differs({ page, url, error, differences: [first] }: Compared): Diagnostic {
  const why = error?.theirs
    ? `it stops there: ${error.theirs}`
    : `line ${first?.line} has ${JSON.stringify(first?.theirs ?? '').slice(0, 80)}`;
  const message = `${url} differs from what liquidjs renders: ${why}`;
  const help = first?.rule ? `docs/liquid.md explains it: ${first.rule}.` : undefined;
  return { ...finding(page, 'differs_from_liquidjs', message, help), severity: 'warning' };
}

/** Of a page that loads every block of a large collection. */
export function whole(page: string, url: PageUrl, collection: string, blocks: number): Diagnostic {
  const message = `${url.pathname} reads all of collections.${collection}, ${blocks} values of Workers KV`;
  const help = `Show a part: a loop with limit:, paginate, or a group such as collections.${collection}.tags.`;
  return { ...finding(page, 'whole_collection', message, help), severity: 'warning' };
}

/** Of a page that differs at another time, which it may. */
export function changes(
  { page, route }: Pick<Subject, 'page' | 'route'>,
  first: RenderOutcome,
  second: RenderOutcome,
): Diagnostic | undefined {
  if (!('rendered' in first) || !('rendered' in second)) return undefined;
  if (first.rendered.body === second.rendered.body) return undefined;
  const reads = readsOf(first.rendered.flags | second.rendered.flags).join(', ');
  const message = `${route} differs from one time to the next${reads ? `: it reads ${reads}` : ''}`;
  return { ...finding(page, 'not_deterministic', message), severity: reads ? 'info' : 'warning' };
}
