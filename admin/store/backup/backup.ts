import { ProblemError } from '../../../schema/api/problem.ts';
import { KEYS } from '../../../schema/keys.ts';
import { isBodies } from '../../../schema/made/keys.ts';
import type { AssetMetadata } from '../../../schema/manifest.ts';
import {
  BACKUP_FORMAT,
  type BackupLine,
  META_KEYS,
  TABLES,
  type Table,
  type WrittenLine,
} from './backup-format.ts';
import { ValueReader } from './values.ts';

/** Rows read from SQLite at a time, of which some are long; and bytes of a value from KV in one line. */
const ROWS = 16;
const LONG_ROWS: ReadonlySet<Table> = new Set(['release_parts']);
const PIECE = 768 * 1024;

interface Source {
  readonly sql: SqlStorage;
  readonly kv: KVNamespace;
  readonly site: string;
  /** What changes whenever anything does. */
  state(): string;
}

/** The whole site as JSON lines: draft, history, releases and their bytes. Fails when it is changed meanwhile. */
export async function* backupLines(source: Source): AsyncGenerator<WrittenLine> {
  const state = source.state();
  let lines = 0;
  for await (const read of allLines(source)) {
    if (source.state() !== state)
      throw new ProblemError('conflict', 'The site changed during the backup. Start again');
    lines += read.length;
    yield* read;
  }
  yield { end: lines };
}

/** Lines that were read at once: what is asked for each of them is dear on a large site. */
async function* allLines({ sql, kv, site }: Source): AsyncGenerator<readonly WrittenLine[]> {
  yield [{ backup: BACKUP_FORMAT, site }];
  const names: { name: string; kind: 'pack' | 'asset' }[] = [];
  for (const table of Object.keys(TABLES) as Table[]) {
    // Object.keys widens the keys of a literal
    for (const read of rows(sql, table)) {
      for (const { name, kind } of table === 'stored' ? read : [])
        names.push({ name: String(name), kind: kind === 'pack' ? 'pack' : 'asset' });
      const kept = table === 'meta' ? read.filter(({ key }) => META_KEYS.some((name) => name === key)) : read;
      yield kept.map((row) => ({ table, row }));
    }
  }
  const values = new Values(kv, sql);
  for (const { name, kind } of names) for await (const line of values.lines(name, kind)) yield [line];
}

type Row = Record<string, string | number | null>;

function* rows(sql: SqlStorage, table: Table): Generator<readonly Row[]> {
  const { columns, order } = TABLES[table];
  const limit = LONG_ROWS.has(table) ? 1 : ROWS;
  // From the last key on, not by OFFSET: that reads again all that it passes over.
  let after: (string | number | null)[] | undefined;
  for (;;) {
    const from = after ? `WHERE (${order}) > (${after.map(() => '?').join()})` : '';
    const query = `SELECT ${columns.join()} FROM ${table} ${from} ORDER BY ${order} LIMIT ${limit}`;
    const found = sql.exec<Row>(query, ...(after ?? [])).toArray();
    yield found;
    const last = found.at(-1);
    if (!last || found.length < limit) return;
    after = order.split(', ').map((key) => last[key] ?? null);
  }
}

/** Values of Workers KV as lines. */
class Values {
  readonly #kv: KVNamespace;
  readonly #sql: SqlStorage;
  readonly #reader = new ValueReader();

  constructor(kv: KVNamespace, sql: SqlStorage) {
    this.#kv = kv;
    this.#sql = sql;
  }

