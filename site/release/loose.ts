import { addressKey } from '../../schema/content/addresses.ts';
import { excerptKey } from '../../schema/content/records.ts';
import type { AssetRecord, Place } from '../../schema/manifest.ts';
import type { EntryFacts, Facts, SiteFacts } from '../facts.ts';
import { inOneGo } from '../in-one-go.ts';
import { kindIn, withoutEntries } from '../site-facts.ts';
import {
  type HeldContent,
  heldContent,
  isIn,
  isShipped,
  join,
  recordItem,
  type SiteInput,
  textsOf,
} from './assemble.ts';
import { isSmall, layingOut } from './layout.ts';
import { type IndexLines, indexLines, indexLinesAgain, keyOf, manifestText } from './manifest-text.ts';
import { type Item, unitsOf } from './pack.ts';

/** The files of a site. Of 100,000 nothing is held that can be said when it is asked for. */
export interface LooseFiles {
  /** The pack of a file that is shipped. It is the same whenever it is asked for, also when the site has gone on. */
  pack(path: string): LoosePack;
  /** When a file was saved last, in milliseconds since the epoch, where that is known; as `pack`. */
  saved?(path: string): number | undefined;
  /** Says which files are others, by path, text and save, than in another one; all are compared where it is absent. */
  readonly listing?: LooseListing;
  /** Paths of files whose packs follow from more than that. */
  readonly own?: ReadonlySet<string>;
}

interface LooseListing {
  notIn(other: LooseListing): ReadonlySet<string>;
}

export interface LoosePack {
  /** Unique for the text and all else that the file's code and facts follow from. */
  readonly name: string;
  /** Its UTF-16 units. */
  readonly units: number;
}

/** A site whose programs and data stay where they are: each is a pack of its own, read when a page needs it. */
export interface LooseInput extends SiteInput, LooseFiles {
  saved?(path: string): number | undefined;
  /** The text of such a pack; undefined when it is not kept any more. */
  read(name: string): string | undefined;
}

/** The manifest of a site that need not be read to be rendered, such as the draft; and what the next one is made from. */
export interface Loose {
  readonly text: string;
  readonly made: Made;
}

interface Made {
  readonly facts: SiteFacts;
  readonly assets: ReadonlyMap<string, AssetRecord>;
  readonly files: LooseFiles;
  readonly content: LooseContent;
  readonly places: ReadonlyMap<string, Place>;
  readonly lines: IndexLines;
}

/** What follows from facts, data and entries: not from templates. `paths`: files that have a pack of their own. */
type LooseContent = Pick<HeldContent, 'paths'> & {
  /** Records, and tables of addresses, of which there are so many. */
  readonly inline: string;
  readonly tables: number;
  readonly places: ReadonlyMap<string, Place>;
  /** Blocks and texts of large collections by the names of their packs: as in a release, but made when one is read. */
  readonly laid: ReadonlyMap<string, Item>;
};

/**
 * Assembles a site. Of one that was assembled `before`, most often the same site but for one file, what follows from all files is
 * taken where they say the same: so a save costs little on a large site.
 */
export const assembleLoose = (input: LooseInput, before?: Loose): Loose =>
  inOneGo(assemblingLoose(input, before));

/** The same with pauses. */
export function* assemblingLoose(input: LooseInput, before?: Loose): Generator<void, Loose> {
  const { facts, assets } = input;
  const same = before && isSame(before.made, input) ? before.made : undefined;
  yield;
  const { pack, saved, listing, own } = input;
  const files = { pack, ...(saved && { saved }), ...(listing && { listing }), ...(own && { own }) };
  const content =
    same && isSameContent(same, files, facts) ? same.content : yield* makingContent(input, files, same);
  yield;
  const [names, places] = placesOf(files, content, facts);
  yield;
  const lines = same ? linesAgain(same, input, places) : indexLines(input, places);
  yield;
  const { inline, tables } = content;
  const text = manifestText(input, { lines, inline, names, tables });
  return { text, made: { facts, assets, files, content, places, lines } };
}

function* makingContent(
  input: LooseInput,
  files: LooseFiles,
  before: Made | undefined,
): Generator<void, LooseContent> {
  const { facts, id } = input;
  const known = before && isSameAddresses(before, files, facts) ? tablesIn(before.content) : undefined;
  const { records, tables, paths } = yield* heldContent({ ...input, tables: known });
  const texts = {
    facts,
    // By the name of its pack, which names the text: it may be another one by the time that somebody reads it.
    code: (path: string) => input.read(files.pack(path).name) ?? '',
    units: (path: string) => files.pack(path).units,
  };
  const items: Item[] = [];
  const laid = new Map<string, Item>();
  for (const record of records) {
    yield;
    if (isSmall(record)) items.push(recordItem(record, facts));
    else {
      const out = yield* layingOut(record, textsOf(texts));
      items.push(out.record);
      for (const each of [...out.items, ...out.shelves, ...out.slugs()]) laid.set(`${id}/${each.key}`, each);
    }
  }
  const places = new Map<string, Place>();
  const inline = join([...items, ...tables], 0, places);
  const isShelved = isIn(records.filter((record) => !isSmall(record)));
  return { paths: (path) => !isShelved(path) && paths(path), inline, places, tables: tables.length, laid };
}

