import * as z from 'zod/mini';
import { WHOLE_FORMAT } from '../../schema/format.ts';
import {
  assetSchema,
  headSchema,
  madeSchema,
  madeTableSchema,
  type PageRecord,
  type Place,
  pageSchema,
  routeSchema,
  spellingSchema,
  textSchema,
} from '../../schema/manifest.ts';
import { residualKey } from '../../schema/residual.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import { inOneGo } from '../in-one-go.ts';
import type { Meant, ReleaseOutput } from './assemble.ts';
import { checkShort } from './check-short.ts';

/**
 * Checks a release as readers will have it, from the bytes that storage keeps: every record by its schema, the order
 * that the reader's search relies on, and that the text at each place is, byte for byte, what was meant to be there.
 * Throws an Error that names the key at fault: a release that readers could not read never goes live.
 */
export const checkManifest = (made: ReleaseOutput): void => inOneGo(checkingManifest(made));

/** The same with pauses. One pack's text is in memory at a time. `checked` is a release with the same packs, which were looked at then. */
export function* checkingManifest(
  { manifest, packs, meant }: ReleaseOutput,
  checked?: Pick<ReleaseOutput, 'packs'>,
): Generator<void> {
  const text = stored(manifest);
  const headEnd = text.indexOf('\n');
  const head = parse('the head', headSchema, text.slice(0, headEnd));
  if (head.format !== WHOLE_FORMAT || head.cut !== undefined)
    throw new Error('the head says in its format, or otherwise, that it is not the whole release');
  const bodyStart = headEnd + 1 + head.index;
  const left = new Set(meant.keys());
  const placed = new Map<number, Placed[]>();
  let looked = 0;
  for (const [key, json] of linesOf(text.slice(headEnd + 1, bodyStart))) {
    const row = key.startsWith('made/') ? parse(key, madeSchema, json) : undefined;
    // Of rows only those say more, whose bodies are in the manifest: packs of bodies are no packs of programs.
    if (row && row[0] === 0) listIn(placed, 0).push({ key, at: [0, row[1], row[2]], bytes: row[3] });
    else if (key.startsWith('made:')) parse(key, madeTableSchema, json);
    if (key.startsWith('made')) continue;
    const record = parse(key, schemaOf(key), json);
    const ready = 'ready' in record ? record.ready : undefined;
    const at = 'at' in record ? record.at : ready?.at;
    if (at) listIn(placed, at[0]).push({ key, at, bytes: ready?.bytes });
    const residual = key.startsWith('pages/') ? (record as PageRecord).residual : undefined; // as schemaOf has it
    if (residual)
      listIn(placed, residual.at[0]).push({ key: residualKey(key), at: residual.at, bytes: undefined });
    if (++looked % LINES === 0) yield;
  }
  let units = 0;
  for (const [pack, records] of [...placed].sort(([a], [b]) => a - b)) {
    const known = packs[pack - 1];
    if (pack > 0 && (packs === checked?.packs || (known && known.hash === undefined))) {
      const units = records.reduce((sum, { at: [, , length] }) => sum + length, 0);
      if (units !== known?.units)
        throw new Error(`the pack ${pack} has ${known?.units} units, and not ${units}`);
      for (const { key } of records) left.delete(key);
      continue;
    }
    const body = pack === 0 ? text.slice(bodyStart) : stored(packs[pack - 1]?.text ?? '');
    for (const { key, at, bytes } of records) {
      const found = textAt(key, at, body);
      if (found !== textMeant(meant.get(key)))
        throw new Error(`the text of ${key} is not what it was made to be`);
      if (bytes !== undefined && bytes !== utf8Length(found))
        throw new Error(`the text of ${key} has other bytes than its record says`);
      left.delete(key);
    }
    units += body.length;
    if (units < UNITS) continue;
    units = 0;
    yield;
  }
  for (const key of left) throw new Error(`nothing says where the text of ${key} is`);
  checkShort(text);
}

/** A text that was meant, made where it is not there. */
export const textMeant = (meant: Meant | undefined): string | undefined =>
  typeof meant === 'string' ? meant : meant?.code;

/** Lines that are looked at between two pauses. */
const LINES = 500;
/** UTF-16 units of packs, likewise. */
const UNITS = 1024 * 1024;

interface Placed {
  readonly key: string;
  readonly at: Place;
  /** Of a page that was made at publish. */
  readonly bytes: number | undefined;
}

function listIn(placed: Map<number, Placed[]>, pack: number): Placed[] {
  const list = placed.get(pack) ?? [];
  placed.set(pack, list);
  return list;
}

/** A text after its way through storage, which keeps UTF-8 and drops a byte order mark at the start. */
function stored(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

/** The key and the JSON of each line of an index. */
function* linesOf(index: string): Generator<readonly [key: string, json: string]> {
  let before = '';
  for (const line of index.split('\n').slice(0, -1)) {
    const tab = line.indexOf('\t');
    const key = line.slice(0, tab);
    if (key <= before) throw new Error(`the index is not in order at ${key}`);
    before = key;
    yield [key, line.slice(tab + 1)];
  }
}

function schemaOf(key: string) {
  if (key.startsWith('/')) return routeSchema;
  if (/^(?:assets|public)\//.test(key)) return z.union([assetSchema, spellingSchema]);
  return key.startsWith('pages/') ? pageSchema : textSchema;
}

function textAt(key: string, [pack, start, length]: Place, body: string): string {
  if (start + length > body.length) throw new Error(`the text of ${key} lies outside pack ${pack}`);
  return body.slice(start, start + length);
}

function parse<T extends z.core.$ZodType>(key: string, schema: T, json: string): z.output<T> {
  const parsed = z.safeParse(schema, JSON.parse(json));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `the record of ${key} is not as it should be at ${issue?.path.join('.')}: ${issue?.message}`,
  );
}
