import { hashOf } from '../../schema/text/hash-of.ts';
import type { Collection } from '../content/collections.ts';
import type { Entries } from '../content/entries.ts';
import type { Before, Found, KeptFound, KeptLayouts, MadeOf, NumberRange } from './kept-layouts.ts';
import { jsonOf } from './pack.ts';
import { Sources, type Texts } from './sources.ts';

/** What a collection is laid out by. */
export interface Measured extends Found {
  /** A number for each entry, which is another one where the entry is; undefined where none is kept. */
  readonly versions: Uint32Array | undefined;
  readonly sources: Sources;
}

/** What a text of these entries is made of; undefined where that is not kept. */
export const madeOf = (
  basis: string,
  range: NumberRange,
  { versions }: Pick<Measured, 'versions'>,
): MadeOf | undefined => versions && { basis, range, versions };

/** Entries that are looked at between two pauses. */
const ENTRIES = 1_000;

/** `[` and `]` of the programs on a shelf; the comma is where the line end was. */
const BRACKETS = 2;

/** Measures the entries of a collection: of those that are as they were when it was laid out last, nothing is looked up. With pauses. */
export function* measuring(
  { name, entries }: Pick<Collection, 'name' | 'entries'>,
  texts: Texts,
  layouts: KeptLayouts | undefined,
): Generator<void, Measured> {
  const { paths } = entries;
  const basis = JSON.stringify(entries.basis);
  const before = layouts?.before(name, paths, basis);
  const found = { ...emptyFound(paths.length), paths, basis, versions: new Uint32Array(paths.length) };
  const sources = new Sources(entries, texts);
  let looked = 0;
  for (const number of entries.held()) {
    if (before && (before.numbers[number] ?? -1) >= 0) {
      take(found, number, before);
      continue;
    }
    measure(found, number, entries, texts);
    sources.note(number);
    if (layouts) found.versions[number] = layouts.version();
    if (++looked % ENTRIES === 0) yield;
  }
  sources.end();
  layouts?.keep(name, found);
  yield;
  return { ...found, versions: layouts && found.versions, sources };
}

const emptyFound = (size: number): Found => ({
  sizes: new Uint32Array(size),
  hashes: new Uint32Array(size),
  units: new Uint32Array(size),
  slugs: new Uint16Array(size),
  values: new Uint32Array(size),
  rewritten: new Map(),
});

/** Takes over what was found before. */
function take(found: KeptFound, number: number, { found: was, numbers }: Before): void {
  const other = numbers[number] ?? -1;
  found.versions[number] = was.versions[other] ?? 0;
  found.sizes[number] = was.sizes[other] ?? 0;
  found.hashes[number] = was.hashes[other] ?? 0;
  found.units[number] = was.units[other] ?? 0;
  found.slugs[number] = was.slugs[other] ?? 0;
  found.values[number] = was.values[other] ?? 0;
  const longer = was.rewritten.size > 0 ? was.rewritten.get(other) : undefined;
  if (longer !== undefined) found.rewritten.set(number, longer);
}

function measure(found: Found, number: number, entries: Entries, texts: Texts): void {
  const path = entries.pathOf(number);
  const slug = entries.slugOf(number);
  const size = (entries.unitsOf(number) ?? jsonOf(entries.of(number)).length) + 1;
  found.sizes[number] = size;
  found.hashes[number] = hashOf(slug);
  found.slugs[number] = jsonOf(slug).length;
  found.values[number] = jsonOf(entries.valueOf(number)).length;
  const ofPrograms = texts.units(path);
  if (ofPrograms > 0) found.units[number] = ofPrograms + BRACKETS;
  const written = texts.isRewritten(path) ? texts.written([entries.of(number)]) : undefined;
  if (written?.mark) found.rewritten.set(number, jsonOf(written.entries[0]).length + 1 - size);
}
