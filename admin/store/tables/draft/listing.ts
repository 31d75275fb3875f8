import { comparePaths } from '../../../../site/columns/paths.ts';
import { Chunk, type Line } from './chunk.ts';

/** What a Map is asked for. */
export interface Lookup<T> extends Iterable<readonly [path: string, value: T]> {
  readonly size: number;
  get(path: string): T | undefined;
  has(path: string): boolean;
  keys(): Iterable<string>;
}

/** Files of a chunk that is made of lines. */
const CHUNK = 256;

/** All files of a site in path order, in chunks that others share. Never changes. */
export class Listing {
  readonly chunks: readonly Chunk[];
  readonly size: number;
  readonly hashes: Lookup<string>;
  readonly saved: Lookup<number>;

  constructor(chunks: readonly Chunk[]) {
    this.chunks = chunks;
    this.size = chunks.reduce((sum, { size }) => sum + size, 0);
    this.hashes = new Column(this, (chunk, at) => chunk.hash(at));
    this.saved = new Column(this, (chunk, at) => chunk.saved(at));
  }

  /** Of lines in path order, or nearly: those of versions before may be in another where letters are none of Latin. */
  static of(lines: Iterable<Line>): Listing {
    const chunks: Chunk[] = [];
    let last: string | undefined;
    let isSorted = true;
    for (const some of inChunks(lines)) {
      for (const { path } of some) {
        isSorted &&= last === undefined || comparePaths(last, path) < 0;
        last = path;
      }
      chunks.push(new Chunk(some));
    }
    const made = new Listing(chunks);
    return isSorted ? made : Listing.of([...made.lines()].sort((a, b) => comparePaths(a.path, b.path)));
  }

  /** What was asked for last: the hash and the date of a file are most often asked for one after the other. */
  #last: { readonly path: string; readonly chunk: Chunk | undefined; readonly at: number } | undefined;

  /** The chunk that has a path, and its place there; below 0 where none has it. */
  find(path: string): { readonly chunk: Chunk | undefined; readonly at: number } {
    const last = this.#last;
    if (last?.path === path) return last;
    // Most who ask go through all in path order.
    if (last?.chunk?.paths.isAt(last.at + 1, path)) {
      this.#last = { path, chunk: last.chunk, at: last.at + 1 };
      return this.#last;
    }
    const chunk = this.chunks[chunkAt(this.chunks, path)];
    this.#last = { path, chunk, at: chunk?.find(path) ?? -1 };
    return this.#last;
  }

  *lines(): Generator<Line> {
    for (const chunk of this.chunks) yield* chunk.lines();
  }

  /** Those whose paths begin with a prefix and come behind `after`. */
  *below(prefix: string, after: string): Generator<Line> {
    const from = comparePaths(prefix, after) > 0 ? prefix : after;
    for (const chunk of this.chunks.slice(Math.max(0, chunkAt(this.chunks, from))))
      for (const line of chunk.lines()) {
        if (line.path.startsWith(prefix)) {
          if (comparePaths(line.path, after) > 0) yield line;
        } else if (comparePaths(line.path, prefix) > 0) return;
      }
  }

  /** The same with some files as they are after edits: null for none. */
  with(edits: ReadonlyMap<string, Line | null>): Listing {
    const chunks: Chunk[] = [];
    for (const { each: chunk, edits: some } of editedIn(this.chunks, edits)) {
      if (some.length === 0 && chunk) chunks.push(chunk);
      else for (const lines of inChunks(edited(chunk?.lines() ?? [], some))) chunks.push(new Chunk(lines));
    }
    return new Listing(chunks);
  }

