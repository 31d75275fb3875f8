import { Manifest } from '../../../release/read-manifest.ts';
import type { AssetRecord, PageRecord } from '../../../schema/manifest.ts';
import type { Line } from '../tables/draft/chunk.ts';
import { Listing, type Lookup, listingOf } from '../tables/draft/listing.ts';
import type { Listed } from '../tables/draft-index.ts';
import type { Files } from '../tables/files.ts';
import type { Releases } from '../tables/releases.ts';

/** What a release is made from: the hash of every file by its path, in path order, when texts were saved, and where assets are in KV. */
export interface Snapshot {
  readonly hashes: Lookup<string>;
  readonly assets: ReadonlyMap<string, AssetRecord>;
  /** Milliseconds since the epoch. */
  readonly saved: Lookup<number>;
}

export const EMPTY: Snapshot = snapshotOf({ listing: Listing.of([]), assets: new Map() });

/** The draft as it is now. */
export const draftSnapshot = (files: Files): Snapshot => snapshotOf(files.listed());

export function snapshotOf({ listing, assets }: Listed): Snapshot {
  return { hashes: listing.hashes, saved: listing.saved, assets };
}

/** A release that was made: also after its own assets are noted in its manifest only. */
export function releasedSnapshot(releases: Releases, id: string): Snapshot {
  const listing = readFiles(releases.text(id, 'files'));
  const assets = assetsOf(new Manifest(id, releases.text(id, 'manifest')), listing.hashes);
  return snapshotOf({ listing, assets });
}

/** Notes what a release is made from: nothing that is saved later gets into it. */
export function keepSnapshot(releases: Releases, id: string, snapshot: Snapshot): void {
  releases.saveText(id, 'files', writeFiles(snapshot));
  releases.saveText(id, 'assets', JSON.stringify([...snapshot.assets]));
}

/** Undefined for a release that a version of Meniscus before 0.2.0 began: that noted nothing until it had checked. */
export function readSnapshot(releases: Releases, id: string): Snapshot | undefined {
  if (!releases.has(id, 'assets')) return undefined;
  const assets = JSON.parse(releases.text(id, 'assets')) as [string, AssetRecord][]; // written by keepSnapshot
  return snapshotOf({ listing: readFiles(releases.text(id, 'files')), assets: new Map(assets) });
}

/** See Chunk.text. */
function writeFiles(snapshot: Snapshot): string {
  return Array.from(listingOf(snapshot).chunks, (chunk) => chunk.text()).join('\n');
}

/** The section `files` of a release. Those of versions before 0.2.0 do not say when texts were saved. */
export function readFiles(text: string): Listing {
  return Listing.of(linesIn(text));
}

/** Line by line: pieces of a text that is cut in one go keep all of it in memory. */
function* linesIn(text: string): Generator<Line> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    const [path = '', hash = '', saved] = text.slice(from, to).split('\t');
    yield { path, hash, ...(saved && { saved: Number(saved) }) };
    from = to + 1;
  }
}

/** The assets among a release's files, as its manifest has them. */
function assetsOf(manifest: Manifest, files: Lookup<string>): Map<string, AssetRecord> {
  const found = new Map<string, AssetRecord>();
  for (const path of files.keys()) {
    const record = manifest.record<AssetRecord | PageRecord>(path);
    if (record && 'name' in record) found.set(path, record);
  }
  return found;
}
