import {
  type CollectionTag,
  type Document,
  isMap,
  isScalar,
  type Pair,
  parseDocument,
  type ScalarTag,
  stringify,
  type YAMLMap,
} from 'yaml';
import { messageOf } from '../../../schema/message-of.ts';
import { own } from '../../../schema/own.ts';
import { isRecord } from '../../../schema/record.ts';

/** Data as YAML holds it; dates are the texts that they are written as. */
export type Data = Record<string, unknown>;

export interface YamlText {
  readonly data: unknown;
  readonly document: Document;
  readonly error?: string;
  /** What was read: with spaces for tabs that no other reader takes. */
  readonly text: string;
}

/** Reads YAML as Ruby does: version 1.1, where `yes` and `no` are booleans and the last of two equal keys counts. */
export function readRubyYaml(text: string): YamlText {
  const read = readOnce(text);
  // Ruby's reader takes a tab at the start of a line of a text in quotes.
  return read.error === undefined || !/^ *\t/m.test(text)
    ? read
    : readOnce(text.replace(/^[ \t]*\t[ \t]*/gm, (indent) => indent.replaceAll('\t', '  ')));
}

function readOnce(text: string): YamlText {
  const document = parseDocument(text, {
    version: '1.1',
    uniqueKeys: false,
    merge: true,
    logLevel: 'error',
    customTags: (tags) =>
      tags
        .filter((tag) => typeof tag === 'string' || !/timestamp|binary/.test(tag.tag))
        .map((tag) => (typeof tag !== 'string' && tag.tag.endsWith(':bool') ? boolean(tag) : tag)),
  });
  const [error] = document.errors;
  if (error) return { data: undefined, document, text, error: error.message.split('\n')[0] ?? error.message };
  try {
    return { data: plain(document.toJS({ maxAliasCount: 10_000 })), document, text };
  } catch (caught) {
    return { data: undefined, document, text, error: messageOf(caught) };
  }
}

/** `y` and `n` are texts to Ruby. */
const boolean = (tag: ScalarTag | CollectionTag): ScalarTag | CollectionTag =>
  'test' in tag && tag.test
    ? { ...tag, test: new RegExp(tag.test.source.replace(/\^\(\?:[YN]\|[yn]\|/, '^(?:')) }
    : tag;

/** As JSON has it: no sets, maps or undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

export const isData = (value: unknown): value is Data => isRecord(value);

/** One key of a document with all its lines. */
interface Lines {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** Whether YAML 1.2 reads it as something else. */
  readonly differs: boolean;
}

/**
 * The text of a map with keys set and removed. What is not touched stays as it is written; values that YAML 1.2 would read as
 * something else are written anew.
 */
export function editYaml(
  given: string,
  set: ReadonlyMap<string, unknown>,
  remove: ReadonlySet<string> = new Set(),
): string {
  const { document, data, text } = readRubyYaml(given);
  if (!isMap(document.contents) || !isData(data)) return stringify(Object.fromEntries(set));
  const parts: string[] = [];
  let at = 0;
  const lines = linesOf(text, document.contents);
  const last = new Map(lines.map((each, index) => [each.key, index]));
  const written = new Set<string>();
  lines.forEach(({ key, from, to, differs }, index) => {
    parts.push(text.slice(at, from));
    at = to;
    if (remove.has(key) || last.get(key) !== index) return;
    const isSet = set.has(key);
    written.add(key);
    if (isSet || differs) parts.push(line(key, isSet ? set.get(key) : own(data, key)));
    else parts.push(text.slice(from, to));
  });
  parts.push(text.slice(at));
  const joined = parts.join('');
  const added = [...set].filter(([key]) => !written.has(key));
  const body = joined === '' || joined.endsWith('\n') ? joined : `${joined}\n`;
  return body + added.map(([key, value]) => line(key, value)).join('');
}

const line = (key: string, value: unknown): string => stringify({ [key]: value }, { lineWidth: 0 });

/** Whether all keys of a map are on lines of their own, and where. A map in braces is one line, written anew as a whole. */
function linesOf(text: string, map: YAMLMap): Lines[] {
  const pairs = map.items.filter((pair): pair is Pair => isScalar(pair.key));
  const starts = pairs.map(({ key }) => lineStart(text, rangeOf(key)[0]));
  return pairs.map(({ key, value }, index) => ({
    key: String(isScalar(key) ? key.value : ''),
    from: starts[index] ?? 0,
    to: starts[index + 1] ?? endOf(text, map),
    differs: differs(value),
  }));
}

const endOf = (text: string, map: YAMLMap): number => {
  const end = rangeOf(map)[2];
  return end < text.length && text[end - 1] !== '\n' ? text.indexOf('\n', end) + 1 || text.length : end;
};

function rangeOf(node: unknown): readonly [number, number, number] {
  const range = (node as { range?: [number, number, number] | null } | null)?.range; // every node that was read has one
  return range ?? [0, 0, 0];
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Whether YAML 1.2 reads something in a document otherwise, or refuses it. */
export function readsOtherwise({ contents }: Document): boolean {
  return differs(contents);
}

/** Whether something in it is read otherwise by YAML 1.2. */
function differs(node: unknown): boolean {
  const open: unknown[] = [node];
  while (open.length > 0) {
    const next = open.pop();
    if (isScalar(next)) {
      const source = next.source ?? '';
      if (next.type !== 'PLAIN') continue;
      if (typeof next.value === 'boolean' && !/^(?:true|false)$/i.test(source)) return true;
      if (typeof next.value === 'number' && !/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(source)) return true;
      if (typeof next.value === 'string' && /^0o[0-7]+$/.test(source)) return true;
    } else if (isMap(next)) for (const { key, value } of next.items) open.push(key, value);
    else if (typeof next === 'object' && next !== null && 'items' in next && Array.isArray(next.items))
      open.push(...next.items);
  }
  return false;
}
