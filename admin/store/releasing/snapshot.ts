import type { AssetRecord } from '../../../schema/manifest.ts';
import type { Listed } from '../tables/draft-index.ts';
import type { Files } from '../tables/files.ts';
import type { Releases } from '../tables/releases.ts';

/** What a release is made from: the hash of every file by its path, in path order, when texts were saved, and where assets are in KV. */
export interface Snapshot {
  readonly hashes: ReadonlyMap<string, string>;
  readonly assets: ReadonlyMap<string, AssetRecord>;
  /** Milliseconds since the epoch. */
  readonly saved: ReadonlyMap<string, number>;
}

/** Notes the draft as it is now as what a release is made from: nothing that is saved later gets into it. */
export function keepSnapshot(releases: Releases, id: string, files: Files): void {
  const listing = [...files.listing()];
  const assets = listing.flatMap(({ path, asset }) => (asset ? [[path, asset] as const] : []));
  releases.saveText(id, 'files', writeFiles(listing));
  releases.saveText(id, 'assets', JSON.stringify(assets));
}

/** Undefined for a release that a version of Meniscus before 0.2.0 began: that noted nothing until it had checked. */
export function readSnapshot(releases: Releases, id: string): Snapshot | undefined {
  if (!releases.has(id, 'assets')) return undefined;
  const assets = JSON.parse(releases.text(id, 'assets')) as [string, AssetRecord][]; // written by keepSnapshot
  return { ...readFiles(releases.text(id, 'files')), assets: new Map(assets) };
}

/** A line a file: `path TAB hash`, and for a text ` TAB ` when it was saved. None of them can hold a tab or a line break. */
function writeFiles(listing: readonly Listed[]): string {
  return listing
    .map(({ path, hash, saved }) => (saved === undefined ? [path, hash] : [path, hash, saved]).join('\t'))
    .join('\n');
}

/** The section `files` of a release. Those of versions before 0.2.0 do not say when texts were saved. */
export function readFiles(text: string): Pick<Snapshot, 'hashes' | 'saved'> {
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
