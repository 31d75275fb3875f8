import { isMap, isScalar, isSeq } from 'yaml';
import { keyOf } from './raw.ts';
import { scalarTexts } from './scalars.ts';
import { indentOf, linesBehind, type Splice } from './splice.ts';
import {
  behindKey,
  columnOf,
  dashOf,
  endOf,
  hasColon,
  isBlockList,
  isBlockMap,
  isBlockStyle,
  keyStart,
  lineEnd,
  lineStart,
  partStarts,
  startOf,
  styleOf,
  type Text,
} from './text.ts';
import { isFull, isList, isObject, type Value } from './value.ts';
import { isShort, writeBlock, writeFlow } from './write.ts';

/** A place for a value: behind a key, behind a dash, or the whole text. */
export interface Slot {
  readonly node: unknown;
  /** Behind the colon or dash. */
  readonly after: number;
  /** Whether its collection is `[]` or `{}`. */
  readonly flow: boolean;
  readonly kind: 'pair' | 'item' | 'root';
  /** Where key or dash are in their line. */
  readonly column: number;
  /** A key in `{}` without a colon. */
  readonly bare?: boolean;
}

/** The place of what is there; undefined for a key or item that is not. */
export function slotIn({ source, place }: Text, parent: unknown, key: string | number): Slot | undefined {
  if (isMap(parent)) {
    const pair = parent.items.find((each) => keyOf(each) === String(key));
    if (!pair) return undefined;
    const flow = parent.flow === true || place.json;
    const column = columnOf(source, keyStart(pair));
    return {
      node: pair.value,
      after: behindKey(pair),
      flow,
      kind: 'pair',
      column,
      bare: flow && !hasColon(pair),
    };
  }
  if (!isSeq(parent) || Number(key) >= parent.items.length) return undefined;
  const node = parent.items[Number(key)];
  const flow = parent.flow === true || place.json;
  const start = flow ? (partStarts(parent)[Number(key)] ?? 0) : dashOf(parent, Number(key));
  return { node, after: flow ? start : start + 1, flow, kind: 'item', column: columnOf(source, start) };
}

/** Ways to put a value in place of what is there, the best first. */
export function* setAt(text: Text, slot: Slot, value: Value): Generator<Splice[]> {
  const { node } = slot;
  if (isBlockMap(node) || isBlockList(node)) yield* setBlock(text, slot, value, startOf(node) ?? slot.after);
  const start = startOf(node);
  if (start === undefined) yield* setNothing(text, slot, value);
  else if (!isBlockMap(node) && !isBlockList(node)) yield* setInline(text, slot, value, start);
}

/** Ways to write a value within a line, or as a text in lines below. */
function inlineTexts({ source, place, steps }: Text, slot: Slot, value: Value): readonly string[] {
  const { node, column, flow } = slot;
  if (isList(value) || isObject(value)) {
    const start = startOf(node);
    const had = start === undefined ? '' : source.slice(start, endOf(node, source, start));
    const pretty =
      (flow || place.json || isFlow(node)) && (/^[[{]\s*\n/.test(had) || (place.json && had.includes('\n')));
    const indent = start === undefined ? column : indentOf(source, start);
    const ways = pretty ? [true, false] : [false];
    return ways.map((each) => writeFlow(value, { ...place, indent }, steps, each));
  }
  const style = styleOf(node);
  const indent = isBlockStyle(style) ? bodyIndent(text(source, node)) : undefined;
  const below = slot.kind === 'pair' ? column + steps.map : column + 2;
  return scalarTexts(value, { ...place, flow, indent: indent ?? below }, style);
}

const isFlow = (node: unknown): boolean => (isMap(node) || isSeq(node)) && node.flow === true;
const text = (source: string, node: unknown): string =>
  isScalar(node) && node.range ? source.slice(node.range[0], node.range[1]) : '';
const bodyIndent = (block: string): number | undefined => /\n( +)[^\s]/.exec(block)?.[1]?.length;

/** In place of a scalar, an alias, or what is in brackets. */
function* setInline(text: Text, slot: Slot, value: Value, start: number): Generator<Splice[]> {
  const { source, place, steps } = text;
  const end = endOf(slot.node, source, start);
  const tail = source[end - 1] === '\n' ? place.eol : '';
  const inBrackets = slot.flow || isFlow(slot.node) || isShort(value) || !isFull(value);
  if (!inBrackets && slot.kind === 'pair') {
    const gone = { from: slot.after, to: end, text: tail };
    const indent = slot.column + (isList(value) ? steps.list : steps.map);
    yield [gone, linesBehind(text, end, ' '.repeat(indent) + writeBlock(value, { ...place, indent }, steps))];
  } else if (!inBrackets) {
    const indent = slot.kind === 'item' ? slot.column + 2 : 0;
    yield [{ from: start, to: end, text: writeBlock(value, { ...place, indent }, steps) + tail }];
  }
  for (const each of inlineTexts(text, slot, value)) yield [{ from: start, to: end, text: each + tail }];
}

/** Where nothing is behind a key or a dash. */
function* setNothing(text: Text, slot: Slot, value: Value): Generator<Splice[]> {
  const { place, steps } = text;
  const { after, column, kind, bare } = slot;
  if (isFull(value) && !isShort(value) && !slot.flow) {
    const below = column + (isList(value) ? steps.list : steps.map);
    const indent = kind === 'root' ? 0 : kind === 'item' ? column + 2 : below;
    const block = writeBlock(value, { ...place, indent }, steps);
    if (kind === 'pair') yield [linesBehind(text, after, ' '.repeat(indent) + block)];
    else if (kind === 'item') yield [{ from: after, to: after, text: ` ${block}` }];
    else yield [linesBehind(text, text.source.length, block)];
  }
  for (const each of inlineTexts(text, slot, value)) {
    if (kind === 'root') yield [linesBehind(text, text.source.length, each)];
    else yield [{ from: after, to: after, text: `${bare ? ':' : ''} ${each}` }];
  }
}

/** In place of a list or an object in lines. */
function* setBlock(text: Text, slot: Slot, value: Value, start: number): Generator<Splice[]> {
  const { source, place, steps } = text;
  const end = endOf(slot.node, source, start);
  const tail = source[end - 1] === '\n' ? place.eol : '';
  if (isFull(value)) {
    const block = writeBlock(value, { ...place, indent: columnOf(source, start) }, steps);
    yield [{ from: start, to: end, text: block + tail }];
  }
  for (const each of inlineTexts(text, { ...slot, node: null }, value)) {
    const lines = { from: lineStart(source, start), to: lineEnd(source, end), text: '' };
    const isBelow = slot.kind === 'pair' && lines.from > slot.after;
    if (isBelow) yield [{ from: slot.after, to: slot.after, text: ` ${each}` }, lines];
    else yield [{ from: start, to: end, text: each + tail }];
  }
}
