import { comparePaths, type Paths } from '../../columns/paths.ts';
import type { EntryFacts, SiteFacts, Stretch } from '../../facts.ts';
import { inOneGo } from '../../in-one-go.ts';
import { ofKinds } from '../../site-facts.ts';
import { configOf, zoneOf } from '../config-of.ts';
import { readEntryPath } from '../entry-path.ts';
import { groupFields } from '../groups.ts';
import { togetherAgain } from './again.ts';
import { type Asked, type Surveyed, type SurveyedPart, Surveying } from './surveyed.ts';

/** By the names of collections: in the order of their first entries, then those that have none. */
export type Survey = ReadonlyMap<string, Surveyed>;

const MADE = new WeakMap<SiteFacts, Survey>();
/** Sites of which entries say the same as those of another one, and which texts are others. */
const ALIKE = new WeakMap<SiteFacts, { readonly other: SiteFacts; readonly texts: Has }>();
/** Of a stretch by its key, what was found out about its entries, and what was asked: by collection. */
const KEPT = new WeakMap<object, ReadonlyMap<string, Kept>>();

interface Has {
  has(path: string): boolean;
}

interface Kept {
  readonly asked: string;
  readonly surveyed: SurveyedPart;
}

/** Entries that are looked at between two pauses. */
const ENTRIES = 1_000;
/** Stretches that are as they were, likewise. */
const STRETCHES = 50;

export const surveyOf = (files: SiteFacts): Survey => inOneGo(surveying(files));

/**
 * Looks at all entries, whether a release holds them or not; once for the same facts. Of a stretch that is as it was and of which the same
 * was asked, no facts are read. With pauses.
 */
export function* surveying(site: SiteFacts): Generator<void, Survey> {
  const files = ALIKE.get(site)?.other ?? site;
  const known = MADE.get(files);
  if (known) return known;
  const asking = new Asking(files);
  const parts = new Map<string, SurveyedPart[]>();
  const looked = { entries: 0 };
  let stretches = 0;
  for (const stretch of files.stretches?.() ?? [{ entries: ofKinds(files, 'entry') }]) {
    if (++stretches % STRETCHES === 0) yield;
    for (const [name, { surveyed }] of yield* lookingAt(stretch, asking, looked)) {
      const own = parts.get(name);
      if (own) own.push(surveyed);
      else parts.set(name, [surveyed]);
    }
  }
  for (const [path, { collection }] of ofKinds(files, 'collection')) {
    const name = path.split('/')[1] ?? '';
    if (collection && !parts.has(name)) parts.set(name, [new Surveying(asking.of(name)).end()]);
  }
  const survey = new Map<string, Surveyed>();
  for (const [name, each] of parts) {
    survey.set(name, togetherAgain(each));
    yield;
  }
  MADE.set(files, survey);
  return survey;
}

function* lookingAt(
  { key, paths, entries }: Stretch,
  asking: Asking,
  looked: { entries: number },
): Generator<void, ReadonlyMap<string, Kept>> {
  const kept = key && KEPT.get(key);
  if (kept && [...kept].every(([name, { asked }]) => asked === asking.textOf(name))) return kept;
  const found = new Map<string, Surveying>();
  for (const [path, { entry }] of entries) {
    if (!entry) continue;
    add(found, path, entry, asking);
    // A stretch has fewer than that.
    if (++looked.entries % ENTRIES === 0) yield;
  }
  const made = new Map(
    Array.from(found, ([name, each]) => [name, { asked: asking.textOf(name), surveyed: each.end(paths) }]),
  );
  if (key) KEPT.set(key, made);
  return made;
}

function add(found: Map<string, Surveying>, path: string, entry: EntryFacts, asking: Asking): void {
  const { collection } = entry;
  let own = found.get(collection);
  if (!own) {
    own = new Surveying(asking.of(collection));
    found.set(collection, own);
  }
  own.add(path, entry);
}

/** What is asked of the entries of each collection. */
class Asking {
  readonly #files: SiteFacts;
  readonly #known = new Map<string, { readonly asked: Asked; readonly text: string }>();

  constructor(files: SiteFacts) {
    this.#files = files;
  }

  of(collection: string): Asked {
    return this.#of(collection).asked;
  }

  textOf(collection: string): string {
    return this.#of(collection).text;
  }

  #of(collection: string): { readonly asked: Asked; readonly text: string } {
    const known = this.#known.get(collection);
    if (known) return known;
    const { sort, groups = [] } = configOf(this.#files, collection);
    const fields = groupFields(this.#files, collection);
    const asked = { sort, groups: groups.length > 0, fields, zone: zoneOf(this.#files) };
    const made = { asked, text: JSON.stringify(asked) };
    this.#known.set(collection, made);
    return made;
  }
}

/**
 * Notes that entries of a site say the same as those of another one but for what follows from their texts, which is not surveyed but for
 * the lengths of records: `texts` has the paths of those that are others.
 */
export function surveyedAs(site: SiteFacts, other: SiteFacts, texts: Has): void {
  if (site !== other) ALIKE.set(site, { other, texts });
}

/** Whether the text of an entry is another one than that which was surveyed. */
export function otherTexts(site: SiteFacts): (path: string) => boolean {
  const texts = ALIKE.get(site)?.texts;
  return (path) => texts?.has(path) === true;
}

/** Finds the days of entries, milliseconds since the epoch, by their paths; fast where these come in the order of all. */
export class Days {
  readonly #survey: Survey;
  #at = -1;

  constructor(survey: Survey) {
    this.#survey = survey;
  }

  /** NaN for an entry that has none, and for what is no entry. */
  of(path: string): number {
    const surveyed = this.#survey.get(readEntryPath(path)?.collection ?? '');
    if (!surveyed) return Number.NaN;
    const { paths, days } = surveyed;
    this.#at = paths.at(this.#at + 1) === path ? this.#at + 1 : placeOf(path, paths);
    return days.at(this.#at) ?? Number.NaN;
  }
}

/** The place of a path; below 0 where it has none. Most sites have theirs in path order. */
function placeOf(path: string, paths: Paths): number {
  let [from, to] = [0, paths.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (comparePaths(paths.at(middle) ?? '', path) < 0) from = middle + 1;
    else to = middle;
  }
  return paths.at(from) === path ? from : [...paths].indexOf(path);
}
