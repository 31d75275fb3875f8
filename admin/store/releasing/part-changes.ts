import { RpcTarget } from 'cloudflare:workers';
import { Lru } from '../../../release/memory.ts';
import { knownAddresses } from '../../../site/addresses/known.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import { dataReader } from '../../../site/addresses/lists.ts';
import { placing } from '../../../site/check/placed.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import { assembleLoose } from '../../../site/release/loose.ts';
import { type Assembled, assembledOf, MEMORY } from '../../check/assembled.ts';
import { renderAt } from '../../check/render-at.ts';
import { addressesIn, dependents, goneFromLive, listed } from '../addresses.ts';
import type { Compiling } from '../compiling.ts';
import type { Differences } from '../diff.ts';
import type { Drafts } from '../drafts.ts';
import { outcome } from '../outcome.ts';
import { inTurns, type Renders } from '../renders.ts';
import type { Compiled } from '../tables/compiled.ts';
import type { Files } from '../tables/files.ts';
import type { Releases } from '../tables/releases.ts';
import type { Stored } from '../tables/stored.ts';
import { codeOf, filesOf, placedOf } from './make.ts';
import { differing } from './overlay.ts';
import { partOf } from './part.ts';
import type { Publisher } from './publish.ts';
import { draftSnapshot, EMPTY, releasedSnapshot } from './snapshot.ts';

interface Parts {
  readonly files: Files;
  readonly compiled: Compiled;
  readonly stored: Stored;
  readonly releases: Releases;
  readonly publisher: Publisher;
  readonly compiling: Compiling;
  readonly drafts: Drafts;
  readonly differences: Differences;
  readonly renders: Renders;
  readonly transforms: boolean;
}

/** What is live with some paths of the draft: the site that a publish of only these would make. */
interface Part {
  readonly site: Assembled;
  readonly facts: SiteFacts;
  readonly known: KnownList;
  /** The paths of it that differ from what is live. */
  readonly paths: readonly string[];
  text(path: string): string | undefined;
}

/** Says what a publish of only a part of the draft would change for visitors, before anybody publishes it. */
export class PartChanges extends RpcTarget {
  readonly #parts: Parts;
  readonly #memory = new Lru(MEMORY);
  /** Pages are compared one by one, all with the same part. */
  #last: { readonly key: string; readonly part: Part } | undefined;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  /** Addresses that may look different once these paths are published, gone ones too. */
  addresses(caller: string, paths: readonly string[]) {
    return this.#for(caller, async () => {
      const part = await this.#part(paths);
      return this.#parts.renders.piece(async () => {
        const all = addressesIn(part.site.manifest, part.facts, part.text, part.known);
        all.push(...(await goneFromLive(this.#parts, all)));
        const isWanted = dependents(part.facts, part.paths);
        return listed(all.filter(({ page }) => isWanted(page)));
      });
    });
  }

  /** What an address shows now, and what it would show. */
  rendered(caller: string, paths: readonly string[], url: string) {
    return this.#for(caller, async () => {
      const part = await this.#part(paths);
      const live = this.#parts.publisher.live?.release ?? '';
      const before = await this.#parts.differences.shown(live, url);
      const render = () => renderAt(part.site, { url }, part.text, () => part.facts);
      const { status, body } = await this.#parts.renders.piece(render);
      return { url, same: before.body === body && before.status === status, before, after: { status, body } };
    });
  }

  #for<T>(caller: string, request: () => Promise<T>) {
    return outcome(() =>
      this.#parts.renders.admit(caller, async () => {
        await this.#parts.compiling.settled();
        return request();
      }),
    );
  }

  /** Lets go of the part that was asked for last: once it is published it is another one. */
  letGo(): void {
    this.#last = undefined;
  }

  async #part(paths: readonly string[]): Promise<Part> {
    const { files, publisher } = this.#parts;
    const key = JSON.stringify([publisher.live?.release, files.draft, paths]);
    if (this.#last?.key === key) return this.#last.part;
    const part = await this.#assembled(`part-${crypto.randomUUID()}`, paths);
    this.#last = { key, part };
    return part;
  }

  async #assembled(id: string, names: readonly string[]): Promise<Part> {
    const { files, compiled, releases, publisher, drafts, transforms } = this.#parts;
    const live = publisher.live ? releasedSnapshot(releases, publisher.live.release) : EMPTY;
    const { snapshot } = partOf(names, live, draftSnapshot(files));
    const { facts, text } = filesOf(this.#parts, snapshot);
    const placed = await inTurns(placing(facts, text, placedOf({ compiled }, snapshot), transforms));
    const { hashes, assets, saved } = snapshot;
    const pack = (path: string) => {
      const again = placed.files.get(path);
      const given = again ? `:${encodeURIComponent(JSON.stringify(again.given))}` : '';
      const units = again?.compiled.units ?? compiled.code(hashes.get(path) ?? '', path).length;
      return { name: `${hashes.get(path)}:${path}${given}`, units };
    };
    const at = Date.now();
    const code = codeOf({ compiled }, snapshot, placed);
    const { known } = knownAddresses(placed.facts, { at }, dataReader(placed.facts, code));
    const read = (name: string) => drafts.pack(name);
    const loose = assembleLoose({
      ...{ id, version: 0, at, facts: placed.facts, assets, transforms, pack, known, code, read },
      saved: (path) => saved.get(path),
    });
    const site = assembledOf(loose, read, this.#memory);
    return { site, facts: placed.facts, known, paths: differing(live, snapshot), text };
  }
}
