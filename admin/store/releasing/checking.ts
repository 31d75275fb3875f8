import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { findingAddresses } from '../../../site/addresses/known.ts';
import { dataReader } from '../../../site/addresses/lists.ts';
import { checkingSite } from '../../../site/check/check.ts';
import { hasErrors } from '../../../site/check/finding.ts';
import { placing } from '../../../site/check/placed.ts';
import { findingLater } from '../../../site/content/check-content.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import { sha256 } from '../../../site/hash.ts';
import type { ReleaseOutput } from '../../../site/release/assemble.ts';
import { checkingManifest } from '../../../site/release/check-manifest.ts';
import { addResiduals } from '../../../site/release/residuals.ts';
import { Gate } from '../../check/gate.ts';
import type { GateMemory } from '../../check/gate-memory.ts';
import { readingBefore } from '../../check/made/before.ts';
import { Bodies } from '../../check/made/bodies.ts';
import { placesOf } from '../../check/made/rank.ts';
import { RESPONSE } from '../../check/responses.ts';
import { inTurns, pauses, turn } from '../renders.ts';
import type { Compiled } from '../tables/compiled.ts';
import type { Files } from '../tables/files.ts';
import type { Meta } from '../tables/meta.ts';
import type { Pending } from '../tables/pending.ts';
import type { Release, Releases } from '../tables/releases.ts';
import type { Stored } from '../tables/stored.ts';
import { atTheEdge, BodyWrites, bodiesStore } from './body-writes.ts';
import { KeptPacks } from './kept/kept-packs.ts';
import { keptPages } from './kept/kept-pages.ts';
import { keptSeen } from './kept/kept-seen.ts';
import { LaidLast } from './kept/laid-last.ts';
import { keepOfLast, ofLast, piecesOfLast } from './kept/of-last.ts';
import { draftAtBegin } from './left.ts';
import { madeSite } from './made-site.ts';
import { codeOf, filesOf, makeRelease, placedOf } from './make.ts';
import { lackedBy } from './part.ts';
import { isSame, NOT_NOTED, notSaid, type Refused, refusedFor, strictly } from './refused.ts';
import {
  draftSnapshot,
  EMPTY,
  keepSnapshot,
  readSnapshot,
  releasedSnapshot,
  type Snapshot,
} from './snapshot.ts';

/** How much of a turn it takes to keep a pack. */
const PACK = 1 / 20;

/** A release between two slices of its check. */
interface Checking {
  readonly id: string;
  readonly made: ReleaseOutput;
  /** What the check of the whole site warned of. */
  readonly warnings: readonly Diagnostic[];
  readonly gate: Gate;
  /** What the gate remembers. */
  readonly memory: GateMemory;
  /** What was found, once the gate let it pass. */
  passed?: readonly Diagnostic[];
  readonly bodies: Bodies;
  readonly kept: KeptPacks;
  /** Called with each page before it is rendered. */
  readonly note: ((page: string) => Promise<void>) | undefined;
}

interface Parts {
  readonly storage: DurableObjectStorage;
  readonly files: Files;
  readonly compiled: Compiled;
  readonly releases: Releases;
  readonly stored: Stored;
  readonly pending: Pending;
  readonly meta: Meta;
  readonly transforms: boolean;
  readonly bodyWrites: number;
  readonly now: () => number;
  /** The release that visitors have. */
  readonly live: () => string | undefined;
  /** Notes the page that is rendered next, so that one which resets the object has a name. */
  readonly note: (page: string) => Promise<void>;
}

