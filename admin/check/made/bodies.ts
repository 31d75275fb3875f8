import { fingerprint } from '../../../release/etag.ts';
import { LIMITS } from '../../../schema/limits.ts';
import type { ReleaseOutput } from '../../../site/release/assemble.ts';
import { addRows } from '../../../site/release/made/add.ts';
import { type KeptBodies, type KeptRow, readKept, writeKept } from '../../../site/release/made/kept.ts';
import { layRows } from '../../../site/release/made/lay.ts';
import { ReadyPages } from '../../../site/release/ready.ts';
import { Turns } from '../../store/renders.ts';
import type { Assembled } from '../assembled.ts';
import { isForAll } from '../ready-pages.ts';
import { FIXED, tryRender, workOf } from '../render-page.ts';
import { inputOf, runsOf, type Subject } from '../runs.ts';
import { inlineOf, stored } from './before.ts';
import { HeldTexts } from './held.ts';
import { type BodiesStore, digestOf, Packing } from './packing.ts';
import { comparePlaces } from './rank.ts';
import { isServed, routesOf } from './served.ts';

/** Pages that may use all writes of a day. The others leave a fifth of them, so that a later release of that day has some for its first. */
const FIRST = 300;
const LEFT_FOR_FIRST = 1 / 5;
/** Work in one slice, in operations: see the gate. */
const SLICE = 10_000_000;

/** A page that is the same for all requests of its address. */
interface Body {
  readonly subject: Subject;
  readonly path: string;
  /** See placesOf. */
  readonly place: number;
  /** UTF-16 units, or as many bytes. */
  readonly units: number;
  /** Of one that was made before. */
  readonly digest: string | undefined;
  /** Of one that goes into the manifest. */
  text?: string | undefined;
  /** Where it is already, from a release before. */
  readonly is: KeptRow | undefined;
}

/** What bodies are made with. */
export interface BodiesSources {
  readonly now: number;
  /** See placesOf. */
  readonly places: ReadonlyMap<string, number>;
  readonly store: BodiesStore;
  /** Packs that may be written today. */
  readonly writes: { readonly left: number; readonly ofDay: number };
  /** What the release before kept, and its manifest. */
  readonly before: string | undefined;
  readonly manifest: () => string | undefined;
}

/** What came of it. */
export interface MadeBodies {
  readonly made: ReleaseOutput;
  /** All packs of bodies and tables that the release is made of. */
  readonly packs: readonly string[];
  readonly writes: number;
  /** Pages that could have been made, and how many of them are not. */
  readonly count: { readonly all: number; readonly left: number };
  /** For the next release. */
  readonly kept: string;
}

/**
 * Bodies of pages that are the same for all visitors. What comes first goes into the manifest; of the others, those that are stored stay where they
 * are, and those that changed go into new packs, as far as the day's writes to KV go.
 */
export class Bodies {
  readonly #site: Assembled;
  readonly #sources: BodiesSources;
  readonly #before: KeptBodies;
  readonly #packing: Packing;
  readonly #found = new Map<string, Body>();
  readonly #turns = new Turns();
  readonly #inline = new Map<string, Body>();
  readonly #rows = new Map<string, KeptRow>();
  /** Texts of bodies that are not stored, until it is known which are made. */
  readonly #held: HeldTexts;
  /** UTF-16 units of all bodies, and how many are not stored. */
  #units = 0;
  #fresh = 0;
  #inlineBefore: string | undefined;
  #first: ReadonlySet<Body> = new Set();
  #todo: Body[] | undefined;
  #left = 0;

  constructor(site: Assembled, sources: BodiesSources) {
    this.#site = site;
    this.#sources = sources;
    this.#before = stored(readKept(sources.before), sources.store);
    this.#packing = new Packing(sources.store);
    this.#held = new HeldTexts(sources.store.aside, (place) => this.#isWanted(place));
  }

