import type { Row, SeenStore } from '../../../check/seen/seen-store.ts';
import { cutParts } from '../../rows/parts.ts';
import type { Meta } from '../../tables/meta.ts';
import type { Releases } from '../../tables/releases.ts';
import { keepRows, LookedTexts, rowsOf } from './looked-texts.ts';
import { keptOf } from './of-last.ts';

interface Parts {
  readonly storage: DurableObjectStorage;
  readonly releases: Releases;
  readonly meta: Meta;
}

/** Rows of a bucket that wait, at most. */
const ROWS = 10_000;
/** UTF-16 units of a row that goes on with its lines: one that changes is written with all that are beside it, and each has a name in a list. */
const UNITS = 12 * 1024;

/** What the gate saw of the last release, and where it keeps what it sees of this one. Nothing is kept of a release that is not being checked any more. */
export function keptSeen(parts: Parts, id: string, isStill: () => boolean): SeenStore {
  const { releases, storage } = parts;
  const last = keptOf(parts);
  const texts = new LookedTexts(storage.sql);
  const rowsBefore = last === undefined ? undefined : rowsOf(releases, last);
  // What an attempt before this one kept.
  releases.dropSection(id, 'looked');
  const waiting = new Map<number, number>();
  const linesOf = (release: string, bucket: number) =>
    releases.partsIn(release, 'looked', bucket * ROWS, (bucket + 1) * ROWS);
  const before = (bucket: number) => {
    if (rowsBefore) return texts.read(rowsBefore[bucket] ?? []);
    return last === undefined || last === id ? '' : linesOf(last, bucket);
  };
  return {
    units: UNITS,
    first: () => (last !== undefined && releases.has(last, 'seen') ? releases.text(last, 'seen') : undefined),
    lines: before,
    rows: (bucket) => rowsBefore?.[bucket] ?? [],
    row: (name) => texts.one(name),
    added: (bucket) => linesOf(id, bucket),
    clear: (bucket) => {
      if (!waiting.has(bucket) || !isStill()) return;
      for (let row = 0; row < (waiting.get(bucket) ?? 0); row++)
        releases.dropPart(id, 'looked', bucket * ROWS + row);
      waiting.delete(bucket);
    },
    add: (bucket, lines) => {
      if (!isStill()) return;
      const row = waiting.get(bucket) ?? 0;
      const parts = cutParts(lines);
      for (const [at, part] of parts.entries())
        releases.savePart(id, 'looked', bucket * ROWS + row + at, part);
      waiting.set(bucket, row + parts.length);
    },
    write: (lines) => {
      if (!isStill()) return [];
      return cutParts(lines).map((part): Row => [texts.add(part), part.length]);
    },
    end: (rows) => {
      if (isStill()) keepRows(releases, id, rows);
    },
  };
}
