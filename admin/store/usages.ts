import { RpcTarget } from 'cloudflare:workers';
import type { CollectionQuery } from '../../schema/api/collections.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import type { Place } from '../../schema/api/usages.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import { askTable, makingTable, type Table } from '../../site/content/rows.ts';
import type { SiteFacts } from '../../site/facts.ts';
import { sha256 } from '../../site/hash.ts';
import { mentions } from '../../site/uses/assets.ts';
import { type Flow, flowOf } from '../../site/uses/flow.ts';
import { linePlaces } from '../../site/uses/lines.ts';
import { blockFamily, blocksIn, memberOf, readsOf } from '../../site/uses/members.ts';
import { astrayBy, type Move, movesOf, versionsOf } from '../../site/uses/moves.ts';
import { namesIn, renameIn } from '../../site/uses/names.ts';
import { find, type Wanted } from '../../site/uses/search.ts';
import { addressesIn, dependents, goneFromLive, listed } from './addresses.ts';
import type { Compiling } from './compiling.ts';
import { type Differences, hashesOf } from './diff.ts';
import { asOfOne } from './draft/as-of-one.ts';
import type { Drafts } from './drafts.ts';
import type { Deleted } from './history.ts';
import { outcome } from './outcome.ts';
import { differing } from './releasing/overlay.ts';
import type { Publisher } from './releasing/publish.ts';
import type { Renders } from './renders.ts';
import type { Compiled } from './tables/compiled.ts';
import type { Files } from './tables/files.ts';
import type { Releases } from './tables/releases.ts';
import { STAGED_FOR, type Staging } from './tables/staging.ts';
import { SEARCHED, SENT, sliceOfTexts, texts } from './texts.ts';
import type { Alarm } from './timing/alarm.ts';

export interface AddressesWanted {
  /** Only those whose page uses this file. */
  readonly uses?: string | undefined;
  /** Only those that may differ from what is live. */
  readonly changed?: '1' | undefined;
}

/** Only those of a key, `a.b`, or of a block. */
export interface UsesWanted {
  readonly key?: string | undefined;
  readonly block?: string | undefined;
}

interface Parts {
  readonly compiling: Compiling;
  readonly files: Files;
  readonly compiled: Compiled;
  readonly staging: Staging;
  readonly drafts: Drafts;
  readonly releases: Releases;
  readonly differences: Differences;
  readonly publisher: Publisher;
  readonly renders: Renders;
  readonly alarm: Alarm;
}

/** Places that one answer lists. */
const MOST = 1_000;