  /** Takes a page that was rendered as given. */
  async offer(subject: Subject, text: string): Promise<void> {
    const path = pathOf(subject);
    const was = this.#before.rows.get(path);
    const digest = was && (await digestOf(text));
    const is = digest !== undefined && was?.digest === digest ? this.#stored(path, subject.page) : undefined;
    this.#find({ subject, path, place: this.#placeOf(subject), units: text.length, digest, is }, text);
  }

  /** Takes a page that is made of the same as in the release before. */
  async again(subject: Subject, bytes: number): Promise<void> {
    const path = pathOf(subject);
    const is = this.#stored(path, subject.page);
    const text = is ? undefined : await this.#textBefore(path);
    const units = text?.length ?? bytes;
    this.#find({ subject, path, place: this.#placeOf(subject), units, digest: is?.digest, is }, text);
  }

  #find(body: Body, text: string | undefined): void {
    const { path, place, units, is } = body;
    this.#found.set(path, body);
    this.#units += units;
    if (is) return;
    this.#fresh += 1;
    if (text !== undefined) this.#held.add(path, place, text);
  }

  #placeOf({ known }: Subject): number {
    return known ? (this.#sources.places.get(known.path) ?? Number.POSITIVE_INFINITY) : -1;
  }

  /** Whether a body of this place is likely to be made, from what is known of the others by now. */
  #isWanted(place: number): boolean {
    const { left } = this.#sources.writes;
    const packs = place < FIRST ? left : left - this.#leftForFirst;
    const room = LIMITS.readyCharacters + Math.max(0, packs) * LIMITS.bodiesPack;
    const each = this.#units / this.#found.size;
    const isFresh = this.#fresh / this.#found.size;
    return place * each * isFresh <= room;
  }

  /** Without a limit there is nothing to leave. */
  get #leftForFirst(): number {
    const { left, ofDay } = this.#sources.writes;
    return left === Number.POSITIVE_INFINITY ? 0 : ofDay * LEFT_FOR_FIRST;
  }

  /** A body that was in the manifest before: such bodies are at its end. */
  async #textBefore(path: string): Promise<string | undefined> {
    const was = this.#before.rows.get(path);
    if (was?.row[0] !== 0) return undefined;
    this.#inlineBefore ??= inlineOf(this.#before, this.#sources.manifest() ?? '');
    const [, at, length] = was.row;
    const text = this.#inlineBefore.slice(at, at + length);
    return (await digestOf(text)) === was.digest ? text : undefined;
  }

  /** Where the body of this page at this address is stored. */
  #stored(path: string, page: string): KeptRow | undefined {
    const was = this.#before.rows.get(path);
    return was && was.row[0] !== 0 && was.row[5] === page && this.#sources.store.isStored(was.row[0])
      ? was
      : undefined;
  }

  /** Does a slice of what is left to do once all pages are known. Returns whether all is done. */
  async slice(): Promise<boolean> {
    this.#todo ??= (await this.#plan()).reverse();
    for (let work = 0; work < SLICE; ) {
      const body = this.#todo.pop();
      if (!body) {
        await this.#packing.close();
        this.#held.clear();
        return true;
      }
      work += await this.#make(body);
    }
    return false;
  }

  /** Decides what goes into the manifest and what stays where it is; gives what has to be made, in order. */
  async #plan(): Promise<Body[]> {
    const { left } = this.#sources.writes;
    const isMoved = (await routesOf(this.#site)) !== this.#before.routes;
    const all = [...this.#found.values()].sort(comparePlaces);
    this.#first = new Set(all.slice(0, FIRST));
    const total = all.reduce((sum, { units }) => sum + units, 0);
    const isSmall = total <= LIMITS.readyCharacters;
    let room: number = isSmall || left < 1 ? LIMITS.readyCharacters : LIMITS.readyBesidePacks;
    const todo: Body[] = [];
    for (const body of all) {
      const { path, units, is, subject, place } = body;
      if (is && isMoved && !(await this.#isServed(subject))) continue;
      // A body that is in a pack stays there, and entries are not pushed out of the manifest by newer ones.
      if (units <= room && (isSmall || (!is && (left < 1 || place < 0)))) {
        room -= units;
        this.#inline.set(path, body);
        todo.push(body);
      } else if (is) this.#rows.set(path, is);
      else todo.push(body);
    }
    return todo;
  }

  async #isServed({ known }: Subject): Promise<boolean> {
    await this.#turns.spent(FIXED);
    return known === undefined || isServed(this.#site, known);
  }

  /** Makes a body ready for the manifest or for a pack. Gives what that took, in operations. */
  async #make(body: Body): Promise<number> {
    const { path, subject } = body;
    const isInline = this.#inline.has(path);
    if (!isInline && !this.#mayWrite(body)) {
      this.#left += 1;
      return 1;
    }
    const held = this.#held.take(path);
    const { text, work } = held === undefined ? await this.#render(subject) : { text: held, work: FIXED };
    body.text = isInline ? text : undefined;
    await this.#turns.spent(work);
    if (text === undefined || !(body.is || (await this.#isServed(subject)))) this.#inline.delete(path);
    else if (!isInline) await this.#packing.add({ path, page: subject.page, text, digest: body.digest });
    return work;
  }

  /** Whether the day has a write for it, or the pack that is open has room. */
  #mayWrite(body: Body): boolean {
    if (this.#packing.fits(body.units)) return true;
    const kept = this.#first.has(body) ? 0 : this.#leftForFirst;
    return this.#packing.begun < this.#sources.writes.left - kept;
  }

  async #render(subject: Subject): Promise<{ text: string | undefined; work: number }> {
    const [run] = runsOf(subject);
    const outcome = run && (await tryRender(this.#site, inputOf(subject, run, this.#sources.now)));
    if (!outcome) return { text: undefined, work: FIXED };
    const text = isForAll(subject, outcome) ? outcome.rendered.body : undefined;
    return { text, work: workOf(this.#site, outcome) };
  }

  /** Puts all of it into the release that was made. */
  async addTo(made: ReleaseOutput): Promise<MadeBodies> {
    const ready = new ReadyPages();
    const inline = new Map<string, string>();
    const lines = new Map<string, KeptRow>();
    let at = 0;
    for (const [path, { subject, text = '' }] of this.#inline) {
      if (!subject.known) {
        ready.add(path, text);
        continue;
      }
      const { bytes, etag } = await fingerprint(text);
      inline.set(path, text);
      lines.set(path, { row: [0, at, text.length, bytes, etag, subject.page], digest: await digestOf(text) });
      at += text.length;
    }
    const rows = new Map([...this.#rows, ...this.#packing.rows, ...lines]);
    const whole = await ready.addTo(made, fingerprint);
    const laid = layRows(rows, this.#before);
    const tables = laid.tables ? await this.#tables(laid.tables) : this.#before.tables;
    const packs = new Set([...rows.values()].flatMap(({ row: [pack] }) => (pack === 0 ? [] : [pack])));
    const kept = new Map(
      [...rows].map(([path, row]) => [path, { ...row, standing: laid.standing.get(path) ?? 'new' }]),
    );
    return {
      made:
        rows.size + tables.length === 0
          ? whole
          : addRows(whole, { ...laid, tables, inline, flagged: this.#flagged(rows) }),
      packs: [...packs, ...tables.map(([name]) => name)],
      writes: this.#packing.writes,
      count: { all: this.#found.size, left: this.#left },
      kept: writeKept({ routes: await routesOf(this.#site), tables, rows: kept, gone: laid.gone }),
    };
  }

  async #tables(texts: readonly string[]): Promise<[string, number][]> {
    const tables: [string, number][] = [];
    for (const text of texts) tables.push([await this.#packing.pack(text), text.length]);
    return tables;
  }

  /** Routes whose page is in a pack, and pages of whose known addresses some are. */
  #flagged(rows: ReadonlyMap<string, KeptRow>): Set<string> {
    const flagged = new Set<string>();
    for (const path of rows.keys()) {
      const subject = this.#found.get(path)?.subject;
      if (subject) flagged.add(subject.known ? subject.page : path);
    }
    return flagged;
  }
}

const pathOf = ({ known, pattern }: Subject): string => known?.path ?? pattern;
