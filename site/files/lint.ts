import type { Facts as TemplateFacts } from '../../liquid/compile/analyse.ts';
import { docParams } from '../../liquid/compile/lint/doc.ts';
import { lint } from '../../liquid/compile/lint/lint.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { isMarkdown } from '../../schema/file.ts';
import { typeOfPage } from '../../schema/media.ts';
import type { FrontMatter } from '../../schema/page.ts';
import { ownKeys } from './own-keys.ts';

/** What every template of a site sees: the names, and the members of those that are always the same. */
const SHARED: Readonly<Record<string, unknown>> = {
  site: null,
  data: null,
  collections: null,
  upstream: null,
  csp_nonce: null,
  request: { path: 0, query: 0, method: 0, host: 0, country: 0, language: 0, headers: 0, cookies: 0, id: 0 },
};

/** Warnings about a template that compiled, from what can be known without the site's other files. */
export function lintTemplate(
  path: string,
  text: string,
  facts: TemplateFacts,
  front?: FrontMatter,
): Diagnostic[] {
  const isPage = front !== undefined;
  // What a page of Markdown writes is not yet HTML.
  const html = !isMarkdown(path) && (!isPage || typeOfPage(path).type.startsWith('text/html'));
  const context = { path, html, ...(isPage ? { globals: pageGlobals(front) } : partialGlobals(facts)) };
  // A layout that front matter names may read what the page sets.
  const isOpen = front?.layout !== undefined;
  return lint(text, facts, context).filter(({ code }) => !(isOpen && code === 'unused_variable'));
}

function pageGlobals(front: FrontMatter): Record<string, unknown> {
  const fetched = Object.fromEntries(Object.keys(front.fetch ?? {}).map((name) => [name, null]));
  // An entry's page has the fields of its entry too, which are not known here.
  if (front.entry !== undefined) return { ...SHARED, ...fetched, entry: null, page: null };
  const lists = { ...(front.paginate && { paginator: PAGINATOR }), ...eachOf(front) };
  return {
    ...SHARED,
    ...fetched,
    ...lists,
    page: { ...ownKeys(front), url: 0, path: 0, params: null, status: 0 },
  };
}

const PAGINATOR = {
  ...{ items: null, page: 0, pages: 0, size: 0, total: 0, window: null },
  ...{ first: null, last: null, previous: null, next: null },
};

const eachOf = ({ each }: FrontMatter) =>
  Object.fromEntries(Object.keys(each ?? {}).map((name) => [name, null]));

/** A partial's variables are what its `doc` tag states; without one nobody can tell. */
function partialGlobals(facts: TemplateFacts): { globals?: Record<string, unknown> } {
  return docParams(facts) ? { globals: { ...SHARED, page: null } } : {};
}
