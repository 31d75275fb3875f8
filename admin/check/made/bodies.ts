import { fingerprint } from '../../../release/etag.ts';
import { LIMITS } from '../../../schema/limits.ts';
import type { MadeRow } from '../../../schema/made/row.ts';
import type { Known } from '../../../site/addresses/address.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import { Numbers } from '../../../site/numbers.ts';
import type { ReleaseOutput } from '../../../site/release/assemble.ts';
import { addRows } from '../../../site/release/made/add.ts';
import { type KeptBodies, writeKept } from '../../../site/release/made/kept.ts';
import { layRows, standingRows } from '../../../site/release/made/lay.ts';
import { packOf, pageOf, RowColumns } from '../../../site/release/made/row-columns.ts';
import { JoinedRows, type KeptRow } from '../../../site/release/made/row-texts.ts';
import { ReadyPages } from '../../../site/release/ready.ts';
import { Turns, turn } from '../../store/renders.ts';
import type { Assembled } from '../assembled.ts';
import { isForAll } from '../ready-pages.ts';
import { FIXED, tryRender, workOf } from '../render-page.ts';
import { inputOf, runsOf, type Subject, subjectAt } from '../runs.ts';
import { inlineOf, numbersOf } from './before.ts';
import type { BodiesSources, MadeBodies } from './bodies-sources.ts';
import { FoundBodies } from './found.ts';
import { HeldTexts } from './held.ts';
import { digestOf, Packing } from './packing.ts';
import { isServed, routesOf } from './served.ts';

/** Pages that may use all writes of a day. The others leave a fifth of them, so that a later release of that day has some for its first. */
const FIRST = 300;
const LEFT_FOR_FIRST = 1 / 5;
/** Work in one slice, and to plan one body, in operations: see the gate. */
const [SLICE, PLANNED] = [10_000_000, 20];

/**
 * Bodies of pages that are the same for all visitors. What comes first goes into the manifest; of the others, those that are stored stay where they
 * are, and those that changed go into new packs, as far as the day's writes to KV go.
 */
export class Bodies {
  readonly #site: Assembled;
  readonly #sources: BodiesSources;
  readonly #before: KeptBodies;
  /** Rows of bodies that are new. */
  readonly #rows: RowColumns;
  readonly #packing: Packing;
  readonly #found: FoundBodies;
  readonly #turns = new Turns();
  /** Numbers of bodies that go into the manifest, with their texts once they are made. */
  readonly #inline = new Map<number, string>();
  /** Texts of bodies that are not stored, until it is known which are made. */
  readonly #held: HeldTexts;
  /** UTF-16 units of all bodies. */
  #units = 0;
  #inlineBefore: string | undefined;
  #first: ReadonlySet<number> = new Set();
  #todo: ReturnType<Numbers['all']> | undefined;
  #done = 0;
  #left = 0;

  constructor(site: Assembled, sources: BodiesSources) {
    this.#site = site;
    this.#sources = sources;
    this.#before = sources.before;
    this.#rows = new RowColumns(numbersOf(sources.places));
    this.#packing = new Packing(sources.store, this.#rows);
    this.#found = new FoundBodies(sources.places);
    this.#held = new HeldTexts(sources.store.aside, (place) => this.#isWanted(place));
  }

  /** Takes a page that was rendered as given. */
  async offer(subject: Subject, text: string): Promise<void> {
    const was = this.#stored(subject);
    // One of another length is another: most that changed need no digest, and those that are packed get theirs then.
    const isSame = was?.row[2] === text.length;
    this.#find(subject, text.length, isSame && was.digest === (await digestOf(text)), text);
  }

  /** Known addresses in the order of their bodies. */
  get order(): KnownList {
    return this.#sources.places.order;
  }

  /**
   * Takes a page at a known address that is made of the same as in the release before; `like` is its subject at any, and `number` its own in `order`.
   * What it gives is to be waited for.
   */
  again(
    like: Subject,
    known: Known,
    bytes: number,
    number = this.#sources.places.of(known.path),
  ): Promise<void> | undefined {
    const { rows } = this.#before;
    const was = number !== undefined && rows.of ? rows.of(number, known) : rows.get(known.path);
    if (was !== undefined && packOf(was) === 0) return this.#againInline(subjectAt(like, known), bytes);
    const isStored = was !== undefined && this.#isStored(was, like.page);
    this.#found.addKnown(like, known, { units: bytes, isStored, number });
    this.#units += bytes;
    return undefined;
  }

