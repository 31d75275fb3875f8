import * as z from 'zod/mini';
import { assetSchema, headSchema, pageSchema, routeSchema, textSchema } from '../schema/manifest.ts';
import type { ReleaseOutput } from './assemble.ts';

/**
 * Checks a release's text as a whole: every record by its schema, the order that the reader's search relies on, and
 * that each record's text lies in its pack. Throws an Error that names the key at fault: a release that readers could
 * not read never goes live.
 */
export function checkManifest({ manifest: text, packs }: ReleaseOutput): void {
  const headEnd = text.indexOf('\n');
  const head = parse('the head', headSchema, text.slice(0, headEnd));
  const bodyStart = headEnd + 1 + head.index;
  const lengths = [text.length - bodyStart, ...packs.map((pack) => pack.text.length)];
  let before = '';
  for (const line of text
    .slice(headEnd + 1, bodyStart)
    .split('\n')
    .slice(0, -1)) {
    const tab = line.indexOf('\t');
    const key = line.slice(0, tab);
    if (key <= before) throw new Error(`the index is not in order at ${key}`);
    before = key;
    const record = parse(key, schemaOf(key), line.slice(tab + 1));
    if ('at' in record) checkPlace(key, record.at, lengths);
    if ('ready' in record && record.ready) checkPlace(key, record.ready.at, lengths.slice(0, 1));
  }
}

function schemaOf(key: string) {
  if (key.startsWith('/')) return routeSchema;
  if (key.startsWith('assets/')) return assetSchema;
  return key.startsWith('pages/') ? pageSchema : textSchema;
}

function checkPlace(
  key: string,
  [pack, start, length]: readonly [number, number, number],
  lengths: readonly number[],
): void {
  if (start + length > (lengths[pack] ?? -1)) throw new Error(`the text of ${key} lies outside pack ${pack}`);
}

function parse<T extends z.core.$ZodType>(key: string, schema: T, json: string): z.output<T> {
  const parsed = z.safeParse(schema, JSON.parse(json));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `the record of ${key} is not as it should be at ${issue?.path.join('.')}: ${issue?.message}`,
  );
}
