import { ProblemError } from '../../../schema/api/problem.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import type { SweepRelease } from '../releasing/sweep-plan.ts';
import { first } from '../rows/first.ts';
import { cutParts } from '../rows/parts.ts';

/** `checking -> writing -> ready -> live`, or `failed`. A release that was live once stays `live` in this sense. */
export type ReleaseState = 'checking' | 'writing' | 'ready' | 'live' | 'failed';

/**
 * The long texts of a release: its manifest and the SHA-256 of that, its files' hashes, its assets until the manifest has
 * them, what the gate measured of its pages and what it saw of them (`seen`, and of each in `looked`), its packs of texts, its bodies, and which paths it took from the draft.
 */
export type Section =
  | 'manifest'
  | 'sum'
  | 'files'
  | 'assets'
  | 'pages'
  | 'only'
  | 'left'
  | 'seen'
  | 'looked'
  | 'shelves'
  | 'bodies';

/** Of a release that took only some paths from the draft: which, and what else of the draft was not live then. */
export interface Only {
  readonly paths: Paths;
  readonly unpublished: Paths;
  /** What those paths lacked; for this it failed. */
  readonly needs?: readonly string[];
}

export interface Paths {
  readonly count: number;
  /** The first 20 of them. */
  readonly first: readonly string[];
}

export interface Release {
  readonly id: string;
  /** Counts from 1. A try that failed has the number of the next. */
  readonly version: number;
  readonly state: ReleaseState;
  /** Why it failed, or what it waits for. */
  readonly reason: string | null;
  readonly message: string;
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly liveAt: number | null;
  /** The draft's count of changes that it was made from. */
  readonly draft: number;
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Tries of the current step that KV refused. */
  readonly attempts: number;
  /** Null for a release of the whole draft. */
  readonly only: Only | null;
}

type Row = Record<'id' | 'message' | 'author' | 'diagnostics' | 'state', string> &
  Record<'version' | 'created' | 'draft' | 'files' | 'attempts', number> & {
    reason: string | null;
    number: number | null;
    live_at: number | null;
    left_at: number | null;
    only_text: string | null;
  };

/** Of a release that is being made: what the index `releases_unfinished` has. */
const UNFINISHED = "state IN ('checking', 'writing', 'ready')";

/** All but the names of packs, which are long, and only a sweep asks for. */
const SELECT = `SELECT id, version, state, reason, message, author, created, live_at, left_at, draft, files, diagnostics, attempts, number,
  (SELECT text FROM release_parts INDEXED BY release_only WHERE release = releases.id AND section = 'only' AND part = 0) AS only_text
  FROM releases`;

/** The site's releases, newest last, with their long texts. */
export class Releases {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get(id: string): Release | undefined {
    const row = first(this.#sql.exec<Row>(`${SELECT} WHERE id = ?`, id));
    return row && toRelease(row);
  }

  /** Asked for often. Of one that is being made, only the index of these is read: to find a row by its id, SQLite reads all of the row, with its long columns. */
  state(id: string): ReleaseState | undefined {
    const find = (where: string) =>
      first(this.#sql.exec<{ state: ReleaseState }>(`SELECT state FROM releases ${where} id = ?`, id));
    return (find(`INDEXED BY releases_unfinished WHERE ${UNFINISHED} AND`) ?? find('WHERE'))?.state;
  }

  /** Newest first. */
  list(limit: number): Release[] {
    return this.page(limit).releases;
  }

  /** Newest first, those before the cursor `before` only; and the cursor of the next page, null at the end. */
  page(limit: number, before = Number.MAX_SAFE_INTEGER): { releases: Release[]; before: number | null } {
    const query = `${SELECT} WHERE version < ? ORDER BY version DESC LIMIT ?`;
    const rows = this.#sql.exec<Row>(query, before, limit).toArray();
    return {
      releases: rows.map(toRelease),
      before: rows.length === limit ? (rows.at(-1)?.version ?? null) : null,
    };
  }

  /** Releases that were live and whose text is kept, by id from the first after `after` on. */
  idsAfter(after: string, limit: number): string[] {
    const rows = this.#sql.exec<{ id: string }>(
      `SELECT id FROM releases WHERE state = 'live' AND id > ? AND EXISTS
       (SELECT 1 FROM release_parts WHERE release = id AND section = 'manifest') ORDER BY id LIMIT ?`,
      after,
      limit,
    );
    return Array.from(rows, ({ id }) => id);
  }

  /** The one that is being published, if any. */
  unfinished(): Release | undefined {
    const row = first(this.#sql.exec<Row>(`${SELECT} WHERE ${UNFINISHED}`));
    return row && toRelease(row);
  }

  add(release: { id: string; message: string; author: string; draft: number; files: number }): void {
    const { id, message, author, draft, files } = release;
    this.#sql.exec(
      `INSERT INTO releases SELECT ?, COALESCE(MAX(version), 0) + 1, 'checking', NULL, ?, ?, ?, NULL, NULL, ?, ?, '[]', '[]', 0,
       COALESCE(MAX(COALESCE(number, version)), 0) + 1 FROM releases`,
      id,
      message,
      author,
      Date.now(),
      draft,
      files,
    );
  }

  setState(id: string, state: ReleaseState, reason: string | null = null): void {
    this.#sql.exec('UPDATE releases SET state = ?, reason = ?, attempts = 0 WHERE id = ?', state, reason, id);
  }

  /** Gives the number of a release that nobody can have seen to the next; kept as less than nothing. */
  giveBack(id: string): void {
    this.#sql.exec('UPDATE releases SET number = -ABS(COALESCE(number, version)) WHERE id = ?', id);
  }

