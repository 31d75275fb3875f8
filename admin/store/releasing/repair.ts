import { RpcTarget } from 'cloudflare:workers';
import { log } from '../../../release/log.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { WHOLE_FORMAT } from '../../../schema/format.ts';
import { KEYS } from '../../../schema/keys.ts';
import { isBodies } from '../../../schema/made/keys.ts';
import type { AssetMetadata, LiveMetadata, ReleaseMetadata } from '../../../schema/manifest.ts';
import { messageOf } from '../../../schema/message-of.ts';
import { sha256 } from '../../../site/hash.ts';
import { liveText } from '../../../site/release/short.ts';
import { type Outcome, outcome } from '../outcome.ts';
import type { Audit } from '../tables/audit.ts';
import type { Files } from '../tables/files.ts';
import { manifestOf } from '../tables/pending.ts';
import type { Releases } from '../tables/releases.ts';
import type { Stored, StoredValue } from '../tables/stored.ts';
import { inFlight } from './in-flight.ts';
import type { Publisher } from './publish.ts';
import type { Remaker } from './remake.ts';

/** What is in KV, in the order in which it is looked at. */
const SECTIONS = ['live', 'release', 'pack', 'asset'] as const;
type Section = (typeof SECTIONS)[number];

/** Keys that one call looks at, and how many at a time. */
const SLICE = 50;
const IN_FLIGHT = 6;

/** A value that KV does not have, or not whole, and that nothing else has. */
export interface Lost {
  readonly key: string;
  /** The site's files that were in it. */
  readonly paths: readonly string[];
  /** What to do. */
  readonly detail: string;
}

export interface Repaired {
  /** Values that were looked at. */
  readonly checked: number;
  /** Keys that were written again. */
  readonly written: readonly string[];
  readonly lost: readonly Lost[];
  /** Where to go on; null when all was looked at. */
  readonly cursor: string | null;
}

interface Parts {
  readonly kv: () => KVNamespace;
  readonly site: string;
  readonly files: Files;
  readonly releases: Releases;
  readonly stored: Stored;
  readonly publisher: Publisher;
  readonly remaker: Remaker;
  readonly audit: Audit;
}

/** Compares what KV has with what should be there, and writes again what can be made again: some keys a call. */
export class Repairs extends RpcTarget {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  /** `cursor` is that of the call before; '' begins. */
  slice(cursor: string, author: string): Promise<Outcome<Repaired>> {
    return outcome(async () => {
      this.#parts.publisher.refuseWhenBusy();
      const [section, after] = readCursor(cursor);
      const found = new Findings();
      const next = await this.#section(section, after, found);
      const { written, lost } = found;
      if (written.length + lost.length > 0)
        this.#parts.audit.add(author, 'repair', `${written.length} written again, ${lost.length} lost`);
      return { checked: found.checked, written, lost, cursor: next ?? following(section) };
    }).catch(notNow);
  }

  /** Looks at a slice of a section; gives the cursor where there is more of it. */
  async #section(section: Section, after: string, found: Findings): Promise<string | undefined> {
    const { releases, stored } = this.#parts;
    if (section === 'live') return this.#live(found);
    if (section === 'release') {
      const ids = releases.idsAfter(after, SLICE);
      await inFlight(ids, IN_FLIGHT, (id) => this.#release(id, found));
      return ids.length === SLICE ? `${section}/${ids.at(-1)}` : undefined;
    }
    const values = stored.after(section, after, SLICE);
    const remade = new Map<string, { readonly text: string }>();
    await inFlight(values, IN_FLIGHT, (value) =>
      section === 'pack' ? this.#pack(value, remade, found) : this.#asset(value, found),
    );
    return values.length === SLICE ? `${section}/${values.at(-1)?.name}` : undefined;
  }

