import { pauses } from '../../renders.ts';
import type { Meta } from '../../tables/meta.ts';
import type { Releases } from '../../tables/releases.ts';
import { LookedTexts, rowsOf } from './looked-texts.ts';

const SECTIONS = ['seen', 'shelves', 'bodies'] as const;
/** What was kept of a release while it was checked. */
const BY_THEN = ['looked'] as const;

/** What is kept of a release that passed: what the gate saw, its packs of texts, and its bodies; as pieces of texts. */
export type OfLast = Readonly<Record<(typeof SECTIONS)[number], Iterable<string> | AsyncIterable<string>>>;

/** Names the release that passed last, and the one that it was made with: what is kept of a release goes with it when it is cancelled. */
const LAST = 'seen';
const BEFORE = 'seen_before';

interface Parts {
  readonly storage: DurableObjectStorage;
  readonly releases: Releases;
  readonly meta: Meta;
}

/** Undefined where none is kept. All sections are of one release. */
export function ofLast(parts: Parts, section: keyof OfLast | 'manifest'): string | undefined {
  const id = keptOf(parts);
  return id !== undefined && parts.releases.has(id, section) ? parts.releases.text(id, section) : undefined;
}

/** The same, in pieces. */
export function piecesOfLast(parts: Parts, section: keyof OfLast): Iterable<string> {
  const id = keptOf(parts);
  return id === undefined ? [] : parts.releases.pieces(id, section);
}

/**
 * Keeps it of this release, and what this one was made with until the next passes. Has pauses; false where the release is not being checked any
 * more. Until all is there it counts for nothing: `seen`, which tells that a release keeps something, goes first and comes last.
 */
export async function keepOfLast(
  parts: Parts,
  id: string,
  texts: OfLast,
  isStill: () => boolean,
): Promise<boolean> {
  const { storage, releases, meta } = parts;
  const kept = keptOf(parts);
  const pause = pauses();
  for (const section of SECTIONS) releases.dropSection(id, section);
  for (const section of SECTIONS.toReversed()) {
    let part = 0;
    for await (const piece of texts[section]) {
      await pause(PIECE);
      if (!isStill()) return false;
      part = releases.savePieces(id, section, [piece], part);
    }
  }
  for (const each of new Set([meta.text(LAST), meta.text(BEFORE)])) {
    if (each === undefined || each === kept || each === id) continue;
    if (!(await drop(parts, each, isStill))) return false;
  }
  if (!(await dropTexts(parts, [kept, id], isStill))) return false;
  storage.transactionSync(() => {
    if (kept !== undefined && kept !== id) meta.set(BEFORE, kept);
    meta.set(LAST, id);
  });
  return true;
}

/** How much of a turn it takes to make and keep a piece, to drop some rows, and to drop a text of lines. */
const PIECE = 1 / 4;
const ROWS = { count: 16, share: 1 / 4 };
const TEXT = 1 / 64;

/** Drops what is kept of a release that nobody asks for any more. Where another version kept it, it is 20 MB of 100,000 pages, which SQLite reads for that. Has pauses. */
async function drop({ releases }: Parts, id: string, isStill: () => boolean): Promise<boolean> {
  const pause = pauses();
  for (const section of [...SECTIONS, ...BY_THEN]) {
    for (let part = releases.partBehind(id, section, ROWS.count); part !== undefined; ) {
      releases.dropPart(id, section, part, true);
      await pause(ROWS.share);
      if (!isStill()) return false;
      part = releases.partBehind(id, section, ROWS.count);
    }
    releases.dropSection(id, section);
  }
  return true;
}

/** Drops texts of lines that none of some releases has: those that only one before them had, and those of one that did not pass. Has pauses. */
async function dropTexts(
  { storage, releases }: Parts,
  ids: readonly (string | undefined)[],
  isStill: () => boolean,
): Promise<boolean> {
  const texts = new LookedTexts(storage.sql);
  const named = new Set<number>();
  for (const id of ids)
    for (const rows of (id !== undefined && rowsOf(releases, id)) || [])
      for (const [name] of rows) named.add(name);
  const pause = pauses();
  for (const name of texts.names()) {
    if (named.has(name)) continue;
    texts.drop(name);
    await pause(TEXT);
    if (!isStill()) return false;
  }
  return true;
}

/** The last release of which something is kept. */
export function keptOf({ releases, meta }: Omit<Parts, 'storage'>): string | undefined {
  const last = meta.text(LAST);
  return last === undefined || releases.has(last, 'seen') ? last : meta.text(BEFORE);
}
