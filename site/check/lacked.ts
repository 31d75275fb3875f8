import { own } from '../../schema/own.ts';
import { configOf } from '../content/config-of.ts';
import { collectionPath } from '../content/entry-path.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { placesIn } from '../uses/assets.ts';
import { dependsOn } from '../uses/depends.ts';
import type { FileLinks } from './file-links.ts';
import { calledPath, dataFileOf, dataKey } from './names.ts';
import { wanted } from './wanted.ts';

/** A file that another names, and the offset in that file; none where it is named by its own path or place. */
export interface Name {
  readonly path: string;
  readonly at?: number;
}

/** What is looked for: the files that a site would lack, in the site that has them all. */
export interface Lacked {
  readonly site: SiteFacts;
  readonly links: FileLinks;
  /** Paths that only `site` has. */
  readonly paths: ReadonlySet<string>;
  text(path: string): string | undefined;
}

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
function data({ refs, front }: Facts, { paths }: Lacked): Name[] {
  const lists = [...Object.values(front?.each ?? {}), ...(front?.paginate ? [front.paginate.items] : [])];
  const reads = [...(refs?.globals ?? []), ...lists.map((list) => list.split('.'))];
  const files = [...paths].filter((path) => path.startsWith('data/'));
  if (files.length === 0) return [];
  const keys = new Map(files.map((path) => [dataKey(path), path]));
  return reads
    .filter(([head]) => head === 'data')
    .flatMap((read) => {
      const key = dataFileOf(read, (each) => keys.has(each));
      if (key !== undefined) return [{ path: keys.get(key) ?? '' }];
      const folder = `${read.join('/')}/`;
      return files.filter((path) => path.startsWith(folder)).map((path) => ({ path }));
    });
}

/** What says which fields an entry has, and the entries that it refers to. */
function ofCollection(path: string, { entry }: Facts, { site, paths }: Lacked): Name[] {
  if (!entry) return [];
  const { fields = {} } = configOf(site, entry.collection);
  const referred = Object.entries(fields).flatMap(([name, { to }]) => {
    const value = own(entry.fields, name);
    const slugs = new Set(Array.isArray(value) ? value : [value]);
    if (to === undefined) return [];
    const entries = [...paths].filter((each) => each !== path && site.get(each)?.entry?.collection === to);
    return entries.filter((each) => slugs.has(site.get(each)?.entry?.slug));
  });
  return [collectionPath(entry.collection), ...referred].map((each) => ({ path: each }));
}

/** Samples of what a page fetches: the check of the release renders it with them. */
function samples(path: string, { front }: Facts, { site, paths }: Lacked): Name[] {
  if (!front?.fetch) return [];
  const found = [...paths].filter((each) => each.startsWith('samples/') && dependsOn(path, site, [each]));
  return found.map((each) => ({ path: each }));
}

/** Pictures and other assets that its text or the fields of its entry name. */
function assets(path: string, { entry }: Facts, { paths, text }: Lacked): Name[] {
  const added = [...paths].filter((each) => /^(?:assets|public)\//.test(each));
  if (added.length === 0) return [];
  const written = text(path) ?? '';
  const values = new Set(entry ? textsIn(entry.fields) : []);
  return added.flatMap((asset) => {
    const [place] = placesIn(written, asset);
    if (place) return [{ path: asset, at: place.start }];
    const name = asset.slice(asset.indexOf('/') + 1);
    return values.has(name) || values.has(asset) || values.has(`/${asset}`) ? [{ path: asset }] : [];
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
