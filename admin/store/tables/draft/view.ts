import type { FileKind } from '../../../../schema/file.ts';
import type { AssetRecord } from '../../../../schema/manifest.ts';
import type { Facts, SaidPart, SiteFacts, Stretch } from '../../../../site/facts.ts';
import { says } from '../../../../site/site-facts.ts';
import type { DraftEntry } from '../draft-entry.ts';
import { flagsOf, hasErrors, isSaying, isWarned, kindOfFlags } from './fact-lines.ts';
import { chunkAt, edited, editedIn, Listing } from './listing.ts';
import { type Slice, SlicedEntry, type SliceRows } from './slices.ts';

type Changes = ReadonlyMap<string, DraftEntry | null>;
type Files = Iterable<readonly [path: string, facts: Facts]>;
type Edits = readonly (readonly [path: string, edit: DraftEntry | null])[];
type Place = readonly [slice: Slice, at: number];
type IsWanted = (flags: number) => boolean;

/** A place in path order: of a slice, or an entry that changed since. */
interface At {
  readonly path: string;
  readonly flags: number;
  readonly entry: DraftEntry;
}

/** All files of the draft as they were at one time, and what is known of them. Stays as it is while the draft goes on. */
export class DraftView implements SiteFacts {
  readonly #rows: SliceRows;
  readonly #slices: readonly Slice[];
  readonly #changes: Changes;
  readonly size: number;
  #listing: Listing | undefined;
  #assets: ReadonlyMap<string, AssetRecord> | undefined;

