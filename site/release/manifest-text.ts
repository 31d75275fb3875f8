import { foldPath } from '../../schema/file.ts';
import { WHOLE_FORMAT } from '../../schema/format.ts';
import type { AssetRecord, Head, Place, SpellingRecord, TextRecord } from '../../schema/manifest.ts';
import { partForms } from '../addresses/table.ts';
import { dataKey } from '../check/names.ts';
import type { SiteFacts } from '../facts.ts';
import { siteRoutes } from '../routes/routes.ts';
import { assetRecord, pageRecord, siteHead } from './records.ts';

/** Lines of a manifest's index by their keys, in their order. */
export type IndexLines = ReadonlyMap<string, string>;

interface Site {
  readonly facts: SiteFacts;
  readonly assets: ReadonlyMap<string, AssetRecord>;
}

type Places = ReadonlyMap<string, Place>;

/** The index of a site whose texts are in these places. */
export function indexLines(site: Site, places: Places): IndexLines {
  const records = new Map<string, unknown>(siteRoutes(site.facts).records);
  for (const [path, record] of site.assets) records.set(path, assetRecord(record, site.facts.get(path)));
  for (const path of site.assets.keys())
    if (foldPath(path) !== path) records.set(foldPath(path), { spelled: path } satisfies SpellingRecord);
  for (const [key, at] of places) records.set(key, placeRecord(site, key, at));
  const sorted = [...records].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([key, record]) => [key, line(key, record)]));
}

/** The index of a site of which all is as in another one but for the places of these texts. */
export function indexLinesAgain(before: IndexLines, site: Site, moved: Places): IndexLines {
  const lines = new Map(before);
  for (const [key, at] of moved) lines.set(key, line(key, placeRecord(site, key, at)));
  return lines;
}

const line = (key: string, record: unknown): string => `${key}\t${JSON.stringify(record)}\n`;

function placeRecord({ facts }: Site, key: string, at: Place): unknown {
  const found = facts.get(key);
  return found?.kind === 'page' ? pageRecord(key, found, at, facts) : ({ at } satisfies TextRecord);
}

/** Files are named by path, data files without their ending. */
export const keyOf = (path: string): string => (path.startsWith('data/') ? dataKey(path) : path);

/** What the head says besides where things are. */
interface Described extends Pick<Head, 'id' | 'version' | 'at'> {
  readonly facts: SiteFacts;
  readonly transforms?: boolean;
}

interface ManifestParts {
  readonly lines: IndexLines;
  readonly inline: string;
  /** Of packs. */
  readonly names: readonly string[];
  /** How many tables of addresses there are. */
  readonly tables: number;
}

/** The value of `release:`: see schema/manifest. */
export function manifestText(
  { id, version, at, facts, transforms }: Described,
  { lines, inline, names, tables }: ManifestParts,
): string {
  const index = [...lines.values()].join('');
  const parts = partForms(facts);
  const head: Head = {
    format: WHOLE_FORMAT,
    id,
    version,
    at,
    index: index.length,
    body: inline.length,
    packs: names,
    ...(tables > 0 && { tables }),
    ...(parts.length > 0 && { parts }),
    ...siteHead(facts, transforms),
  };
  return `${JSON.stringify(head)}\n${index}${inline}`;
}
