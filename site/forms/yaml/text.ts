import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { refusedYaml } from '../../files/yaml-strict.ts';
import type { Place, Style } from './scalars.ts';
import type { Steps } from './write.ts';

/** A YAML or JSON text with its nodes, and how it is written. Offsets are UTF-16 units. */
export interface Text {
  readonly source: string;
  readonly document: Document;
  readonly steps: Steps;
  /** How new values are written at the top of it. */
  readonly place: Place;
}

const OPTIONS = { keepSourceTokens: true, logLevel: 'error', uniqueKeys: false, merge: true } as const;

/** Undefined for what is no YAML, as the site's other readers take it. */
export function readText(source: string, json: boolean): Text | undefined {
  const document = parseDocument(source, OPTIONS);
  if (document.errors.length > 0 || refusedYaml(document).length > 0) return undefined;
  const single = source.split("'").length > source.split('"').length;
  const place: Place = {
    flow: json,
    json,
    indent: 0,
    eol: /\r?\n/.exec(source)?.[0] ?? '\n',
    quotes: single ? 'single' : 'double',
  };
  return { source, document, place, steps: stepsOf(document, source) };
}

export const isBlockMap = (node: unknown): node is YAMLMap => isMap(node) && !node.flow;
export const isBlockList = (node: unknown): node is YAMLSeq => isSeq(node) && !node.flow;

/** Where a node's own text begins; undefined for what has none, as nothing behind `key:`. */
export function startOf(node: unknown): number | undefined {
  const range = (node as Node | null | undefined)?.range; // of whatever kind, a node has one
  return !range || (range[0] === range[1] && !isSeq(node) && !isMap(node)) ? undefined : range[0];
}

/** Where a node's text ends, without line end and what is behind it; `otherwise` where it has none. */
export function endOf(node: unknown, source: string, otherwise: number): number {
  if (isBlockMap(node)) {
    const last = node.items.at(-1);
    return last ? pairEnd(last, source) : otherwise;
  }
  if (isBlockList(node)) return endOf(node.items.at(-1), source, dashOf(node, node.items.length - 1) + 1);
  const range = (isScalar(node) || isAlias(node) || isMap(node) || isSeq(node)) && node.range;
  if (!range || startOf(node) === undefined) return otherwise;
  if (!isScalar(node) || !isBlockStyle(styleOf(node))) return range[1];
  const text = source.slice(range[0], range[1]);
  // Empty lines at its end belong to a text that keeps them.
  if (/^[|>][^\n]*\+/.test(text)) return range[1];
  return range[0] + text.replace(/(?:\r?\n[ \t]*)+$/, '').length;
}

export const pairEnd = (pair: Pair, source: string): number => endOf(pair.value, source, behindKey(pair));

export const isBlockStyle = (style: Style | undefined): boolean => style === 'literal' || style === 'folded';

const STYLES: ReadonlyMap<unknown, Style> = new Map<unknown, Style>([
  ['PLAIN', 'plain'],
  ['QUOTE_SINGLE', 'single'],
  ['QUOTE_DOUBLE', 'double'],
  ['BLOCK_LITERAL', 'literal'],
  ['BLOCK_FOLDED', 'folded'],
]);

/** How a scalar is written; undefined for what is none. */
export const styleOf = (node: unknown): Style | undefined =>
  isScalar(node) && typeof node.value === 'string' ? STYLES.get(node.type) : undefined;

interface Token {
  readonly type: string;
  readonly offset: number;
}

interface Item {
  readonly start?: readonly Token[];
  readonly key?: Token | null;
  readonly sep?: readonly Token[];
  readonly value?: Token;
}

/** Where a pair's text begins: before the `?` of an explicit key. */
export function keyStart(pair: Pair): number {
  const { start = [], key } = (pair.srcToken ?? {}) as Item;
  const first = start.find(({ type }) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag');
  return first?.offset ?? key?.offset ?? startOf(pair.key) ?? 0;
}

/** Behind the `:` of a pair; behind its key where it has none. */
export function behindKey(pair: Pair): number {
  const colon = ((pair.srcToken ?? {}) as Item).sep?.find(({ type }) => type === 'map-value-ind');
  return colon ? colon.offset + 1 : ((pair.key as Node | null)?.range?.[1] ?? 0);
}

export const hasColon = (pair: Pair): boolean =>
  ((pair.srcToken ?? {}) as Item).sep?.some(({ type }) => type === 'map-value-ind') ?? false;

/** Where the dash of an item is. */
export function dashOf(list: YAMLSeq, at: number): number {
  const items = ((list.srcToken ?? {}) as { items?: readonly Item[] }).items ?? [];
  return items[at]?.start?.find(({ type }) => type === 'seq-item-ind')?.offset ?? list.range?.[0] ?? 0;
}

/** Where the parts of `[]` or `{}` begin, with their anchors. */
export function partStarts(node: YAMLSeq | YAMLMap): number[] {
  const items = ((node.srcToken ?? {}) as { items?: readonly Item[] }).items ?? [];
  return items.flatMap(({ start = [], key, sep, value }) => {
    const first = start.find(
      ({ type }) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag',
    );
    const offset = first?.offset ?? key?.offset ?? sep?.[0]?.offset ?? value?.offset;
    return offset === undefined ? [] : [offset];
  });
}

/** Where the text of a line begins, and where that of the next does. */
export const lineStart = (source: string, at: number): number => source.lastIndexOf('\n', at - 1) + 1;

export function lineEnd(source: string, at: number): number {
  if (at > 0 && source[at - 1] === '\n') return at;
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end + 1;
}

export const columnOf = (source: string, at: number): number => at - lineStart(source, at);

/** Whether nothing but spaces is before it in its line. */
export const isFirst = (source: string, at: number): boolean =>
  source.slice(lineStart(source, at), at).trim() === '';

/** How far the first things of each kind are indented that are inside of something. */
function stepsOf({ contents }: Document, source: string): Steps {
  let map: number | undefined;
  let list: number | undefined;
  const open: unknown[] = [contents];
  while (open.length > 0 && (map === undefined || list === undefined)) {
    const node = open.pop();
    if (isBlockList(node)) open.push(...node.items.slice(0, 20));
    if (!isBlockMap(node)) continue;
    for (const pair of node.items.slice(0, 200)) {
      const [outer, inner] = [startOf(pair.key), startOf(pair.value)];
      if (outer === undefined || inner === undefined) continue;
      const step = columnOf(source, inner) - columnOf(source, outer);
      if (isBlockMap(pair.value)) map ??= step;
      if (isBlockList(pair.value)) list ??= step;
      open.push(pair.value);
    }
  }
  const usual = /^\{\r?\n( +)"/.exec(source)?.[1]?.length ?? 2;
  return { map: map ?? (list || usual), list: list ?? map ?? usual };
}
