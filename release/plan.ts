import { HTML } from '../schema/format.ts';
import type { FullPageRecord, PageRecord, Place, TextRecord } from '../schema/manifest.ts';
import { residualKey } from '../schema/residual.ts';
import type { Lru } from './memory.ts';
import type { Manifest } from './read-manifest.ts';

/** Where the text of a key is. `address` names its content: the same address has the same content in every release. */
export interface Entry {
  readonly key: string;
  readonly at: Place;
  /** The pack that it is in; undefined for the manifest's own body. */
  readonly pack: string | undefined;
  readonly address: string;
}

/** A page and all that it is known to need. It is looked up in the index once and remembered. */
export interface Plan {
  readonly path: string;
  readonly page: FullPageRecord;
  readonly entries: readonly Entry[];
  /** The key of what is left of its program, where it was made in part at publish. */
  readonly residual: string | undefined;
  /** Whether it shows something of collections. */
  readonly hasContent: boolean;
  /** Whether the site has content, which templates see as `collections`. */
  readonly hasCollections: boolean;
}

/** What the short form of a release leaves out would look as if it were not there. */
export function needWhole({ head }: Manifest): void {
  if (head.cut !== undefined) throw new Error(`of the release ${head.id} only the short form is here`);
}

/** Finds a page in the index, or undefined. With `whole`, it is rendered from its own program, also where it was made in part at publish. */
export function planPage(
  { memory }: { readonly memory: Lru },
  manifest: Manifest,
  path: string,
  whole = false,
): Plan | undefined {
  const name = `plan:${manifest.head.id}:${path}${whole ? ' ' : ''}`;
  const known = memory.get<Plan>(name);
  if (known) return known;
  needWhole(manifest);
  const record = manifest.record<PageRecord>(path);
  if (!record) return undefined;
  const page = { ...HTML, ...record };
  const left = whole ? undefined : page.residual;
  const { at, needs = [] } = left ?? page;
  const residual = left && residualKey(path);
  const needed = needs.map((key) => entryOf(manifest, key)).filter((entry) => entry !== undefined);
  const hasContent = needs.some((key) => key.startsWith('collections/'));
  const hasCollections = manifest.hasPrefix('collections/');
  const entries = [entry(manifest, residual ?? path, at), ...needed];
  const plan = { path, page, entries, residual, hasContent, hasCollections };
  memory.set(name, plan, 500 * plan.entries.length);
  return plan;
}

/** Finds a key in the index. `pack:<name>:<UTF-16 units>` is not in it: that is a whole pack. */
export function entryOf(manifest: Manifest, key: string): Entry | undefined {
  if (key.startsWith('pack:')) {
    const [, pack = '', length] = key.split(':');
    return { key, at: [1, 0, Number(length)], pack, address: `${pack}:0` };
  }
  const record = manifest.record<TextRecord>(key);
  return record && entry(manifest, key, record.at);
}

function entry(manifest: Manifest, key: string, at: Place): Entry {
  const pack = manifest.head.packs[at[0] - 1];
  return { key, at, pack, address: `${pack ?? manifest.head.id}:${at[1]}` };
}
