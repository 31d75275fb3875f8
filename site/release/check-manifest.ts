import * as z from 'zod/mini';
import {
  assetSchema,
  headSchema,
  type Place,
  pageSchema,
  routeSchema,
  spellingSchema,
  textSchema,
} from '../../schema/manifest.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import type { ReleaseOutput } from './assemble.ts';

/**
 * Checks a release as readers will have it, from the bytes that storage keeps: every record by its schema, the order
 * that the reader's search relies on, and that the text at each place is, byte for byte, what was meant to be there.
 * Throws an Error that names the key at fault: a release that readers could not read never goes live.
 */
export function checkManifest({ manifest, packs, meant }: ReleaseOutput): void {
  const text = stored(manifest);
  const headEnd = text.indexOf('\n');
  const head = parse('the head', headSchema, text.slice(0, headEnd));
  const bodyStart = headEnd + 1 + head.index;
  const bodies = [text.slice(bodyStart), ...packs.map((pack) => stored(pack.text))];
  const left = new Set(meant.keys());
  for (const [key, json] of linesOf(text.slice(headEnd + 1, bodyStart))) {
    const record = parse(key, schemaOf(key), json);
    const at = 'at' in record ? record.at : 'ready' in record ? record.ready?.at : undefined;
    if (!at) continue;
    const found = textAt(key, at, bodies);
    if (found !== meant.get(key)) throw new Error(`the text of ${key} is not what it was made to be`);
    if ('ready' in record && record.ready?.bytes !== utf8Length(found))
      throw new Error(`the text of ${key} has other bytes than its record says`);
    left.delete(key);
  }
  for (const key of left) throw new Error(`nothing says where the text of ${key} is`);
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

function textAt(key: string, [pack, start, length]: Place, bodies: readonly string[]): string {
  const body = bodies[pack];
  if (body === undefined || start + length > body.length)
    throw new Error(`the text of ${key} lies outside pack ${pack}`);
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