  setDiagnostics(id: string, diagnostics: readonly Diagnostic[]): void {
    this.#sql.exec(
      'UPDATE releases SET diagnostics = ? WHERE id = ?',
      JSON.stringify(diagnostics.slice(0, 500)),
      id,
    );
  }

  setPacks(id: string, packs: readonly string[]): void {
    this.#sql.exec('UPDATE releases SET packs = ? WHERE id = ?', JSON.stringify(packs), id);
  }

  /** Notes that visitors are on this release since `at`, and have left the one before. */
  setLive(id: string, at: number): void {
    this.#sql.exec(
      "UPDATE releases SET left_at = ? WHERE state = 'live' AND left_at IS NULL AND id <> ?",
      at,
      id,
    );
    this.#sql.exec(
      "UPDATE releases SET state = 'live', reason = NULL, attempts = 0, live_at = ?, left_at = NULL WHERE id = ?",
      at,
      id,
    );
  }

  /** What a sweep decides from, newest first. */
  forSweep(): SweepRelease[] {
    const rows = this.#sql.exec<Pick<Row, 'id' | 'state' | 'created' | 'left_at'> & { packs: string }>(
      'SELECT id, state, created, left_at, packs FROM releases ORDER BY version DESC',
    );
    return Array.from(rows, (row) => ({
      id: row.id,
      finished: row.state === 'live' || row.state === 'failed',
      leftAt: row.state === 'failed' ? row.created : row.left_at,
      packs: JSON.parse(row.packs),
    }));
  }

  drop(id: string): void {
    this.#sql.exec('DELETE FROM releases WHERE id = ?', id);
    this.#sql.exec('DELETE FROM release_parts WHERE release = ?', id);
  }

  /** Drops what only a release that can be live needs. */
  dropText(id: string): void {
    this.#sql.exec("DELETE FROM release_parts WHERE release = ? AND section <> 'only'", id);
  }

  /** Notes which paths it takes from the draft. */
  setOnly(id: string, only: Only): void {
    this.saveText(id, 'only', JSON.stringify(only));
  }

  dropSection(id: string, section: Section): void {
    this.#sql.exec('DELETE FROM release_parts WHERE release = ? AND section = ?', id, section);
  }

  /** Notes that KV refused; gives the number of tries so far. */
  refused(id: string, reason: string): number {
    this.#sql.exec('UPDATE releases SET attempts = attempts + 1, reason = ? WHERE id = ?', reason, id);
    return this.get(id)?.attempts ?? 0;
  }

  saveText(id: string, section: Section, text: string): void {
    this.savePieces(id, section, [text]);
  }

  /** The same with a text that is made as it is kept. Gives the number of the part that would come next. */
  savePieces(id: string, section: Section, pieces: Iterable<string>, from = 0): number {
    let part = from;
    for (const piece of pieces) for (const row of cutParts(piece)) this.savePart(id, section, part++, row);
    return part;
  }

  /** Keeps a part of a section by itself: below 2 MB. */
  savePart(id: string, section: Section, part: number, text: string): void {
    this.#sql.exec('INSERT OR REPLACE INTO release_parts VALUES (?, ?, ?, ?)', id, section, part, text);
  }

  /** `upTo`: with all before it. */
  dropPart(id: string, section: Section, part: number, upTo = false): void {
    const which = `release = ? AND section = ? AND part ${upTo ? '<=' : '='} ?`;
    this.#sql.exec(`DELETE FROM release_parts WHERE ${which}`, id, section, part);
  }

  /** The number of a section's row that has so many before it; undefined where there is none. */
  partBehind(id: string, section: Section, rows: number): number | undefined {
    const all = 'SELECT part FROM release_parts WHERE release = ? AND section = ? ORDER BY part';
    return first(this.#sql.exec<{ part: number }>(`${all} LIMIT 1 OFFSET ?`, id, section, rows))?.part;
  }

  /** The parts from one number up to another, as one text. */
  partsIn(id: string, section: Section, from: number, to: number): string {
    const rows = this.#sql.exec<{ text: string }>(
      'SELECT text FROM release_parts WHERE release = ? AND section = ? AND part >= ? AND part < ? ORDER BY part',
      ...[id, section, from, to],
    );
    return Array.from(rows, (row) => row.text).join('');
  }

  /** The same from the first to the last, each when it is asked for. */
  *pieces(id: string, section: Section): Generator<string> {
    for (let part = 0; ; part++) {
      const piece = this.partsIn(id, section, part, part + 1);
      if (piece === '') return;
      yield piece;
    }
  }

  /** Whether a release's text is (still) kept. */
  has(id: string, section: Section): boolean {
    return this.partBehind(id, section, 0) !== undefined;
  }

  text(id: string, section: Section): string {
    const rows = this.#sql.exec<{ text: string }>(
      'SELECT text FROM release_parts WHERE release = ? AND section = ? ORDER BY part',
      id,
      section,
    );
    const parts = Array.from(rows, (row) => row.text);
    if (parts.length === 0) throw new ProblemError('not_found', `The release ${id} is not kept any more`);
    return parts.join('');
  }
}

function toRelease(row: Row): Release {
  const { id, reason, message, author, created, draft, files, attempts } = row;
  const state = row.state as ReleaseState; // written by setState
  return {
    id,
    version: Math.abs(row.number ?? row.version),
    state,
    reason,
    message,
    author,
    created,
    liveAt: row.live_at,
    draft,
    files,
    attempts,
    diagnostics: JSON.parse(row.diagnostics),
    only: row.only_text === null ? null : JSON.parse(row.only_text), // as setOnly wrote it
  };
}
