import { FORMAT } from '../../../liquid/program.ts';
import { entryOf } from '../../../release/plan.ts';
import { VERSION } from '../../../schema/version.ts';
import { sha256 } from '../../../site/hash.ts';
import type { Assembled } from '../assembled.ts';

/** Empty where the release has no such key. A whole pack is named by what it holds, in a table that was read too: it is not made for this. */
export async function digestOf({ manifest, store }: Assembled, key: string): Promise<string> {
  if (key.startsWith('pack:')) return 'whole';
  const entry = entryOf(manifest, key);
  if (!entry) return '';
  const { pack, at } = entry;
  if (pack !== undefined && LAID.test(key)) return `${pack}:${at[1]}:${at[2]}`;
  const text = pack === undefined ? manifest.inline(at) : (await store.packs.read([pack])).get(pack);
  if (text === null || text === undefined) return '';
  return sha256(pack === undefined ? text : text.slice(at[1], at[1] + at[2]));
}

/** Keys of what is made when it is asked for. Where it is says what it holds, as a pack is named by that: none is made to find that it is as it was. */
const LAID = /^(?:blocks|groups|slugs|texts|addresses)\//;

/** Keys of what is in many values: a page depends on those that it reads. */
const READ = /^(?:\/|(?:blocks|groups|slugs|texts|addresses)\/)/;

/** What a page may depend on without reading it: settings, records of pages and assets, and which keys there are. */
export function baseOf(site: Assembled): Promise<string> {
  const { config, site: settings } = site.manifest.head;
  const records = recordsOf(site, (line) => !READ.test(line));
  return sha256(JSON.stringify([VERSION, FORMAT, config, settings, records]));
}

/** What decides where links lead besides that and known addresses: routes and files at addresses of their own. */
export function waysOf(site: Assembled): Promise<string> {
  const records = recordsOf(site, (line) => line.startsWith('/'));
  return sha256(JSON.stringify([site.manifest.head.parts, records]));
}

/** Some lines of the index, without where texts are. */
function recordsOf({ manifest, text }: Assembled, isOne: (line: string) => boolean): string[] {
  const start = text.indexOf('\n') + 1;
  const lines = text.slice(start, start + manifest.head.index).split('\n');
  return lines.filter(isOne).map((line) => line.replace(/"at":\[[\d,]*\],?/, ''));
}
