import { own } from '../../schema/own.ts';
import { configOf } from '../content/config-of.ts';
import { collectionPath } from '../content/entry-path.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { AssetNames } from '../uses/assets.ts';
import { samplesOf } from '../uses/depends.ts';
import { wholeOf } from '../uses/versions.ts';
import { FileLinks } from './file-links.ts';
import { calledPath, dataFileOf, dataKey } from './names.ts';
import { wanted } from './wanted.ts';

/** A file that another names, and the offset in that file; none where it is named by its own path or place. */
export interface Name {
  readonly path: string;
  readonly at?: number;
}

/** What is looked for: the files that a site would lack, in the site that has them all; indexed once for all files that may name them. */
export class Lacked {
  readonly site: SiteFacts;
  readonly links: FileLinks;
  /** Paths that only `site` has. */
  readonly paths: ReadonlySet<string>;
  readonly text: (path: string) => string | undefined;
  /** Data files by their keys, in order of paths. */
  readonly data: ReadonlyMap<string, string>;
  readonly samples: readonly string[];
  readonly assets: readonly string[];
  /** Smaller versions of pictures, by the picture. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** Of those, and of the pictures. */
  readonly assetNames: AssetNames;
  /** Entries by collection and slug. */
  readonly entries: ReadonlyMap<string, readonly string[]>;

  constructor(site: SiteFacts, paths: ReadonlySet<string>, text: (path: string) => string | undefined) {
    this.site = site;
    this.links = new FileLinks(site);
    this.paths = paths;
    this.text = text;
    const below = (folders: RegExp) => [...paths].filter((path) => folders.test(path));
    this.data = new Map(below(/^data\//).map((path) => [dataKey(path), path]));
    this.samples = below(/^samples\//);
    this.assets = below(/^(?:assets|public)\//);
    const versions = new Map<string, string[]>();
    for (const path of this.assets) {
      const whole = wholeOf(path, site);
      if (whole !== undefined) versions.set(whole, [...(versions.get(whole) ?? []), path]);
    }
    this.versions = versions;
    this.assetNames = new AssetNames([...new Set([...this.assets, ...versions.keys()])]);
    const entries = new Map<string, string[]>();
    for (const path of below(/^content\//)) {
      const { entry } = site.get(path) ?? {};
      if (!entry) continue;
      const key = entryKey(entry.collection, entry.slug);
      entries.set(key, [...(entries.get(key) ?? []), path]);
    }
    this.entries = entries;
  }
}

const entryKey = (collection: string, slug: string): string => `${collection}\n${slug}`;

/** The lacked files that a file of the site names, also as data, as a picture, or as an entry that it refers to. */
export function namesOf(path: string, lacked: Lacked): Name[] {
  const facts = lacked.site.get(path);
  if (!facts || lacked.paths.size === 0) return [];
  return [
    ...templates(facts, lacked),
    ...lacked.links.filesOf(path).map((link) => ({ path: link.path, at: link.start.offset })),
    ...data(facts, lacked),
    ...ofCollection(path, facts, lacked),
    ...samples(path, facts, lacked),
    ...assets(path, facts, lacked),
  ].filter((name) => lacked.paths.has(name.path));
}

function templates(facts: Facts, { site }: Lacked): Name[] {
  const places = new Map(
    (facts.calls ?? []).toReversed().map((call) => [calledPath(call), call.start.offset]),
  );
  return wanted(facts, site.get('site.yaml')?.config).map((path) => {
    const at = places.get(path);
    return at === undefined ? { path } : { path, at };
  });
}

/** Data that it reads: a file, or all of a folder that is a list. */
function data({ refs, front }: Facts, { data: files }: Lacked): Name[] {
  if (files.size === 0) return [];
  const lists = [...Object.values(front?.each ?? {}), ...(front?.paginate ? [front.paginate.items] : [])];
  const reads = [...(refs?.globals ?? []), ...lists.map((list) => list.split('.'))];
  return reads
    .filter(([head]) => head === 'data')
    .flatMap((read) => {
      const key = dataFileOf(read, (each) => files.has(each));
      if (key !== undefined) return [{ path: files.get(key) ?? '' }];
      const folder = `${read.join('/')}/`;
      return [...files.values()].filter((path) => path.startsWith(folder)).map((path) => ({ path }));
    });
}

/** What says which fields an entry has, and the entries that it refers to. */
function ofCollection(path: string, { entry }: Facts, { site, entries }: Lacked): Name[] {
  if (!entry) return [];
  const { fields = {} } = configOf(site, entry.collection);
  const referred = Object.entries(fields).flatMap(([name, { to }]) => {
    const value = own(entry.fields, name);
    if (to === undefined) return [];
    const slugs = (Array.isArray(value) ? value : [value]).filter((slug) => typeof slug === 'string');
    const found = slugs.flatMap((slug) => entries.get(entryKey(to, slug)) ?? []);
    return found.filter((each) => each !== path);
  });
  return [collectionPath(entry.collection), ...referred].map((each) => ({ path: each }));
}

/** Samples of what a page fetches: the check of the release renders it with them. */
function samples(path: string, { front }: Facts, { site, samples: all }: Lacked): Name[] {
  if (!front?.fetch || all.length === 0) return [];
  return samplesOf(path, site, all).map((each) => ({ path: each }));
}

/** Pictures and other assets that its text or the fields of its entry name. */
function assets(path: string, { entry }: Facts, { assets: all, assetNames, versions, text }: Lacked): Name[] {
  if (all.length === 0) return [];
  const places = assetNames.firstIn(text(path) ?? '');
  const values = entry ? textsIn(entry.fields) : [];
  const named = values.flatMap((value) => assetNames.called(value));
  return [...new Set([...places.keys(), ...named])].flatMap((asset) => {
    const at = places.get(asset);
    return [asset, ...(versions.get(asset) ?? [])].map((path) =>
      at === undefined ? { path } : { path, at },
    );
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