  /** `changes`: what is otherwise than in the slices; null for what is gone. */
  constructor(rows: SliceRows, slices: readonly Slice[], changes: Changes) {
    this.#rows = rows;
    this.#slices = slices;
    this.#changes = changes;
    let size = slices.reduce((sum, { chunk }) => sum + chunk.size, 0);
    for (const [path, entry] of changes) size += (entry ? 1 : 0) - (this.#placeOf(path) ? 1 : 0);
    this.size = size;
  }

  /** The same with other files. */
  with(changes: Changes): DraftView {
    return changes.size === 0
      ? this
      : new DraftView(this.#rows, this.#slices, new Map([...this.#changes, ...changes]));
  }

  entry(path: string): DraftEntry | undefined {
    const changed = this.#changes.get(path);
    if (changed !== undefined) return changed ?? undefined;
    const found = this.#placeOf(path);
    return found && new SlicedEntry(this.#rows, ...found);
  }

  get(path: string): Facts | undefined {
    const changed = this.#changes.get(path);
    if (changed !== undefined) return changed?.facts;
    const found = this.#placeOf(path);
    return found && this.#rows.known(...found).facts;
  }

  has(path: string): boolean {
    const changed = this.#changes.get(path);
    return changed === undefined ? this.#placeOf(path) !== undefined : changed !== null;
  }

  kind(path: string): FileKind | undefined {
    const changed = this.#changes.get(path);
    if (changed !== undefined) return changed?.facts.kind;
    const found = this.#placeOf(path);
    return found && kindOfFlags(found[0].flags.at(found[1]) ?? 0);
  }

  *keys(): Generator<string> {
    for (const { path } of this.#inOrder(() => true)) yield path;
  }

  [Symbol.iterator](): Iterator<readonly [string, Facts]> {
    return this.#files(() => true);
  }

  ofKinds(kinds: ReadonlySet<FileKind>): Files {
    return this.#files((flags) => kinds.has(kindOfFlags(flags)));
  }

  saying(part: SaidPart): Files {
    return this.#files((flags) => isSaying(flags, part));
  }

  isSaying(path: string, part: SaidPart): boolean {
    const changed = this.#changes.get(path);
    if (changed !== undefined) return changed !== null && says(changed.facts, part);
    const found = this.#placeOf(path);
    return found !== undefined && isSaying(found[0].flags.at(found[1]) ?? 0, part);
  }

  *stretches(): Generator<Stretch> {
    for (const { each: slice, edits } of editedIn(this.#slices, this.#changes)) {
      const entries = this.#entriesIn(slice, edits);
      yield slice && edits.length === 0 ? { key: slice, paths: slice.chunk.paths, entries } : { entries };
    }
  }

  *#entriesIn(slice: Slice | undefined, edits: Edits): Generator<readonly [string, Facts]> {
    for (const { path, entry } of this.#within(slice, edits, isEntry)) yield [path, entry.facts];
  }

  /** Path, hash and date of every file. */
  get listing(): Listing {
    this.#listing ??= new Listing(this.#slices.map(({ chunk }) => chunk)).with(this.#changes);
    return this.#listing;
  }

  /** Records of all assets by path. */
  get assets(): ReadonlyMap<string, AssetRecord> {
    this.#assets ??= new Map(
      Array.from(this.#walk(isAsset), ({ path, entry }) => [path, entry.asset] as const).flatMap(
        ([path, asset]) => (asset ? [[path, asset] as const] : []),
      ),
    );
    return this.#assets;
  }

  /** Files that compiling found something in, in path order. */
  get found(): Iterable<DraftEntry> {
    return Array.from(
      this.#walk((flags) => isWarned(flags) || hasErrors(flags)),
      ({ entry }) => entry,
    );
  }

  *#files(isWanted: IsWanted): Generator<readonly [string, Facts]> {
    for (const { path, entry } of this.#inOrder(isWanted)) yield [path, entry.facts];
  }

  /** Texts, then assets. */
  *#inOrder(isWanted: IsWanted): Generator<At> {
    yield* this.#walk((flags) => !isAsset(flags) && isWanted(flags));
    yield* this.#walk((flags) => isAsset(flags) && isWanted(flags));
  }

  *#walk(isWanted: IsWanted): Generator<At> {
    for (const { each: slice, edits } of editedIn(this.#slices, this.#changes))
      yield* this.#within(slice, edits, isWanted);
  }

  *#within(slice: Slice | undefined, edits: Edits, isWanted: IsWanted): Generator<At> {
    if (edits.length === 0) {
      // Most who ask for some kind of files go through entries, of which none is that.
      if (slice?.kinds.some(isWanted)) yield* this.#places(slice, isWanted);
      return;
    }
    const places = slice ? this.#places(slice, () => true) : [];
    const changed = edits.map(([path, entry]) => [path, entry && placeOf(entry)] as const);
    for (const place of edited(places, changed)) if (isWanted(place.flags)) yield place;
  }

  *#places(slice: Slice, isWanted: IsWanted): Generator<At> {
    const { chunk, flags } = slice;
    for (let at = 0; at < chunk.size; at++) {
      const own = flags.at(at) ?? 0;
      if (isWanted(own))
        yield { path: chunk.path(at), flags: own, entry: new SlicedEntry(this.#rows, slice, at) };
    }
  }

  /** What was asked for last: most who ask go through all in path order, and ask several things of each. */
  #last: { readonly path: string; readonly place: Place | undefined } | undefined;

  #placeOf(path: string): Place | undefined {
    const last = this.#last;
    if (last?.path === path) return last.place;
    const [slice, at = -1] = last?.place ?? [];
    const place = slice?.chunk.paths.isAt(at + 1, path) ? ([slice, at + 1] as const) : this.#search(path);
    this.#last = { path, place };
    return place;
  }

  #search(path: string): Place | undefined {
    const slice = this.#slices[chunkAt(this.#slices, path)];
    const at = slice?.chunk.find(path) ?? -1;
    return slice && at >= 0 ? [slice, at] : undefined;
  }
}

const isEntry: IsWanted = (flags) => kindOfFlags(flags) === 'entry';
const isAsset: IsWanted = (flags) => kindOfFlags(flags) === 'asset';

const placeOf = (entry: DraftEntry): At => ({ path: entry.path, flags: flagsOf(entry), entry });
