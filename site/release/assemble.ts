import { type CollectionRecord, collectionKey, excerptKey } from '../../schema/content/records.ts';
import { type FileKind, kindOf } from '../../schema/file.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { AssetRecord, Place } from '../../schema/manifest.ts';
import { findingAddresses } from '../addresses/known.ts';
import type { KnownList } from '../addresses/known-list.ts';
import { dataReader } from '../addresses/lists.ts';
import { makingTables } from '../addresses/table.ts';
import { type Collection, leavingOut, makingCollections } from '../content/collections.ts';
import { readEntryPath } from '../content/entry-path.ts';
import { groupRecords } from '../content/groups.ts';
import { surveying } from '../content/survey/survey.ts';
import type { SiteFacts } from '../facts.ts';
import { isSaying, withoutEntries } from '../site-facts.ts';
import { withNumbers } from './exact-entries.ts';
import { isSmall, type LaidOut, layingOut } from './layout.ts';
import { type Making, type Pack, packsOf, withPauses } from './make-pack.ts';
import { indexLines, keyOf, manifestText } from './manifest-text.ts';
import { type Item, packItems, textOf, unitsOf } from './pack.ts';
import type { Texts } from './sources.ts';

/** A site as it is to be rendered. */
export interface SiteInput {
  readonly id: string;
  readonly version: number;
  readonly at: number;
  readonly facts: SiteFacts;
  readonly assets: ReadonlyMap<string, AssetRecord>;
  /** When a file was saved last, in milliseconds since the epoch, where that is known. */
  saved?(path: string): number | undefined;
  /** Whether it holds what is not to be published yet: drafts, and entries that are dated later. */
  readonly all?: boolean;
  /** Its known addresses, or the tables of them, where they were made already. */
  readonly known?: KnownList;
  readonly tables?: readonly Item[] | undefined;
  /** Whether the platform makes smaller versions of pictures. */
  readonly transforms?: boolean;
  /** JSON text of a program or data file, by path. */
  code(path: string): string;
  /** The same of several files, where they can be read together. */
  codes?(paths: readonly string[]): string[];
}

/** A site that checkSite found no error in, ready to become a release. */
export interface ReleaseInput extends SiteInput, Making {
  /** UTF-16 units of the code of a file, where they are known without it. */
  units?(path: string): number | undefined;
  /** What the code of a file follows from besides its path, where that is known. */
  source?(path: string): string | undefined;
  /** What `contentOf` made of the same facts, saves, data and entries; made anew where it is absent. */
  readonly content?: ReleaseContent | undefined;
}

/** What a release shows of a site's collections and addresses. */
export interface ReleaseContent extends HeldContent, Awaited<ReturnType<typeof collectionItems>> {}

/** Follows from the facts, from when files were saved, and from the code of data and entries: not from templates. */
export async function contentOf(input: ReleaseInput): Promise<ReleaseContent> {
  const held = await withPauses(heldContent(input), input.pause);
  await input.pause?.();
  return { ...held, ...(await collectionItems(held.records, input)) };
}

/** A text, or what makes it. */
export type Meant = string | Pick<Item, 'code'>;

export interface ReleaseOutput {
  /** The value of `release:`: see schema/manifest. */
  readonly manifest: string;
  readonly packs: readonly Pack[];
  /** What readers are to find: the text of each key that has a place. A route's is the page that was made at publish. */
  readonly meant: ReadonlyMap<string, Meant>;
  /** Names of packs that hold texts of entries, and nothing else. */
  readonly texts: ReadonlySet<string>;
}

/** Makes a release: equal input gives equal bytes. */
export async function assemble(input: ReleaseInput): Promise<ReleaseOutput> {
  const { places, inline, packs, shelves, meant, tables } = await place(input);
  const names = packs.map(({ name }) => name);
  return {
    manifest: manifestText(input, { lines: indexLines(input, places), inline, names, tables }),
    packs: [...packs, ...others(shelves, names)],
    meant,
    texts: new Set(shelves.map(({ name }) => name)),
  };
}

/** Shelves that are no packs already: two may hold the same. */
function others(shelves: readonly Pack[], names: readonly string[]): Pack[] {
  const all = new Map(shelves.map((shelf) => [shelf.name, shelf]));
  for (const name of names) all.delete(name);
  return [...all.values()];
}

export interface HeldContent {
  readonly records: readonly Collection[];
  readonly tables: readonly Item[];
  readonly paths: (path: string) => boolean;
}

/** The collections of a site and its tables of addresses, and which of its files are part of it: entries that are not held are not. With pauses. */
export function* heldContent(input: SiteInput): Generator<void, HeldContent> {
  const { facts, code } = input;
  const records = yield* makingCollections(facts, input);
  yield;
  const left = new Set((yield* leavingOut(facts, input)).map(({ path }) => path));
  const paths = (path: string) => !left.has(path);
  if (input.tables) return { records, tables: input.tables, paths };
  const known =
    input.known ?? (yield* findingAddresses(facts, input, dataReader(facts, code), records)).known;
  return { records, tables: yield* makingTables(known, facts), paths };
}

export function recordItem(record: Collection, files: SiteFacts): Item {
  const { entries, mark } = withNumbers([...record.entries], files);
  const { groups, ...rest } = record;
  const made = groups
    ? { ...record, entries, groups: groupRecords(record.entries, groups) }
    : { ...rest, entries };
  return {
    key: collectionKey(record.name),
    code: mark + JSON.stringify(made satisfies CollectionRecord).toWellFormed(),
  };
}

