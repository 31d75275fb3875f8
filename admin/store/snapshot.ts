import type { AssetRecord } from '../../schema/manifest.ts';
import type { Files } from './files.ts';
import type { Releases } from './releases.ts';

/** What a release is made from: the hash of every file by its path, in path order, and where the bytes of assets are in KV. */
export interface Snapshot {
  readonly hashes: ReadonlyMap<string, string>;
  readonly assets: ReadonlyMap<string, AssetRecord>;
}

/** Notes the draft as it is now as what a release is made from: nothing that is saved later gets into it. */
export function keepSnapshot(releases: Releases, id: string, files: Files): void {
  releases.saveText(id, 'files', writeHashes(files.hashes()));
  releases.saveText(id, 'assets', JSON.stringify([...files.assets()]));
}

/** Undefined for a release that a version of Meniscus before 0.2.0 began: that noted nothing until it had checked. */
export function readSnapshot(releases: Releases, id: string): Snapshot | undefined {
  if (!releases.has(id, 'assets')) return undefined;
  const assets = JSON.parse(releases.text(id, 'assets')) as [string, AssetRecord][]; // written by keepSnapshot
  return { hashes: readHashes(releases.text(id, 'files')), assets: new Map(assets) };
}

/** A line a file: `path TAB hash`. Neither can hold a tab or a line break. */
const writeHashes = (hashes: readonly (readonly [path: string, hash: string])[]): string =>
  hashes.map((pair) => pair.join('\t')).join('\n');

/** The section `files` of a release: the hash of each of its files by path. */
export function readHashes(text: string): Map<string, string> {
  const lines = text === '' ? [] : text.split('\n');
  return new Map(lines.map((line) => line.split('\t') as [string, string])); // as writeHashes made them
}