  async #againInline(subject: Subject, bytes: number): Promise<void> {
    const text = await this.#textBefore(pathOf(subject));
    this.#find(subject, text?.length ?? bytes, false, text);
  }

  #find(subject: Subject, units: number, isStored: boolean, text: string | undefined): void {
    this.#found.add(subject, units, isStored);
    this.#units += units;
    if (!isStored && text !== undefined) this.#held.add(pathOf(subject), this.#placeOf(subject), text);
  }

  #placeOf({ known }: Subject): number {
    return known ? (this.#sources.places.of(known.path) ?? Number.POSITIVE_INFINITY) : -1;
  }

  /** Whether a body of this place is likely to be made, from what is known of the others by now. */
  #isWanted(place: number): boolean {
    const { left } = this.#sources.writes;
    const packs = place < FIRST ? left : left - this.#leftForFirst;
    const room = LIMITS.readyCharacters + Math.max(0, packs) * LIMITS.bodiesPack;
    const { count, stored } = this.#found;
    const each = this.#units / count;
    const isFresh = (count - stored) / count;
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

  /** Where the body of this page at its address is stored. */
  #stored(subject: Subject): KeptRow | undefined {
    const was = this.#before.rows.get(pathOf(subject));
    return was && this.#isStored(was, subject.page) ? was : undefined;
  }

  #isStored(was: KeptRow, page: string): boolean {
    const pack = packOf(was);
    return pack !== 0 && pageOf(was) === page && this.#sources.store.isStored(pack);
  }

  /** Does a slice of what is left to do once all pages are known. Returns whether all is done. */
  async slice(): Promise<boolean> {
    this.#todo ??= await this.#plan();
    for (let work = 0; work < SLICE; ) {
      const number = this.#todo[this.#done++];
      if (number === undefined) {
        await this.#packing.close();
        this.#held.clear();
        return true;
      }
      work += await this.#make(number);
    }
    return false;
  }

  /** Decides what goes into the manifest and what stays where it is; gives what has to be made, in order. */
  async #plan(): Promise<ReturnType<Numbers['all']>> {
    const found = this.#found;
    const { left } = this.#sources.writes;
    const isMoved = (await routesOf(this.#site)) !== this.#before.routes;
    const all = found.inOrder();
    this.#first = new Set(all.subarray(0, FIRST));
    const isSmall = this.#units <= LIMITS.readyCharacters;
    let room: number = isSmall || left < 1 ? LIMITS.readyCharacters : LIMITS.readyBesidePacks;
    const todo = new Numbers();
    for (const number of all) {
      await this.#turns.spent(PLANNED);
      const units = found.unitsOf(number);
      const is = found.isStored(number);
      if (is && isMoved && !(await this.#isServed(number))) continue;
      // A body that is in a pack stays there, and entries are not pushed out of the manifest by newer ones.
      if (units <= room && (isSmall || (!is && (left < 1 || found.isOwn(number))))) {
        room -= units;
        this.#inline.set(number, '');
        todo.push(number);
      } else if (is) found.goOn(number);
      else todo.push(number);
    }
    return todo.all();
  }

  async #isServed(number: number): Promise<boolean> {
    await this.#turns.spent(FIXED);
    const { known } = this.#found.subjectOf(number);
    return known === undefined || isServed(this.#site, known);
  }

  /** Makes a body ready for the manifest or for a pack. Gives what that took, in operations. */
  async #make(number: number): Promise<number> {
    const isInline = this.#inline.has(number);
    if (!isInline && !this.#mayWrite(number)) {
      this.#left += 1;
      return 1;
    }
    const subject = this.#found.subjectOf(number);
    const path = pathOf(subject);
    const held = this.#held.take(path);
    const { text, work } = held === undefined ? await this.#render(subject) : { text: held, work: FIXED };
    await this.#turns.spent(work);
    if (text === undefined || !(this.#found.isStored(number) || (await this.#isServed(number))))
      this.#inline.delete(number);
    else if (isInline) this.#inline.set(number, text);
    else await this.#packing.add({ path, page: subject.page, text });
    return work;
  }

  /** Whether the day has a write for it, or the pack that is open has room. */
  #mayWrite(number: number): boolean {
    if (this.#packing.fits(this.#found.unitsOf(number))) return true;
    const kept = this.#first.has(number) ? 0 : this.#leftForFirst;
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
    const found = this.#found;
    const ready = new ReadyPages();
    const inline = await this.#inManifest(ready);
    const goesOn = (path: string, row?: KeptRow) => found.goesOn(path, row);
    const rows = new JoinedRows(this.#before.rows, { count: found.goingOn, goesOn }, this.#rows);
    const whole = await ready.addTo(made, fingerprint);
    const laid = layRows(rows, this.#before);
    await turn();
    const tables = laid.tables ? await this.#tables(laid.tables) : this.#before.tables;
    const packs = new Set<string>();
    const flagged = new Set<string>();
    for (const [path, row] of rows) {
      const pack = packOf(row);
      if (pack !== 0) packs.add(pack);
      // Routes whose page is in a pack, and pages of whose known addresses some are.
      const key = found.keyOf(path, row);
      if (key !== undefined) flagged.add(key);
    }
    await turn();
    return {
      made: rows.size + tables.length === 0 ? whole : addRows(whole, { ...laid, tables, inline, flagged }),
      packs: [...packs, ...tables.map(([name]) => name)],
      count: { all: found.count, left: this.#left },
      kept: writeKept(
        { routes: await routesOf(this.#site), tables, gone: laid.gone },
        standingRows(rows, laid),
      ),
    };
  }

  /** Texts and rows of known addresses in the manifest; other pages there go to `ready`. */
  async #inManifest(ready: ReadyPages) {
    const inline = new Map<string, string>();
    let at = 0;
    for (const [number, text] of this.#inline) {
      const { known, pattern, page } = this.#found.subjectOf(number);
      if (!known) {
        ready.add(pattern, text);
        continue;
      }
      const { bytes, etag } = await fingerprint(text);
      inline.set(known.path, text);
      const row: MadeRow = [0, at, text.length, bytes, etag, page];
      this.#rows.add(known.path, { row, digest: await digestOf(text), standing: 'new' });
      at += text.length;
    }
    return inline;
  }

  async #tables(texts: Iterable<string>): Promise<[string, number][]> {
    const tables: [string, number][] = [];
    for (const text of texts) tables.push([await this.#packing.pack(text), text.length]);
    return tables;
  }
}

const pathOf = ({ known, pattern }: Subject): string => known?.path ?? pattern;
