import { fingerprint } from '../../../release/etag.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { findingAddresses } from '../../../site/addresses/known.ts';
import { dataReader } from '../../../site/addresses/lists.ts';
import { checkingSite } from '../../../site/check/check.ts';
import { MISSING_LINK } from '../../../site/check/file-links.ts';
import { hasErrors } from '../../../site/check/finding.ts';
import { placing } from '../../../site/check/placed.ts';
import { notYet } from '../../../site/content/check-content.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import { RAW_CODE } from '../../../site/files/raw.ts';
import { sha256 } from '../../../site/hash.ts';
import type { ReleaseOutput } from '../../../site/release/assemble.ts';
import { checkingManifest } from '../../../site/release/check-manifest.ts';
import { addResiduals } from '../../../site/release/residuals.ts';
import { Assembled, packsFrom } from '../../check/assembled.ts';
import { Gate, type PageReport } from '../../check/gate.ts';
import { GateMemory } from '../../check/gate-memory.ts';
import { RESPONSE } from '../../check/responses.ts';
import { inTurns, pauses, turn } from '../renders.ts';
import type { Compiled } from '../tables/compiled.ts';
import type { Files } from '../tables/files.ts';
import type { Meta } from '../tables/meta.ts';
import type { Pending } from '../tables/pending.ts';
import type { Release, Releases } from '../tables/releases.ts';
import type { Stored } from '../tables/stored.ts';
import { KeptShelves } from './kept-shelves.ts';
import { draftAtBegin } from './left.ts';
import { codeOf, filesOf, makeRelease, placedOf } from './make.ts';
import { lackedBy } from './part.ts';
import {
  draftSnapshot,
  EMPTY,
  keepSnapshot,
  readSnapshot,
  releasedSnapshot,
  type Snapshot,
} from './snapshot.ts';

/** Names the release whose pages were seen last. */
const SEEN = 'seen';

/** How much of a turn it takes to keep a pack. */
const PACK = 1 / 20;

/** Why a release is not published. */
export interface Refused {
  readonly reason: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Of a part of the draft: paths that have to be published too. */
  readonly needs?: readonly string[];
}

/** A release between two slices of its check. */
interface Checking {
  readonly id: string;
  readonly made: ReleaseOutput;
  /** What the check of the whole site warned of. */
  readonly warnings: readonly Diagnostic[];
  readonly gate: Gate;
  readonly shelves: KeptShelves;
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
  /** The release that visitors have. */
  readonly live: () => string | undefined;
  /** Notes the page that is rendered next, so that one which resets the object has a name. */
  readonly note: (page: string) => Promise<void>;
}