/** What uses what, in the draft. */
export class Usages extends RpcTarget {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  /** Addresses at which pages of the draft are seen, and those of live that have gone. */
  addresses(caller: string, { uses, changed }: AddressesWanted) {
    const { files, drafts, renders } = this.#parts;
    if (uses !== undefined && !files.has(uses))
      return outcome(() => {
        throw new ProblemError('not_found', `${uses} does not exist`, { path: uses });
      });
    return outcome(() =>
      renders.admit(caller, async () => {
        await this.#parts.compiling.settled();
        return renders.piece(async () => {
          const { facts, known } = await drafts.known();
          const text = (path: string) => drafts.text(path);
          const { manifest } = await drafts.assembled();
          const all = addressesIn(manifest, facts, text, known);
          if (changed) all.push(...(await goneFromLive(this.#parts, all)));
          const wanted = this.#filter(facts, uses, changed !== undefined);
          return listed(wanted ? all.filter(({ page }) => wanted(page)) : all);
        });
      }),
    );
  }

  /** The entries of a collection, with titles and states: all, or those that are asked for. */
  collection(caller: string, name: string, query: CollectionQuery = {}) {
    const { compiling, renders } = this.#parts;
    return outcome(() =>
      renders.admit(caller, async () => {
        await compiling.settled();
        const table = await renders.piece(() => this.#table(name));
        if (!table) throw new ProblemError('not_found', `There is no collection ${name}`);
        return askTable(table, query);
      }),
    );
  }

  /** The table that was asked for last, while nothing has changed and memory is not wanted for something else. */
  #last: { readonly of: string; readonly table: WeakRef<Table> } | undefined;

  async #table(name: string): Promise<Table | undefined> {
    const { files, publisher } = this.#parts;
    const at = Date.now();
    const release = publisher.live?.release ?? '';
    const of = JSON.stringify([name, files.draft, release]);
    const known = this.#last?.of === of ? this.#last.table.deref() : undefined;
    // Entries whose date has come are live without a change.
    if (known && at < known.until) return known;
    const table = await asOfOne(files, () =>
      makingTable(name, {
        files: files.facts(),
        at,
        saved: (path) => files.entry(path)?.saved,
        hashes: hashesOf(this.#parts, 'draft'),
        live: hashesOf(this.#parts, release),
      }),
    );
    this.#last = table && { of, table: new WeakRef(table) };
    return table;
  }

  /** Places in other files that name this one, or a smaller version of it; or those that read a key of it, or have a block of it. */
  uses(caller: string, path: string, { key, block }: UsesWanted = {}) {
    const { files, renders } = this.#parts;
    return outcome(() =>
      renders.admit(caller, async () => {
        if (!files.has(path)) throw new ProblemError('not_found', `${path} does not exist`, { path });
        if (key !== undefined) return this.#readsOf(path, key);
        const family = block === undefined ? undefined : blockFamily(path, files.facts());
        const named = [path, ...versionsOf(path, [...files.facts().keys()])];
        const names = (each: string, text: string) =>
          named.flatMap((target) => namesIn(each, text, target)).sort((a, b) => a.start - b.start);
        const spans = (each: string, text: string) => {
          if (block === undefined) return each === path ? [] : names(each, text);
          return family?.(each) ? blocksIn(text, block) : [];
        };
        const uses: Place[] = [];
        await this.#eachText((each, text) => {
          if (uses.length < MOST)
            for (const place of linePlaces(text, spans(each, text))) uses.push({ path: each, ...place });
        });
        return uses.slice(0, MOST);
      }),
    );
  }

  async #readsOf(path: string, key: string): Promise<Place[]> {
    const member = memberOf(path, key.split('.'));
    if (!member) throw new ProblemError('invalid', `${path} has no keys that templates read`, { path });
    const flows = new Map<string, Flow>();
    const texts = new Map<string, string>();
    await this.#eachText((each, text) => {
      if (!/\.(?:liquid|md)$/.test(each) || !/\{[{%]/.test(text)) return;
      flows.set(each, flowOf(text));
      texts.set(each, text);
    });
    const uses: Place[] = [];
    for (const [each, spans] of readsOf(member, flows))
      for (const place of linePlaces(texts.get(each) ?? '', spans)) uses.push({ path: each, ...place });
    return uses.slice(0, MOST);
  }

  /** The files that name one of those that are moved. Their texts with its other name in place are kept for the batch that names their hashes: they may be large. */
  renamed(caller: string, moves: readonly Move[]) {
    const moved = new Set(moves.map(({ from }) => from));
    const { renders, alarm } = this.#parts;
    return outcome(() =>
      renders.admit(caller, async () => {
        const changed: { path: string; etag: string; hash: string }[] = [];
        for (let cursor: string | null = ''; cursor !== null; ) {
          const slice = await renders.piece(() =>
            sliceOfTexts(this.#parts.files, '', cursor ?? '', SEARCHED),
          );
          for (const { path, etag, text } of slice.files) {
            if (moved.has(path)) continue;
            const written = moves.reduce((now, { from, to }) => renameIn(path, now, from, to), text);
            if (written !== text) changed.push({ path, etag, hash: await this.#stage(path, written) });
          }
          cursor = slice.cursor;
        }
        if (changed.length > 0) await alarm.by(Date.now() + STAGED_FOR);
        return changed;
      }),
    );
  }

  async #stage(path: string, text: string): Promise<string> {
    const hash = await sha256(text);
    this.#parts.compiled.addText(hash, text);
    this.#parts.staging.add(path, { hash, size: utf8Length(text) }, Date.now());
    return hash;
  }

  /** A move of a file, and those of what goes along with it. Refuses one that takes a smaller version from its picture. */
  moves(from: string, to: string) {
    return outcome((): Move[] => {
      const paths = [...this.#parts.files.facts().keys()];
      const moves = movesOf(from, to, paths);
      const astray = this.#parts.files.has(to) ? undefined : astrayBy(moves, paths);
      if (!astray) return moves;
      const { version, of, next } = astray;
      const would = next === undefined ? 'have no picture' : `be one of ${next}`;
      throw new ProblemError(
        'invalid',
        `${version}, a smaller version of ${of}, would ${would}. Use another name, or delete the smaller versions first.`,
        { path: version },
      );
    });
  }

  /** Where a text is found, in a slice of the site's texts from the cursor on. */
  search(caller: string, wanted: Wanted, cursor = '') {
    return outcome(() =>
      this.#parts.renders.admit(caller, () =>
        this.#parts.renders.piece(() => {
          const hits: Place[] = [];
          const found = texts(this.#parts.files, '', cursor, SEARCHED);
          for (let files = 1; ; files++) {
            const next = found.next();
            if (next.done) return { hits, files: files - 1, cursor: next.value };
            const { path, text } = next.value;
            for (const place of linePlaces(text, find(text, wanted))) hits.push({ path, ...place });
            if (hits.length >= MOST) return { hits, files, cursor: path };
          }
        }),
      ),
    );
  }

  /** Files that were deleted and are not there again, the latest first. */
  deleted(limit: number, before?: number): { files: Deleted[]; before: number | null } {
    return this.#parts.files.deleted(limit, before);
  }

  /** A slice of the site's texts themselves. */
  texts(caller: string, prefix: string, cursor = '') {
    return outcome(() =>
      this.#parts.renders.admit(caller, () =>
        this.#parts.renders.piece(() => sliceOfTexts(this.#parts.files, prefix, cursor, SENT)),
      ),
    );
  }

  async #eachText(look: (path: string, text: string, etag: string) => void): Promise<void> {
    for (let cursor: string | null = ''; cursor !== null; )
      cursor = await this.#parts.renders.piece(() => {
        const slice = sliceOfTexts(this.#parts.files, '', cursor ?? '', SEARCHED);
        for (const { path, text, etag } of slice.files) look(path, text, etag);
        return slice.cursor;
      });
  }

  /** Which pages are asked for; undefined for all. */
  #filter(facts: SiteFacts, uses: string | undefined, changed: boolean) {
    const paths = uses !== undefined ? this.#asTemplates(uses, facts) : changed ? this.#changed() : undefined;
    return paths && dependents(facts, paths);
  }

  #changed(): string[] {
    const live = this.#parts.publisher.live?.release ?? '';
    return differing({ hashes: hashesOf(this.#parts, live) }, { hashes: hashesOf(this.#parts, 'draft') });
  }

  /** A file, or for an asset the templates that name it: what a page can be known to need. */
  #asTemplates(path: string, facts: SiteFacts): string[] {
    if (facts.get(path)?.kind !== 'asset') return [path];
    return [...facts.keys()].filter((each) =>
      /\.(liquid|md)$/.test(each) ? mentions(this.#parts.drafts.text(each) ?? '', path) : false,
    );
  }
}
