import { stringify } from 'yaml';
import { own } from '../../../schema/own.ts';
import { RESERVED_KEYS } from '../../../schema/page.ts';
import { OF_ALL, ownName } from '../liquid/own-names.ts';
import type { Plan } from '../plan.ts';
import { text } from '../source/config.ts';
import { clockAt } from '../source/dates.ts';
import { layoutName } from '../source/layouts.ts';
import { baseOf, endingOf, folderOf, withoutEnding } from '../source/names.ts';
import type { Doc } from '../source/site.ts';
import { editYaml } from '../source/yaml.ts';
import { THEME } from './templates.ts';

/** Keys that only Jekyll reads, and what here says in another way. Those that templates read stay. */
const GONE = ['permalink', 'published', 'redirect_from', 'redirect_to', 'excerpt_separator'];

/** The front matter of an entry or a page in the new site, with its lines of hyphens. */
export function writeFront(doc: Doc, plan: Plan, more: Readonly<Record<string, unknown>>): string {
  const set = new Map<string, unknown>();
  const remove = new Set<string>(GONE.filter((key) => !plan.reads.has(key)));
  const isEntry = doc.kind !== 'page';
  if (isEntry) for (const key of ['categories', 'tags', 'date', 'title']) setLists(doc, key, set, plan);
  for (const [key, value] of Object.entries(doc.data)) {
    const inherited = JSON.stringify(own(doc.own, key)) !== JSON.stringify(value);
    if (inherited && !isEntry && !remove.has(key)) set.set(key, value);
    if (
      inherited &&
      isEntry &&
      !['categories', 'tags', 'date', 'title', 'slug'].includes(key) &&
      !remove.has(key)
    )
      set.set(key, value);
  }
  if (!isEntry) renameOwn(doc, set, remove);
  const layout = layoutName(doc.data.layout);
  const known = layout === undefined ? undefined : plan.layouts.get(layout);
  if (Object.hasOwn(doc.data, 'layout') || isEntry) remove.add('layout');
  if (known !== undefined) {
    remove.delete('layout');
    set.set('layout', known);
  } else if (layout !== undefined)
    plan.report.left('layout_missing', `There is no layout ${layout}; the page has none.`, THEME, {
      path: doc.source,
    });
  for (const [key, value] of computed(doc, plan)) set.set(key, value);
  for (const [key, value] of Object.entries(more)) {
    remove.delete(key);
    set.set(key, value);
  }
  for (const key of set.keys()) remove.delete(key);
  const yaml = editYaml(doc.yaml, set, remove);
  return yaml.trim() === '' || yaml.trim() === '{}'
    ? '---\n---\n'
    : `---\n${yaml.replace(/\n*$/, '\n')}---\n`;
}

function setLists(doc: Doc, key: string, set: Map<string, unknown>, { emptyLists }: Plan): void {
  const { data, date, target } = doc;
  const value = key === 'date' ? date : own(data, key);
  if (value === undefined) return;
  // The file's name says it.
  if (key === 'date' && doc.own.date === undefined && target.includes(`/${date}-`)) return;
  const written = own(doc.own, key);
  if (JSON.stringify(written) === JSON.stringify(value)) return;
  if (Array.isArray(value) && value.length === 0 && written === undefined && !emptyLists.has(key)) return;
  set.set(key, value);
}

/** Keys of a page that mean something here get another name. */
function renameOwn({ data }: Doc, set: Map<string, unknown>, remove: Set<string>): void {
  for (const [key, value] of Object.entries(data)) {
    const isOurs =
      RESERVED_KEYS.has(key) || key === 'path' || key === 'params' || key === 'url' || key === 'status';
    if (!isOurs || key === 'layout' || (key === 'sitemap' && typeof value === 'boolean')) continue;
    set.delete(key);
    remove.add(key);
    if (key !== 'url') set.set(ownName(key), value);
  }
}

/** What Jekyll computes and templates read. */
function* computed(doc: Doc, plan: Plan): Generator<[string, unknown]> {
  const { source, url, data, kind } = doc;
  const inner = source.replace(/^.*_posts\//, '').replace(/\.[^.]+$/, '');
  const values: Readonly<Record<string, unknown>> = {
    source_path: source,
    path: source,
    id: kind === 'page' ? undefined : `${url.replace(/\/?[^/]*\/?$/, '')}/${String(data.slug ?? inner)}`,
    name: baseOf(source),
    dir:
      kind === 'page' ? `/${folderOf(url.slice(1)) === '' ? '' : `${folderOf(url.slice(1))}/`}` : undefined,
    ext: endingOf(source),
    relative_path: source,
    basename: withoutEnding(baseOf(source)),
    slug: data.slug ?? inner,
    own_layout: layoutName(data.layout),
    has_more: hasMore(doc, plan) ? true : undefined,
  };
  const today = dayOfBuild(doc, plan);
  if (today !== undefined) yield ['date', today];
  for (const name of plan.fields) {
    if (kind === 'page' && (name === 'path' || name === 'slug')) continue;
    const value = Object.hasOwn(values, name) ? values[name] : fromOwn(name, doc);
    if (value === undefined || (name !== 'slug' && name !== 'source_path' && Object.hasOwn(doc.own, name)))
      continue;
    yield [name, value];
  }
}

/** Items of collections that say no date have that of the build in Jekyll: here the day of the move, where templates read dates. */
function dayOfBuild({ kind, date, source }: Doc, { site, reads, report }: Plan): string | undefined {
  if (kind !== 'item' || date !== undefined || !reads.has('date')) return undefined;
  const { year, month, day } = clockAt(site.now, site.config.timezone);
  const two = (part: number) => String(part).padStart(2, '0');
  const today = `${year}-${two(month)}-${two(day)}`;
  const message =
    'Documents without a date have the day of the build in Jekyll: it is written as their date.';
  report.rewritten('undated', message, { path: source, new: `date: ${today}` });
  return today;
}

/** Whether a document goes on behind its excerpt. */
function hasMore({ data, body, kind }: Doc, { site }: Plan): boolean {
  if (kind === 'page' || (data.excerpt !== undefined && data.excerpt !== null)) return true;
  const separator = text(data.excerpt_separator) ?? site.config.excerptSeparator;
  return separator !== '' && body.trim().includes(separator);
}

/** `own_status` of an entry, whose `status` stays too. */
const fromOwn = (name: string, { data, kind }: Doc): unknown =>
  name.startsWith('own_') && (kind !== 'page' || OF_ALL.has(name.slice(4)))
    ? own(data, name.slice(4))
    : undefined;

export const yamlOf = (value: unknown): string => stringify(value, { lineWidth: 0 });