  async *lines(name: string, kind: 'pack' | 'asset'): AsyncGenerator<WrittenLine> {
    const { value, metadata } = await this.#kv.getWithMetadata<AssetMetadata>(KEYS[kind](name), 'stream');
    if (!value) return yield this.#lost(name, kind);
    const type = metadata?.type ?? '';
    for await (const { bytes, last } of this.#reader.pieces(value, PIECE))
      yield { name, kind, type, base64: bytes, last };
  }

  #lost(name: string, kind: 'pack' | 'asset'): BackupLine {
    if (!isBodies(name) && isNeeded(this.#sql, name))
      throw new ProblemError(
        'unavailable',
        `Workers KV has no ${KEYS[kind](name)}; POST /api/repair says what it lost and what to do`,
      );
    return { lost: name, kind, paths: pathsOf(this.#sql, name) };
  }
}

/** Whether the draft or a release has the value: without it they would be damaged. History alone is not worth a backup. */
function isNeeded(sql: SqlStorage, name: string): boolean {
  if (sql.exec('SELECT 1 FROM files WHERE asset = ? LIMIT 1', name).toArray().length > 0) return true;
  let whole = '';
  let of = '';
  // A name may begin in one part of a text and end in the next.
  for (const { release, section, text } of sql.exec<Record<'release' | 'section' | 'text', string>>(
    'SELECT release, section, text FROM release_parts ORDER BY release, section, part',
  )) {
    whole = of === `${release} ${section}` ? whole + text : text;
    of = `${release} ${section}`;
    if (whole.includes(name)) return true;
  }
  return sql.exec('SELECT 1 FROM releases WHERE instr(packs, ?) > 0 LIMIT 1', name).toArray().length > 0;
}

function pathsOf(sql: SqlStorage, name: string): string[] {
  const found = sql.exec<{ path: string }>(
    'SELECT DISTINCT path FROM history WHERE asset = ? ORDER BY path',
    name,
  );
  return found.toArray().map(({ path }) => path);
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** Most values are one piece. */
function joined(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [first] = pieces;
  if (first && pieces.length === 1) return first;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Takes a backup into an empty site, line by line. Bytes go to KV as they come; rows are there for good at the end. */
export class Restore {
  readonly #sql: SqlStorage;
  readonly #kv: KVNamespace;
  #lines = 0;
  #pieces: Uint8Array<ArrayBuffer>[] = [];

  constructor(sql: SqlStorage, kv: KVNamespace) {
    this.#sql = sql;
    this.#kv = kv;
  }

  /** Whether the end has come. */
  async take(line: BackupLine): Promise<boolean> {
    if ('end' in line) return this.#end(line.end);
    if ('failed' in line) throw notBackup(`its making failed: ${line.failed}`);
    if (this.#lines === 0 && !('backup' in line))
      throw notBackup('its first line is not the head of a backup');
    this.#lines += 1;
    if ('backup' in line && line.backup > BACKUP_FORMAT)
      throw notBackup(`it has format ${line.backup}: deploy a newer admin Worker`);
    if ('table' in line) this.#insert(line.table, line.row);
    if ('base64' in line) await this.#piece(line);
    // It is not in KV: what is uploaded again is written there.
    if ('lost' in line) this.#sql.exec('DELETE FROM stored WHERE name = ?', line.lost);
    return false;
  }

  #insert(table: Table, row: Record<string, string | number | null>): void {
    const { columns } = TABLES[table];
    const unknown = Object.keys(row).find((name) => !(columns as readonly string[]).includes(name));
    if (unknown) throw notBackup(`a row of ${table} has the unknown column ${unknown}`);
    const places = columns.map(() => '?').join();
    this.#sql.exec(
      `INSERT OR REPLACE INTO ${table} (${columns.join()}) VALUES (${places})`,
      ...columns.map((name) => row[name] ?? null),
    );
  }

  async #piece(line: Extract<BackupLine, { base64: string }>): Promise<void> {
    this.#pieces.push(decodeBase64(line.base64));
    if (!line.last) return;
    const bytes = joined(this.#pieces);
    this.#pieces = [];
    const metadata: AssetMetadata = { type: line.type, size: bytes.byteLength };
    await this.#kv.put(KEYS[line.kind](line.name), bytes, line.kind === 'asset' ? { metadata } : {});
  }

  #end(lines: number): true {
    if (lines !== this.#lines) throw notBackup(`it should have ${lines} lines, and ${this.#lines} came`);
    return true;
  }
}

/** Empties the tables that a restore fills. */
export function clearTables(sql: SqlStorage): void {
  for (const table of Object.keys(TABLES)) sql.exec(`DELETE FROM ${table}`);
  sql.exec('DELETE FROM compiled');
}

export function notBackup(why: string): ProblemError {
  return new ProblemError('invalid', `This is not a whole backup: ${why}`, { rule: 'backup' });
}