/** The state `checking` of a release, in slices: the whole site first, then the gate. After a crash it begins again, from the same snapshot. */
export class Checker {
  readonly #parts: Parts;
  readonly #laid = new LaidLast();
  #checking: Checking | undefined;
  /** The snapshot of a release that was begun here, until it is checked: it shares what it lists with the draft. */
  #begun: { readonly id: string; readonly snapshot: Snapshot } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#checking !== undefined;
  }

  has(id: string): boolean {
    return this.#checking?.id === id;
  }

  drop(): void {
    this.#checking = undefined;
    this.#begun = undefined;
  }

  /** Takes what a release is made from, once that is noted. */
  begun(id: string, snapshot: Snapshot): void {
    this.#begun = { id, snapshot };
  }

  /** Does one slice; a release that passed is `writing` after it. With `again`, each page is noted before it is rendered. */
  async slice(release: Release, again: boolean): Promise<Refused | undefined> {
    const begun = this.has(release.id) ? this.#checking : await this.#begin(release, again);
    if (!begun) return refusedFor(NOT_NOTED, []);
    if ('refused' in begun) return { ...refusedFor(undefined, begun.refused), needs: begun.needs };
    if (!this.#isStill(release)) return undefined;
    this.#checking = begun;
    if (!begun.passed) {
      const { gate, note } = begun;
      if (!(await gate.slice(note))) return undefined;
      const found = this.#judge(release, begun);
      if ('reason' in found) return found;
      begun.passed = found;
      begun.memory.clear();
    }
    return this.#finish(release, begun, begun.passed);
  }

  /** What the gate found, where the release passes. */
  #judge(release: Release, { warnings, gate }: Checking): Refused | readonly Diagnostic[] {
    const others = notSaid(warnings, gate.diagnostics);
    const diagnostics = [...gate.diagnostics, ...(gate.isStrict ? others.map(strictly) : others)];
    // Force publishes what may be wrong with a page, not what would be no page.
    const refusing = this.#isForced(release)
      ? diagnostics.filter(({ code }) => code === RESPONSE)
      : diagnostics;
    if (!hasErrors(refusing)) return diagnostics;
    this.drop();
    return { ...refusedFor(undefined, refusing), diagnostics };
  }

  /** Makes the bodies of pages, in slices, then keeps all of what passed. */
  async #finish(release: Release, checking: Checking, found: readonly Diagnostic[]): Promise<undefined> {
    const { gate, bodies, kept } = checking;
    if (!(await bodies.slice())) return;
    this.drop();
    checking.memory.clear();
    const ready = await bodies.addTo(addResiduals(checking.made, gate.residuals.all));
    await inTurns(checkingManifest(ready.made, checking.made));
    if (!(await this.#keepPacks(release, ready.made))) return;
    const ofThis = { seen: gate.seen.end(pauses()), shelves: kept.pieces(), bodies: ready.kept };
    if (!(await keepOfLast(this.#parts, release.id, ofThis, () => this.#isStill(release)))) return;
    const sum = await sha256(ready.made.manifest);
    this.#pass(release, ready, sum, [...found, ...atTheEdge(ready.count, this.#parts.bodyWrites)]);
  }

  /** Makes a release of its snapshot and checks it as a whole. Undefined where nobody knows what it is made from. */
  async #begin(
    release: Release,
    again: boolean,
  ): Promise<Checking | { refused: readonly Diagnostic[]; needs: readonly string[] } | undefined> {
    const noted = this.#snapshot(release);
    if (!noted) return undefined;
    // What an attempt before this one kept.
    this.#parts.pending.clear();
    const { files } = this.#parts;
    // In one go it would take seconds: above all where another version of Meniscus looked at the files last.
    await inTurns(files.reading());
    if (!files.isKnown) while (files.catchUp()) await turn();
    const { snapshot, facts, broken, warned, text } = filesOf(this.#parts, noted);
    await turn(); // at 10,000 files each of these takes a few hundred milliseconds
    const placed = await inTurns(
      placing(facts, text, placedOf(this.#parts, snapshot), this.#parts.transforms),
    );
    await turn();
    const { id, created: at } = release;
    const data = dataReader(facts, codeOf(this.#parts, snapshot, placed));
    const ofSite = await inTurns(checkingSite(facts, data));
    const later = await inTurns(findingLater(facts, at));
    const found = [...broken, ...ofSite, ...placed.diagnostics, ...later];
    const warnings = [...found, ...warned.filter((one) => !found.some((other) => isSame(one, other)))];
    const lacked = release.only && (await inTurns(this.#lacked(id, snapshot, facts, hasErrors(warnings))));
    const needs = this.#isForced(release) && !hasErrors(warnings) ? [] : (lacked?.needs ?? []);
    if (lacked && needs.length > 0) return { refused: lacked.diagnostics, needs };
    if (hasErrors(warnings)) return { refused: warnings, needs };
    await turn();
    const { known } = await inTurns(findingAddresses(facts, { at }, data));
    const isStill = () => this.#isStill(release);
    const knownPacks = new KeptPacks(this.#parts, isStill);
    await inTurns(knownPacks.read(piecesOfLast(this.#parts, 'shelves')));
    const { layouts, keep } = this.#laid.next(snapshot, placed);
    const store = bodiesStore(this.#parts, isStill);
    const making = { known, knownPacks, layouts, aside: store.aside, pause: pauses() };
    const made = await makeRelease(this.#parts, release, snapshot, placed, making);
    keep();
    await inTurns(checkingManifest(made));
    const { site, memory } = madeSite(made, this.#parts.pending, facts.size);
    await turn();
    const seen = keptSeen(this.#parts, id, isStill);
    const { left, ofDay } = new BodyWrites(this.#parts.meta, this.#parts.bodyWrites, this.#parts.now);
    const writes = { left, ofDay };
    const places = await placesOf(known, facts, turn);
    const before = await inTurns(readingBefore(piecesOfLast(this.#parts, 'bodies'), places, store));
    const manifest = () => ofLast(this.#parts, 'manifest');
    const bodies = new Bodies(site, { now: at, places, store, writes, before, manifest });
    const pages = keptPages(this.#parts.releases, id, isStill);
    const knownAt = (path: string) => places.at(path);
    const gate = new Gate(site, { facts, texts: text, now: at, known, knownAt, seen, pages, bodies });
    await turn();
    await gate.seen.begin(pauses());
    const note = again ? this.#parts.note : undefined;
    return { id, made, warnings, gate, memory, bodies, kept: knownPacks, note };
  }

  /** What a part of the draft needs that its release would lack. */
  #lacked(id: string, release: Snapshot, facts: SiteFacts, hasErrors: boolean) {
    const { files, compiled, releases } = this.#parts;
    const live = this.#parts.live();
    const draft = draftAtBegin(this.#parts, id, release, facts);
    return lackedBy(
      {
        live: live === undefined ? EMPTY : releasedSnapshot(releases, live),
        release,
        facts,
        ...(draft ?? { draft: draftSnapshot(files), drafted: files.facts() }),
        versions: (path, limit) => files.history(path, limit),
        text: (hash) => compiled.text(hash),
      },
      hasErrors,
    );
  }

  #isForced({ id }: Release): boolean {
    return this.#parts.meta.text('forced') === id;
  }

  /** Undefined where it was not noted, and the draft is not that any more. */
  #snapshot({ id, draft }: Release): Snapshot | undefined {
    const { releases, files, storage } = this.#parts;
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun?.id === id) return begun.snapshot;
    const noted = readSnapshot(releases, id);
    if (noted || files.draft !== draft) return noted;
    // Not to be asked for inside the transaction: see DraftIndex.
    const snapshot = draftSnapshot(files);
    storage.transactionSync(() => keepSnapshot(releases, id, snapshot));
    return readSnapshot(releases, id);
  }

  /** Keeps packs that are not in KV, one after the other; false where the release was cancelled meanwhile. */
  async #keepPacks(release: Release, { packs }: ReleaseOutput): Promise<boolean> {
    const { stored, pending } = this.#parts;
    const pause = pauses();
    for (const pack of packs) {
      // Kept packs are stored or wait since they were made; nothing is swept meanwhile.
      const { name, hash } = pack;
      if (hash === undefined) continue;
      if (!this.#isStill(release)) return false;
      if (!stored.has(name)) pending.add({ name, hash, text: pack.text });
      await pause(PACK);
    }
    return this.#isStill(release);
  }

  /** Keeps what the gate let pass, to be written to KV. */
  #pass(
    release: Release,
    { made, packs }: Awaited<ReturnType<Bodies['addTo']>>,
    sum: string,
    diagnostics: readonly Diagnostic[],
  ): void {
    const { releases, storage } = this.#parts;
    const { id } = release;
    storage.transactionSync(() => {
      if (!this.#isStill(release)) return;
      releases.saveText(id, 'manifest', made.manifest);
      releases.saveText(id, 'sum', sum);
      releases.dropSection(id, 'assets');
      releases.dropSection(id, 'left');
      releases.setPacks(id, [...made.packs.map((pack) => pack.name), ...packs]);
      releases.setDiagnostics(id, diagnostics);
      releases.setState(id, 'writing');
    });
  }

  /** Whether it is still being checked: someone may have cancelled it while something was waited for. */
  #isStill({ id }: Release): boolean {
    return this.#parts.releases.state(id) === 'checking';
  }
}
