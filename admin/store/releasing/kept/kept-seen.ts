import type { SeenStore } from '../../../check/seen/seen-lines.ts';
import { cutParts } from '../../rows/parts.ts';
import type { Meta } from '../../tables/meta.ts';
import type { Releases } from '../../tables/releases.ts';
import { keptOf } from './of-last.ts';

interface Parts {
  readonly releases: Releases;
  readonly meta: Meta;
}

/** Rows of a bucket, at most. */
const ROWS = 10_000;

/** What the gate saw of the last release, and where it keeps what it sees of this one. Nothing is kept of a release that is not being checked any more. */
export function keptSeen(parts: Parts, id: string, isStill: () => boolean): SeenStore {
  const { releases } = parts;
  const last = keptOf(parts);
  // What an attempt before this one kept.
  releases.dropSection(id, 'looked');
  const rows = new Map<number, number>();
  const linesOf = (release: string, bucket: number) =>
    releases.partsIn(release, 'looked', bucket * ROWS, (bucket + 1) * ROWS);
  return {
    first: () => (last !== undefined && releases.has(last, 'seen') ? releases.text(last, 'seen') : undefined),
    lines: (bucket) => (last === undefined ? '' : linesOf(last, bucket)),
    added: (bucket) => linesOf(id, bucket),
    clear: (bucket) => {
      if (!isStill()) return;
      for (let row = 0; row < (rows.get(bucket) ?? 0); row++)
        releases.dropPart(id, 'looked', bucket * ROWS + row);
      rows.delete(bucket);
    },
    add: (bucket, lines) => {
      if (!isStill()) return;
      const row = rows.get(bucket) ?? 0;
      const parts = cutParts(lines);
      for (const [at, part] of parts.entries())
        releases.savePart(id, 'looked', bucket * ROWS + row + at, part);
      rows.set(bucket, row + parts.length);
    },
  };
}