  /** The same in chunks of another one, where both say the same: what was listed by itself is not held twice. */
  sharing(other: Listing): Listing {
    const edits = new Map<string, Line | null>();
    for (const path of other.#notAlike(this)) if (this.find(path).at < 0) edits.set(path, null);
    for (const path of this.#notAlike(other, true)) {
      const { chunk, at } = this.find(path);
      if (chunk) edits.set(path, chunk.line(at));
    }
    return edits.size === 0 ? other : other.with(edits);
  }

  /** Paths of files that another one does not have, or as they were at another time. */
  notIn(other: Listing): ReadonlySet<string> {
    return new Set(this.#notAlike(other, true));
  }

  /** Paths of files that the two do not have alike, in path order. */
  differing(other: Listing): string[] {
    return [...new Set([...this.#notAlike(other), ...other.#notAlike(this)])].sort(comparePaths);
  }

  /** Paths of files that another one does not have alike; with `isDated`, saved at the same time too. Most are in chunks that both have. */
  *#notAlike(other: Listing, isDated = false): Generator<string> {
    for (const chunk of this.chunks) {
      if (other.#all.has(chunk)) continue;
      for (let at = 0; at < chunk.size; at++) if (!other.#hasSame(chunk, at, isDated)) yield chunk.path(at);
    }
  }

  #known: ReadonlySet<Chunk> | undefined;

  get #all(): ReadonlySet<Chunk> {
    this.#known ??= new Set(this.chunks);
    return this.#known;
  }

  #hasSame(chunk: Chunk, at: number, isDated: boolean): boolean {
    const { chunk: own, at: place } = this.find(chunk.path(at));
    if (own === undefined || place < 0 || !own.isSame(place, chunk, at)) return false;
    return !isDated || own.saved(place) === chunk.saved(at);
  }
}

class Column<T> implements Lookup<T> {
  readonly listing: Listing;
  readonly #value: (chunk: Chunk, at: number) => T | undefined;

  constructor(listing: Listing, value: (chunk: Chunk, at: number) => T | undefined) {
    this.listing = listing;
    this.#value = value;
  }

  /** Of all files, those without a value too. */
  get size(): number {
    return this.listing.size;
  }

  get(path: string): T | undefined {
    const { chunk, at } = this.listing.find(path);
    return chunk && at >= 0 ? this.#value(chunk, at) : undefined;
  }

  has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  *keys(): Generator<string> {
    for (const [path] of this) yield path;
  }

  *[Symbol.iterator](): Generator<readonly [string, T]> {
    for (const chunk of this.listing.chunks)
      for (let at = 0; at < chunk.size; at++) {
        const value = this.#value(chunk, at);
        if (value !== undefined) yield [chunk.path(at), value];
      }
  }
}

/** A site's files as a listing: that which the hashes are of, or one that is made of them. */
export function listingOf({ hashes, saved }: { hashes: Lookup<string>; saved?: Lookup<number> }): Listing {
  if (hashes instanceof Column) return hashes.listing;
  return Listing.of(Array.from(hashes, ([path, hash]) => ({ path, hash, saved: saved?.get(path) })));
}

/** The place of the last that begins at or before a path; -1 where all begin behind it. */
export function chunkAt(all: readonly { readonly first: string }[], path: string): number {
  let from = 0;
  let to = all.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (comparePaths(all[middle]?.first ?? '', path) <= 0) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

/** Edits by path, in path order, that are of each of some stretches of a list: the first takes what comes before it. Where there are no stretches, all are of none. */
export function* editedIn<T extends { readonly first: string }, E>(
  all: readonly T[],
  edits: ReadonlyMap<string, E>,
): Generator<{
  readonly each: T | undefined;
  readonly edits: readonly (readonly [path: string, edit: E])[];
}> {
  const sorted = [...edits].sort(([a], [b]) => comparePaths(a, b));
  if (all.length === 0 && sorted.length > 0) yield { each: undefined, edits: sorted };
  let next = 0;
  for (const [at, each] of all.entries()) {
    const following = all[at + 1]?.first;
    const from = next;
    while (next < sorted.length) {
      const path = sorted[next]?.[0] ?? '';
      if (following !== undefined && comparePaths(path, following) >= 0) break;
      next++;
    }
    yield { each, edits: sorted.slice(from, next) };
  }
}

/** Lines in path order with edits, in the same order, made in them. */
export function* edited<T extends { readonly path: string }>(
  lines: Iterable<T>,
  edits: readonly (readonly [path: string, edit: T | null])[],
): Generator<T> {
  let next = 0;
  for (const line of lines) {
    for (; next < edits.length; next++) {
      const [path, edit] = edits[next] ?? ['', null];
      if (comparePaths(path, line.path) >= 0) break;
      if (edit) yield edit;
    }
    const [path, edit] = edits[next] ?? [];
    if (path !== line.path) yield line;
    else {
      next++;
      if (edit) yield edit;
    }
  }
  for (const [, edit] of edits.slice(next)) if (edit) yield edit;
}

function* inChunks(lines: Iterable<Line>): Generator<Line[]> {
  let some: Line[] = [];
  for (const line of lines) {
    some.push(line);
    if (some.length < CHUNK) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
