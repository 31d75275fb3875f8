import { FILTERS } from '../../../liquid/run/filters/table.ts';
import '../../../liquid/run/more.ts';
import '../../../site/extensions/address-filters.ts';
import '../../../site/extensions/markdownify-filter.ts';
import type { Edits } from './edits.ts';
import { type Chain, type Filter, pathsIn, type Token } from './markup.ts';
import type { Reading } from './paths.ts';
import { itemOf } from './scope.ts';
import { kindOfChain } from './values.ts';
import type { Work } from './work.ts';

/** Filters of Jekyll that have another name here. */
const RENAMED: Readonly<Record<string, string>> = {
  normalize_whitespace: 'squish',
  date_to_iso8601: 'date_to_xmlschema',
};

/** Filters whose result prints the same escaped or not: numbers, dates, addresses, and text that is escaped. */
const CLEAN = new Set(
  (
    'escape escape_once xml_escape date date_to_string date_to_long_string date_to_xmlschema date_to_rfc822 size ' +
    'plus minus times divided_by modulo round floor ceil abs at_least at_most number_of_words slugify ' +
    'cgi_escape uri_escape url_encode relative_url absolute_url strip_index'
  ).split(' '),
);

/** What these wrote must not be escaped again by what follows them. */
const ESCAPES = new Set(['escape', 'escape_once', 'xml_escape']);

/** Filters after which a text has the markup that it had before. */
const NEUTRAL = new Set(
  'upcase downcase capitalize strip lstrip rstrip truncate truncatewords first last default remove remove_first slice squish normalize_whitespace sort uniq reverse join'.split(
    ' ',
  ),
);

/** Rewrites the filters of a chain. Returns those that are left. */
export function rewriteFilters(source: string, chain: Chain, edits: Edits, reading: Work): Filter[] {
  for (const { start, end } of chain.bare) edits.replace(start, end, '');
  return chain.filters.filter((filter, at) => {
    const renamed = Object.hasOwn(RENAMED, filter.name) ? RENAMED[filter.name] : undefined;
    if (renamed !== undefined) edits.replace(filter.nameSpan.start, filter.nameSpan.end, renamed);
    else if (filter.name === 'where') whereText(source, filter, edits, reading);
    else if (EXPRESSIONS.has(filter.name))
      inExpression(filter, { ...chain, filters: chain.filters.slice(0, at) }, reading);
    else if (filter.name === 'group_by') groupText(filter, edits);
    // HTML in the value is HTML, as Jekyll has it.
    else if (filter.name === 'newline_to_br') edits.replace(filter.start, filter.start, '| raw ');
    else if (filter.name === 'markdownify') {
      edits.replace(filter.start, filter.start, '| raw ');
      edits.replace(filter.nameSpan.end, filter.nameSpan.end, ": 'kramdown'");
    } else if (
      filter.name === 'sort' &&
      at === 0 &&
      filter.args.length === 0 &&
      isFolder(chain.value, reading)
    )
      return dropped(filter, edits);
    else if (filter.name === 'sort' && filter.args.length === 1)
      edits.replace(filter.end, filter.end, ", 'first'");
    else if (FILTERS[filter.name] === undefined) return unknown(source, filter, edits, reading);
    return true;
  });
}

/** `site.data.comments[page.slug] | sort`: files of a folder are in order already, and what has no order in our lists is a hash. */
function isFolder(value: readonly Token[], { plan }: Work): boolean {
  const [path] = pathsIn(value);
  const [root, data, name] = path?.names ?? [];
  if (root !== 'site' || data !== 'data' || name === undefined) return false;
  return [...plan.site.data.keys()].some((file) => file.startsWith(`${name}/`));
}

function dropped(filter: Filter, edits: Edits): false {
  edits.replace(filter.start, filter.end, '');
  return false;
}

const EXPRESSIONS = new Set('where_exp reject_exp find_exp group_by_exp has_exp'.split(' '));

/** `where_exp: "item", "item.at == include.at"`: what stands in the text is Liquid too. */
function inExpression({ args }: Filter, before: Chain, work: Work): void {
  const [name, , expression] = args;
  if (name?.kind !== 'string' || expression?.kind !== 'string') return;
  work.scope.open(name.text.slice(1, -1), itemOf(kindOfChain(before, work)));
  work.paths({ start: expression.start + 1, end: expression.end - 1 });
  work.scope.close();
}

/**
 * `where: "pin", "true"`: Jekyll compares texts, so that it finds the boolean and the number too. A variable that holds nothing finds
 * what has nothing there; lists of names are left to the filter, which looks into them.
 */
function whereText(source: string, { nameSpan, end, args }: Filter, edits: Edits, work: Work): void {
  const [key, , value] = args;
  const name = key?.kind === 'string' ? key.text.slice(1, -1) : '';
  if (value === undefined || !/^[\w.-]+$/.test(name)) return;
  if (value.kind === 'string') {
    const text = value.text.slice(1, -1);
    if (args.length !== 3 || !/^(?:true|false|\d{1,15})$/.test(text)) return;
    edits.replace(
      nameSpan.start,
      end,
      `where_exp: "item", "item.${name} == ${text} or item.${name} == '${text}'"`,
    );
    return;
  }
  const variable = source.slice(value.start, end);
  if (value.kind !== 'name' || work.plan.listKeys.has(name) || /["'(]/.test(variable)) return;
  edits.replace(
    nameSpan.start,
    end,
    `where_exp: "item", "item.${name} == ${work.now({ start: value.start, end })}"`,
  );
}

/** `group_by: "parent"`: names of Jekyll's groups are texts, and that of what has none is empty. */
function groupText({ nameSpan, end, args }: Filter, edits: Edits): void {
  const [key] = args;
  if (args.length !== 1 || key?.kind !== 'string' || !/^.[\w.-]+.$/.test(key.text)) return;
  edits.replace(nameSpan.start, end, `group_by_exp: "item", "item.${key.text.slice(1, -1)} | append: ''"`);
}

const DROPPED: Readonly<Record<string, string>> = {
  smartify: 'Its quotes and dashes stay as they are written.',
  sassify: 'Save the CSS itself in assets/.',
  scssify: 'Save the CSS itself in assets/.',
};

/** Jekyll leaves a value as it is where it does not know the filter. */
function unknown(source: string, filter: Filter, edits: Edits, { plan, source: path }: Reading): false {
  edits.replace(filter.start, filter.end, '');
  const help = Object.hasOwn(DROPPED, filter.name)
    ? (DROPPED[filter.name] ?? '')
    : 'Jekyll ignores a filter that it does not know; one of a plugin has to be written in another way.';
  const message = `There is no filter ${filter.name}; it was left out.`;
  plan.report.left('filter', message, help, { path, old: source.slice(filter.start, filter.end).trim() });
  return false;
}

/** Whether what a chain prints is the same escaped or not, when its value has no markup (`plain`). */
export function isClean(filters: readonly Filter[], plain: boolean): boolean {
  const last = filters.at(-1);
  if (last && CLEAN.has(last.name)) return true;
  if (!plain || filters.some(({ name }) => ESCAPES.has(name))) return false;
  return filters.every(
    ({ name, args }) =>
      (NEUTRAL.has(name) ||
        CLEAN.has(name) ||
        ((name === 'append' || name === 'prepend') && args.length === 1)) &&
      args.every(({ kind, text }) => kind !== 'string' || !/[<&]/.test(text)),
  );
}
