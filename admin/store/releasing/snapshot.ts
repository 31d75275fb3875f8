import { Manifest } from '../../../release/read-manifest.ts';
import type { AssetRecord, PageRecord } from '../../../schema/manifest.ts';
import type { DraftEntry } from '../tables/draft-entry.ts';
import type { Files } from '../tables/files.ts';
import type { Releases } from '../tables/releases.ts';

/** What a release is made from: the hash of every file by its path, in path order, when texts were saved, and where assets are in KV. */
export interface Snapshot {
  readonly hashes: ReadonlyMap<string, string>;
  readonly assets: ReadonlyMap<string, AssetRecord>;
  /** Milliseconds since the epoch. */
  readonly saved: ReadonlyMap<string, number>;
}

export const EMPTY: Snapshot = { hashes: new Map(), assets: new Map(), saved: new Map() };

/** The draft as it is now. */
export function draftSnapshot(files: Files): Snapshot {
  const listing = [...files.listing()];
  return {
    hashes: new Map(listing.map(({ path, hash }) => [path, hash])),
    assets: new Map(listing.flatMap(({ path, asset }) => (asset ? [[path, asset] as const] : []))),
    saved: new Map(
      listing.flatMap(({ path, saved }) => (saved === undefined ? [] : [[path, saved] as const])),
    ),
  };
}

/** A release that was made: also after its own assets are noted in its manifest only. */
export function releasedSnapshot(releases: Releases, id: string): Snapshot {
  const files = readFiles(releases.text(id, 'files'));
  return { ...files, assets: assetsOf(new Manifest(id, releases.text(id, 'manifest')), files.hashes) };
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
  return { ...readFiles(releases.text(id, 'files')), assets: new Map(assets) };
}

/** The same with the strings of the draft, where it says the same: pieces of a text that was read keep all of it in memory. */
export function withStringsOf(
  drafted: (path: string) => Pick<DraftEntry, 'path' | 'hash'> | undefined,
  { hashes, saved, assets }: Snapshot,
): Snapshot {
  const pathOf = (path: string) => drafted(path)?.path ?? path;
  const hashAt = (path: string, hash: string) => {
    const known = drafted(path)?.hash;
    return known === hash ? known : hash;
  };
  return {
    hashes: new Map(Array.from(hashes, ([path, hash]) => [pathOf(path), hashAt(path, hash)])),
    saved: new Map(Array.from(saved, ([path, at]) => [pathOf(path), at])),
    assets,
  };
}

/** A line a file: `path TAB hash`, and for a text ` TAB ` when it was saved. None of them can hold a tab or a line break. */
function writeFiles({ hashes, saved }: Snapshot): string {
  return Array.from(hashes, ([path, hash]) => {
    const at = saved.get(path);
    return (at === undefined ? [path, hash] : [path, hash, at]).join('\t');
  }).join('\n');
}

/** The section `files` of a release. Those of versions before 0.2.0 do not say when texts were saved. */
function readFiles(text: string): Pick<Snapshot, 'hashes' | 'saved'> {
  return { hashes: readHashes(text), saved: readSaved(text) };
}

function readSaved(text: string): Map<string, number> {
  const lines = text.split('\n').map((line) => line.split('\t'));
  return new Map(lines.flatMap(([path = '', , saved]) => (saved ? [[path, Number(saved)] as const] : [])));
}

/** The hash of each file by path, from the section `files` of a release. */
export function readHashes(text: string): Map<string, string> {
  const lines = text === '' ? [] : text.split('\n');
  return new Map(lines.map((line) => line.split('\t') as [string, string])); // as writeFiles made them; a map takes the first two
}

/** The assets among a release's files, as its manifest has them. */
function assetsOf(manifest: Manifest, files: ReadonlyMap<string, string>): Map<string, AssetRecord> {
  const found = new Map<string, AssetRecord>();
  for (const path of files.keys()) {
    const record = manifest.record<AssetRecord | PageRecord>(path);
    if (record && 'name' in record) found.set(path, record);
  }
  return found;
}