/** The state `checking` of a release, in slices: the whole site first, then the gate. After a crash it begins again, from the same snapshot. */
export class Checker {
  readonly #parts: Parts;
  #checking: Checking | undefined;

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
  }

  /** Does one slice; a release that passed is `writing` after it. With `again`, each page is noted before it is rendered. */
  async slice(release: Release, again: boolean): Promise<Refused | undefined> {
    const begun = this.has(release.id) ? this.#checking : await this.#begin(release, again);
    if (!begun) return refusedFor(NOT_NOTED, []);
    if ('refused' in begun) return { ...refusedFor(undefined, begun.refused), needs: begun.needs };
    if (!this.#isStill(release)) return undefined;
    this.#checking = begun;
    const { warnings, gate, shelves, note } = begun;
    if (!(await gate.slice(note))) return undefined;
    this.drop();
    const others = notSaid(warnings, gate.diagnostics);
    const diagnostics = [...gate.diagnostics, ...(gate.isStrict ? others.map(strictly) : others)];
    // Force publishes what may be wrong with a page, not what would be no page.
    const refusing = this.#isForced(release)
      ? diagnostics.filter(({ code }) => code === RESPONSE)
      : diagnostics;
    if (hasErrors(refusing)) return { ...refusedFor(undefined, refusing), diagnostics };
    const made = await gate.ready.addTo(addResiduals(begun.made, gate.residuals.all), fingerprint);
    await inTurns(checkingManifest(made));
    if (!(await this.#keepPacks(release, made, shelves))) return undefined;
    this.#keepSeen(release.id, await gate.seen.text(), shelves.text);
    this.#pass(release, made, await sha256(made.manifest), gate.pages, diagnostics);
    return undefined;
  }

  /** Makes a release of its snapshot and checks it as a whole. Undefined where nobody knows what it is made from. */
  async #begin(release: Release, again: boolean) {
    const snapshot = this.#snapshot(release);
    if (!snapshot) return undefined;
    // What an attempt before this one kept.
    this.#parts.pending.clear();
    const { facts, broken, warned, text } = filesOf(this.#parts, snapshot);
    await turn(); // at 10,000 files each of these takes a few hundred milliseconds
    const placed = await inTurns(
      placing(facts, text, placedOf(this.#parts, snapshot), this.#parts.transforms),
    );
    await turn();
    const { id, created: at } = release;
    const data = dataReader(facts, codeOf(this.#parts, snapshot, placed));
    const ofSite = await inTurns(checkingSite(facts, data));
    const found = [...broken, ...ofSite, ...placed.diagnostics, ...notYet(facts, at)];
    const warnings = [...found, ...warned.filter((one) => !found.some((other) => isSame(one, other)))];
    const lacked = release.only && (await inTurns(this.#lacked(id, snapshot, facts, hasErrors(warnings))));
    const needs = this.#isForced(release) && !hasErrors(warnings) ? [] : (lacked?.needs ?? []);
    if (lacked && needs.length > 0) return { refused: lacked.diagnostics, needs };
    if (hasErrors(warnings)) return { refused: warnings, needs };
    await turn();
    const { known } = await inTurns(findingAddresses(facts, { at }, data));
    const isStill = () => this.#isStill(release);
    const shelves = new KeptShelves(this.#parts, this.#ofLast('shelves'), isStill);
    const making = { known, shelves, pause: pauses() };
    const made = await makeRelease(this.#parts, release, snapshot, placed, making);
    await inTurns(checkingManifest(made));
    const packs = new Map(made.packs.map((pack) => [pack.name, pack]));
    const { pending } = this.#parts;
    const read = (name: string) => (shelves.waiting.has(name) ? pending.peek(name) : packs.get(name)?.text);
    const memory = new GateMemory((name) => shelves.has(name));
    const site = new Assembled(made.manifest, packsFrom(read), memory);
    await turn();
    const before = this.#ofLast('seen');
    const gate = new Gate(site, { facts, texts: text, now: at, known, before });
    await turn();
    await gate.seen.begin(pauses());
    const note = again ? this.#parts.note : undefined;
    return { id, made, warnings, gate, shelves, note };
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
    return storage.transactionSync(() => {
      const noted = readSnapshot(releases, id);
      if (noted || files.draft !== draft) return noted;
      keepSnapshot(releases, id, draftSnapshot(files));
      return readSnapshot(releases, id);
    });
  }

  /** What the gate saw of the last release that it let pass, or that one's packs of texts, as far as they are kept. */
  #ofLast(section: 'seen' | 'shelves'): string | undefined {
    const { releases, meta } = this.#parts;
    const id = meta.text(SEEN);
    return id !== undefined && releases.has(id, section) ? releases.text(id, section) : undefined;
  }

  /** Keeps what it saw of this one, and its packs of texts, in place of those of the one before. */
  #keepSeen(id: string, seen: string, shelves: string): void {
    const { releases, meta, storage } = this.#parts;
    storage.transactionSync(() => {
      const before = meta.text(SEEN);
      for (const [section, text] of [
        ['seen', seen],
        ['shelves', shelves],
      ] as const) {
        if (before !== undefined) releases.dropSection(before, section);
        releases.saveText(id, section, text);
      }
      meta.set(SEEN, id);
    });
  }

  /** Keeps packs that are not in KV, one after the other; false where the release was cancelled meanwhile. */
  async #keepPacks(release: Release, { packs }: ReleaseOutput, { waiting }: KeptShelves): Promise<boolean> {
    const { stored, pending } = this.#parts;
    const pause = pauses();
    for (const pack of packs) {
      if (waiting.has(pack.name)) continue;
      if (!this.#isStill(release)) return false;
      if (!stored.has(pack.name)) pending.add(pack);
      await pause(PACK);
    }
    return this.#isStill(release);
  }

  /** Keeps what the gate let pass, to be written to KV. */
  #pass(
    release: Release,
    made: ReleaseOutput,
    sum: string,
    pages: readonly PageReport[],
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
      releases.saveText(id, 'pages', JSON.stringify(pages));
      const names = made.packs.map((pack) => pack.name);
      releases.setPacks(id, names);
      releases.setDiagnostics(id, diagnostics);
      releases.setState(id, 'writing');
    });
  }

  /** Whether it is still being checked: someone may have cancelled it while something was waited for. */
  #isStill({ id }: Release): boolean {
    return this.#parts.releases.state(id) === 'checking';
  }
}

/** Warnings of a `raw` that the gate did not see run: what it saw it has said already. */
function notSaid(warnings: readonly Diagnostic[], found: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set(
    found.filter(({ code }) => code === 'unescaped').map(({ message }) => message.split(' ')[0]),
  );
  return warnings.filter(({ code, message }) => code !== RAW_CODE || !seen.has(message.split(' ')[0]));
}

/** Where `links: strict` refuses links that lead nowhere. */
const strictly = (found: Diagnostic): Diagnostic =>
  found.code === MISSING_LINK ? { ...found, severity: 'error' } : found;

const NOT_NOTED = 'an earlier version of Meniscus started it, and the draft has changed since; publish again';

function refusedFor(reason: string | undefined, diagnostics: readonly Diagnostic[]): Refused {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  return { reason: reason ?? (first && placed(first)) ?? 'the site has errors', diagnostics };
}

/** The message of a finding with its place, as a list of releases shows it: without a line where it is about all of a file. */
function placed({ path, start, end, message }: Diagnostic): string {
  if (path === undefined) return message;
  return end.offset === 0 ? `${path}: ${message}` : `${path}:${start.line}: ${message}`;
}

/** Whether two findings are one: a text that is compiled again where it is placed gives its findings again. */
function isSame(one: Diagnostic, other: Diagnostic): boolean {
  return one.path === other.path && one.code === other.code && one.start.offset === other.start.offset;
}