/** The tables of addresses of a site, as they stand in its text. */
function tablesIn({ tables, inline, places }: LooseContent): Item[] {
  return Array.from({ length: tables }, (_, table) => {
    const key = addressKey(table);
    const [, at, units] = places.get(key) ?? [0, 0, 0];
    return { key, code: inline.slice(at, at + units) };
  });
}

function placesOf(
  files: LooseFiles,
  content: LooseContent,
  facts: SiteFacts,
): [names: string[], places: Map<string, Place>] {
  const names: string[] = [];
  const places = new Map<string, Place>();
  for (const path of facts.keys()) {
    const kind = kindIn(facts, path);
    if (!kind || !isShipped(kind) || !content.paths(path)) continue;
    const cut = facts.get(path)?.entry?.cut;
    // An entry without a text has no program, and what has none is in no index.
    if (kind === 'entry' && cut === undefined) continue;
    const { name, units } = files.pack(path);
    const pack = names.push(name);
    places.set(keyOf(path), [pack, 0, cut ?? units]);
    if (cut !== undefined) places.set(excerptKey(path), [pack, cut + 1, units - cut - 1]);
  }
  for (const [key, at] of content.places) places.set(key, at);
  for (const [name, item] of content.laid) places.set(item.key, [names.push(name), 0, unitsOf(item)]);
  return [names, places];
}

/** The lines of before, but for texts that have another place now; all anew where not the same texts have one. */
function linesAgain(before: Made, input: LooseInput, places: ReadonlyMap<string, Place>): IndexLines {
  const moved = new Map<string, Place>();
  for (const [key, at] of places) {
    const was = before.places.get(key);
    if (!was) return indexLines(input, places);
    if (at.some((each, part) => each !== was[part])) moved.set(key, at);
  }
  return places.size === before.places.size
    ? indexLinesAgain(before.lines, input, moved)
    : indexLines(input, places);
}

/** Whether two sites have the same files, in the same order, and an index says the same of them. It says nothing of entries. */
function isSame(before: Made, { facts, assets }: LooseInput): boolean {
  return isSameFiles(before.facts, facts) && isSameMap(before.assets, assets, isSameJson);
}

/** What a release does not say of a file: where in its text something is, and what only checks ask for. */
const UNSAID: ReadonlySet<string> = new Set<keyof Facts>([
  'calls',
  'places',
  'outline',
  'raws',
  'doc',
  'outside',
  'links',
  'lines',
]);

function isSameFiles(before: SiteFacts, now: SiteFacts): boolean {
  if (before === now) return true;
  if (before.size !== now.size) return false;
  const paths = [...before.keys()];
  let at = 0;
  for (const path of now.keys()) if (path !== paths[at++]) return false;
  const others = [...withoutEntries(before)];
  at = 0;
  for (const [path, facts] of withoutEntries(now)) {
    const was = others[at++];
    if (was?.[0] !== path || !isSameFacts(was[1], facts)) return false;
  }
  return at === others.length;
}

const isSameFacts = (a: Facts, b: Facts): boolean => a === b || isSameJson(said(a), said(b));

const said = (facts: Facts): object =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => !UNSAID.has(name)));

const isSameJson = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function isSameMap<T>(
  before: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  isSameValue: (a: T, b: T) => boolean,
): boolean {
  if (before.size !== now.size) return false;
  const entries = before.entries();
  for (const [path, value] of now) {
    const was = entries.next().value;
    if (was?.[0] !== path || !isSameValue(was[1], value)) return false;
  }
  return true;
}

/** Paths of files that may not be the same in both, of sites that `isSame` says to be. */
function othersIn(before: LooseFiles, files: LooseFiles, facts: SiteFacts): Iterable<string> {
  if (!before.listing || !files.listing) return facts.keys();
  return new Set([...files.listing.notIn(before.listing), ...(before.own ?? []), ...(files.own ?? [])]);
}

/** Whether no entry and no data file was saved: what is known of one follows from its pack, which has a name of its own. */
function isSameContent({ files: before }: Made, files: LooseFiles, facts: SiteFacts): boolean {
  for (const path of othersIn(before, files, facts)) {
    const kind = kindIn(facts, path);
    if (kind !== 'entry' && kind !== 'data') continue;
    if (before.pack(path).name !== files.pack(path).name) return false;
    if (before.saved?.(path) !== files.saved?.(path)) return false;
  }
  return true;
}

/** Whether no data file was saved, and of no entry anything but its text: that is not in addresses. Of sites that `isSame` says to be. */
function isSameAddresses(before: Made, files: LooseFiles, facts: SiteFacts): boolean {
  for (const path of othersIn(before.files, files, facts)) {
    const { kind, entry } = facts.get(path) ?? {};
    if (kind !== 'entry' && kind !== 'data') continue;
    if (before.files.pack(path).name === files.pack(path).name) continue;
    const was = before.facts.get(path)?.entry;
    if (!entry || !was || !isSameJson(inAddresses(entry), inAddresses(was))) return false;
  }
  return true;
}

const inAddresses = ({ collection, slug, date, fields }: EntryFacts): readonly unknown[] => [
  collection,
  slug,
  date,
  fields,
];