  async #live(found: Findings): Promise<undefined> {
    const { publisher, releases, kv, site } = this.#parts;
    const { live } = publisher;
    if (!live) return;
    const key = KEYS.live(site);
    await this.#kept(key, found, async () => {
      const text = liveText(await manifestOf(releases, live.release));
      const { value, metadata } = await kv().getWithMetadata<LiveMetadata>(key, 'text');
      if (value === text && metadata?.move === live.move) return false;
      await publisher.putLiveAgain();
      return true;
    });
  }

  async #release(id: string, found: Findings): Promise<void> {
    const { releases, kv } = this.#parts;
    const key = KEYS.release(id);
    await this.#kept(key, found, async () => {
      const text = await manifestOf(releases, id);
      if ((await kv().get(key, 'text')) === text) return false;
      const metadata: ReleaseMetadata = { id, format: WHOLE_FORMAT };
      await kv().put(key, text, { metadata });
      return true;
    });
  }

  /** Does what writes a release's text again where it must; a text that is not kept as it was checked is lost. */
  async #kept(key: string, found: Findings, work: () => Promise<boolean>): Promise<void> {
    found.checked++;
    try {
      if (await work()) found.written.push(key);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      found.lost.push({ key, paths: [], detail: error.message });
    }
  }

  async #pack(
    { name, hash }: StoredValue,
    remade: Map<string, { readonly text: string }>,
    found: Findings,
  ): Promise<void> {
    const { kv, stored, remaker } = this.#parts;
    const key = KEYS.pack(name);
    found.checked++;
    const text = await kv().get(key, 'text');
    if (text !== null && (await sha256(text)) === hash) return;
    if (isBodies(name)) {
      // Pages are rendered without it, and the next publish makes it again where it is not stored.
      stored.remove(name);
      found.lost.push({ key, paths: [], detail: BODIES_LOST });
      return;
    }
    const again = remade.get(name)?.text ?? (await remaker.pack(name, remade));
    const same = again !== undefined && (await sha256(again)) === hash;
    if (!stored.has(name)) return; // swept meanwhile
    if (!same) {
      // What is not stored is written by the next publish that has it.
      stored.remove(name);
      found.lost.push({ key, paths: remaker.pathsIn(name), detail: PACK_LOST });
      return;
    }
    await kv().put(key, again);
    found.written.push(key);
  }

  async #asset({ name, size }: StoredValue, found: Findings): Promise<void> {
    const { kv, files } = this.#parts;
    const key = KEYS.asset(name);
    found.checked++;
    const { value, metadata } = await kv().getWithMetadata<AssetMetadata>(key, 'stream');
    await value?.cancel();
    if (value && (metadata?.size ?? size) === size) return;
    const now = [...files.assets()].filter(([, asset]) => asset.name === name).map(([path]) => path);
    const paths = now.length > 0 ? now : files.pathsOfAsset(name);
    found.lost.push({ key, paths, detail: now.length > 0 ? ASSET_LOST : FORMER_ASSET_LOST });
  }
}

class Findings {
  checked = 0;
  readonly written: string[] = [];
  readonly lost: Lost[] = [];
}

const PACK_LOST =
  'This version of Meniscus does not make these programs as they were. Publish again to write new ones. Releases that use the old ones cannot be shown any more.';
const BODIES_LOST =
  'Pages that were made at publish. Until the next publish makes them again, they are rendered for visitors.';
const ASSET_LOST =
  'Its bytes were only in Workers KV. Upload the file again: the same bytes repair every release.';
const FORMER_ASSET_LOST =
  'Its bytes were only in Workers KV, and the draft does not use them any more. Upload them at this path to repair older releases.';

function readCursor(cursor: string): [section: Section, after: string] {
  if (cursor === '') return ['live', ''];
  const at = cursor.indexOf('/');
  const section = SECTIONS.find((each) => each === cursor.slice(0, at));
  if (!section) throw new ProblemError('invalid', `${cursor} is not a cursor`, { field: 'cursor' });
  return [section, cursor.slice(at + 1)];
}

function following(section: Section): string | null {
  const next = SECTIONS[SECTIONS.indexOf(section) + 1];
  return next === undefined ? null : `${next}/`;
}

/** What KV did not return is not lost: the same slice can be asked for again. */
function notNow(error: unknown): Outcome<Repaired> {
  const said = messageOf(error);
  log('error', { at: 'repair', message: said });
  const detail = `Workers KV failed: ${said}. Call again with the same cursor.`;
  return { ok: false, code: 'unavailable', detail, more: { rule: 'kv', retryAfter: 30 } };
}