/** Each collection as one value, or in blocks. What is in blocks has its texts there too. */
async function collectionItems(records: readonly Collection[], input: ReleaseInput) {
  const small = new Set(records.filter(isSmall));
  const items = Array.from(small, (record) => recordItem(record, input.facts));
  const large = records.filter((record) => !small.has(record));
  const laid: LaidOut[] = [];
  for (const record of large)
    laid.push(await withPauses(layingOut(record, textsOf(input), input), input.pause));
  return { items, laid, shelved: new Set(large.map(({ name }) => name)) };
}

/** Whether a file is an entry of one of these collections, by its path. */
export function isIn(collections: readonly Collection[]): (path: string) => boolean {
  const names = new Set(collections.map(({ name }) => name));
  return (path) => names.size > 0 && names.has(readEntryPath(path)?.collection ?? '');
}

/** What collections of a site are laid out with. */
export function textsOf({
  facts,
  code,
  codes,
  units,
  source,
  saved,
}: Pick<ReleaseInput, 'facts' | 'code' | 'codes' | 'units' | 'source' | 'saved'>): Texts {
  return {
    of: (path) => programsOf(code(path)),
    all: (paths) => (codes?.(paths) ?? paths.map(code)).map(programsOf),
    units: (path) => units?.(path) ?? code(path).length,
    source: (path) => source?.(path),
    saved: (path) => saved?.(path),
    written: (entries) => withNumbers(entries, facts),
    isRewritten: (path) => isSaying(facts, path, 'own'),
  };
}

/** An entry has two programs, or none: see site/content/compile-entry. */
function programsOf(code: string): readonly [text: string, excerpt: string] | undefined {
  const [text = '', excerpt] = code.toWellFormed().split('\n');
  return excerpt === undefined ? undefined : [text, excerpt];
}

const SHIPPED: ReadonlySet<FileKind> = new Set(['page', 'layout', 'partial', 'data', 'entry']);

/** Whether visitors' Workers need the file's code. */
export const isShipped = (kind: FileKind): boolean => SHIPPED.has(kind);

async function place(input: ReleaseInput) {
  const { tables: made, paths, items: small, laid, shelved } = input.content ?? (await contentOf(input));
  const items: Item[] = [...small, ...made, ...laid.flatMap((each) => each.items)];
  // A place counts UTF-16 units, and storage has UTF-8: both have the same text only where it is well-formed.
  const add = (path: string) => {
    if (paths(path)) items.push(...itemsOf(path, input.code(path).toWellFormed()));
  };
  for (const [path, { kind }] of withoutEntries(input.facts)) if (isShipped(kind)) add(path);
  for (const [name, surveyed] of await withPauses(surveying(input.facts), input.pause))
    if (!shelved.has(name)) for (const path of surveyed.paths) add(path);
  await input.pause?.();
  const large = laid.map(({ record }) => record).sort(byKey);
  const places = new Map<string, Place>();
  const tables = made.length;
  const most = sizeOf([...items, ...large, ...laid.flatMap((each) => each.shelves)]);
  const whole =
    most > LIMITS.inlineBytes
      ? undefined
      : [...items, ...large, ...laid.flatMap((each) => [...each.shelves, ...each.slugs()])].sort(byKey);
  if (whole && sizeOf(whole) <= LIMITS.inlineBytes)
    return { places, inline: join(whole, 0, places), packs: [], shelves: [], meant: meantOf(whole), tables };
  const shelves: Pack[] = [];
  for (const each of laid) {
    const own = await packsOf(
      each.shelves.map((shelf) => [shelf]),
      input,
    );
    shelves.push(...own);
    items.push(...each.slugs(own.map(({ name, units }) => `${name}:${units}`)));
  }
  // What is said of large collections is small, and changes with each entry: a pack of its own would be one more write.
  const isInline = sizeOf(large) <= LIMITS.recordCharacters;
  const inline = isInline ? join(large, 0, places) : '';
  const groups = packItems(isInline ? items : [...items, ...large]);
  for (const [at, group] of groups.entries()) put(group, at + 1, places);
  const packs = await packsOf(groups, input);
  for (const each of laid) each.found();
  return { places, inline, packs, shelves, meant: meantOf([...items, ...large].sort(byKey)), tables };
}

const byKey = (a: Item, b: Item): number => (a.key < b.key ? -1 : 1);
const sizeOf = (items: readonly Item[]): number => items.reduce((sum, item) => sum + unitsOf(item), 0);
const meantOf = (items: readonly Item[]) => new Map<string, Meant>(items.map((item) => [item.key, item]));

/** Texts of entries have two programs. */
function itemsOf(path: string, code: string): Item[] {
  if (kindOf(path) !== 'entry') return [{ key: keyOf(path), code }];
  const programs = programsOf(code);
  if (!programs) return [];
  return [
    { key: path, code: programs[0] },
    { key: excerptKey(path), code: programs[1] },
  ];
}

/** Says where each item is in a text of all of them. */
function put(items: readonly Item[], pack: number, places: Map<string, Place>): void {
  let at = 0;
  for (const item of items) {
    places.set(item.key, [pack, at, unitsOf(item)]);
    at += unitsOf(item);
  }
}

export function join(items: readonly Item[], pack: number, places: Map<string, Place>): string {
  put(items, pack, places);
  return textOf(items);
}
