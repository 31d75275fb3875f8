import { messageOf } from '../../schema/message-of.ts';
import { own } from '../../schema/own.ts';
import { canonicalPath, fillPattern, parseRoute } from '../../schema/route.ts';
import { dayOf } from '../content/dates.ts';
import type { EntryFacts } from '../facts.ts';
import { slugOf } from './slug.ts';

export type Params = Readonly<Record<string, string>>;

/** Where an entry is. */
export interface EntryAddress {
  /** Canonical. */
  readonly path: string;
  /** Of its page's route. */
  readonly params: Params;
  /** Whether it is one of its own, which does not follow from the route. */
  readonly own?: true;
}

/** Why an entry has no address on a route, at the field that is to blame. */
export interface AddressProblem {
  readonly code: 'entry_url' | 'entry_date' | 'entry_field';
  readonly field: string;
  readonly message: string;
  readonly help: string;
}

/** Parameters that are a part of an entry's date. */
export const DAY: readonly string[] = ['year', 'month', 'day'];

interface Failed {
  readonly problem: AddressProblem;
}

/** The address of an entry on its page's route. Throws what `parseRoute` throws. */
export function entryAddress(
  facts: EntryFacts,
  route: string,
  zone: string | undefined,
): EntryAddress | Failed {
  const found = paramsOf(facts, route, zone);
  const url = ownUrl(facts);
  if (url !== undefined) return atOwn(url, 'problem' in found ? {} : found.params);
  if ('problem' in found) return found;
  const path = canonicalPath(fillPattern(route, found.params));
  if (path !== undefined) return { path, params: found.params };
  const message = `the slug ${facts.slug} can't stand in the address ${route}`;
  return { problem: { code: 'entry_field', field: 'slug', message, help: 'Give the file another name.' } };
}

/** `url:` of an entry where it is an address of the site. What begins otherwise is a field as any: a link to elsewhere. */
export function ownUrl({ fields }: Pick<EntryFacts, 'fields'>): string | undefined {
  const url = own(fields, 'url');
  return typeof url === 'string' && url.startsWith('/') ? url.trim() : undefined;
}

/** An entry as if it had no address of its own. */
export function withoutUrl(facts: EntryFacts): EntryFacts {
  const { url: _url, ...fields } = facts.fields;
  return ownUrl(facts) === undefined ? facts : { ...facts, fields };
}

function atOwn(url: string, params: Params): EntryAddress | Failed {
  const problem = (message: string): Failed => ({
    problem: { code: 'entry_url', field: 'url', message, help: 'Write a path: url: /about/us.' },
  });
  if (/[{}?#]/.test(url)) return problem(`url: ${url} is no path: it holds a query, a fragment or braces`);
  try {
    if (parseRoute(url).key.startsWith('/assets/'))
      return problem(`addresses below /assets/ are the system's: ${url}`);
  } catch (error) {
    return problem(`url: ${url} can't be an address: ${messageOf(error)}`);
  }
  const path = canonicalPath(url.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'));
  return path === undefined ? problem(`url: ${url} can't be an address`) : { path, params, own: true };
}

function paramsOf(
  facts: EntryFacts,
  route: string,
  zone: string | undefined,
): { readonly params: Params } | Failed {
  const names = parseRoute(route).params;
  const found: [string, string][] = [];
  for (const name of names) {
    const value = partFor(facts, name, names.length === 1, zone);
    if (typeof value !== 'string')
      return { problem: { ...value, message: `${route} needs ${value.message}` } };
    found.push([name, value]);
  }
  return { params: Object.fromEntries(found) };
}

/** What is in the place of a parameter. */
function partFor(
  facts: EntryFacts,
  name: string,
  alone: boolean,
  zone: string | undefined,
): string | AddressProblem {
  const { slug, fields, date } = facts;
  if (name === 'slug') return slug;
  const part = DAY.indexOf(name);
  const day = part < 0 ? undefined : dayOf(fields.date ?? date, zone);
  const found = day?.[part];
  if (found !== undefined) return found;
  const value = own(fields, name);
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? slugOf(value) : '';
  if (text !== '') return text;
  if (part >= 0)
    return {
      code: 'entry_date',
      field: 'date',
      message: `a date, and this entry has ${fields.date === undefined ? 'none' : 'one that is no date'}`,
      help: 'Write date: 2024-05-31.',
    };
  if (alone && value === undefined) return slug;
  return {
    code: 'entry_field',
    field: name,
    message: `a text in ${name}, and this entry has none that makes a part of an address`,
    help: `Write ${name}: with a text or a number.`,
  };
}
