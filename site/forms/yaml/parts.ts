import { isMap, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { keyOf } from './raw.ts';
import { writeKey } from './scalars.ts';
import { indentOf, linesBehind, type Splice } from './splice.ts';
import {
  columnOf,
  dashOf,
  endOf,
  isFirst,
  keyStart,
  lineEnd,
  lineStart,
  pairEnd,
  partStarts,
  startOf,
  type Text,
} from './text.ts';
import type { Value } from './value.ts';
import { writeFlow, writeItem, writePair } from './write.ts';

/** A key that is not there yet, behind the last of those that come before it. */
export function* addKey(
  text: Text,
  map: YAMLMap,
  key: string,
  value: Value,
  order: readonly string[] = [],
): Generator<Splice[]> {
  const { source, place, steps } = text;
  const before = order.slice(0, Math.max(0, order.indexOf(key)));
  const keys = map.items.map(keyOf);
  const known = before.map((each) => keys.lastIndexOf(each));
  const at =
    order.includes(key) && known.some((each) => each >= 0) ? Math.max(...known) + 1 : map.items.length;
  if (map.flow || place.json) {
    const quoted = place.json || /^["]/.test(source.slice(startOf(map.items[0]?.key) ?? 0));
    const inner = { ...place, flow: true, json: quoted };
    const write = (pretty: boolean, indent: number) =>
      `${writeKey(key, inner)}: ${writeFlow(value, { ...inner, indent }, steps, pretty)}`;
    yield* addPart(text, map, at, write);
    return;
  }
  const last = map.items[at - 1];
  const [first] = map.items;
  if (!last || !first) return;
  const column = columnOf(source, keyStart(first));
  const line = ' '.repeat(column) + writePair(key, value, { ...place, indent: column }, steps);
  yield [linesBehind(text, pairEnd(last, source), line)];
}

/** A part of `[]` or `{}`: in a line of its own where its neighbours are. */
function* addPart(
  { source, place, steps }: Text,
  node: YAMLMap | YAMLSeq,
  at: number,
  write: (pretty: boolean, indent: number) => string,
): Generator<Splice[]> {
  const starts = partStarts(node);
  const open = node.range?.[0] ?? 0;
  const close = (node.range?.[1] ?? 0) - 1;
  const beside = starts[Math.min(at, starts.length - 1)];
  if (beside === undefined) {
    const pretty = place.json && source.slice(0, open).includes('\n');
    const space = isMap(node) ? ' ' : '';
    const outer = indentOf(source, open);
    const line = place.eol + ' '.repeat(outer);
    const inner = pretty
      ? `${line}${' '.repeat(steps.map)}${write(true, outer + steps.map)}${line}`
      : space + write(false, 0) + space;
    if (source.slice(open + 1, close).trim() === '') yield [{ from: open + 1, to: close, text: inner }];
    return;
  }
  const own = isFirst(source, beside);
  const column = columnOf(source, beside);
  const part = write(own, column);
  const gap = own ? place.eol + ' '.repeat(column) : ' ';
  if (at < starts.length) yield [{ from: beside, to: beside, text: `${part},${gap}` }];
  else {
    const end = partEnd(source, node, starts.length - 1);
    yield [{ from: end, to: end, text: `,${gap}${part}` }];
  }
}

function partEnd(source: string, node: YAMLMap | YAMLSeq, at: number): number {
  const item: unknown = node.items[at];
  if (isMap(node)) return pairEnd(item as Pair, source); // the items of a map are pairs
  return endOf(item, source, partStarts(node)[at] ?? 0);
}

/** An item that is not there yet. */
export function* addItem(text: Text, list: YAMLSeq, at: number, value: Value): Generator<Splice[]> {
  const { source, place, steps } = text;
  if (list.flow || place.json) {
    const quoted = place.json || /^["]/.test(source.slice(startOf(list.items[0]) ?? 0));
    const write = (pretty: boolean, indent: number) =>
      writeFlow(
        value,
        { ...place, flow: true, json: place.json, indent },
        steps,
        pretty,
        quoted ? 'double' : undefined,
      );
    yield* addPart(text, list, at, write);
    return;
  }
  const first = dashOf(list, 0);
  const column = columnOf(source, first);
  const item = writeItem(value, { ...place, indent: column }, steps);
  if (at === 0) yield [{ from: first, to: first, text: item + place.eol + ' '.repeat(column) }];
  else {
    const end = endOf(list.items[at - 1], source, dashOf(list, at - 1) + 1);
    yield [linesBehind(text, end, ' '.repeat(column) + item)];
  }
}

/** Takes away one of several parts of a list or an object. */
export function* removePart(text: Text, node: YAMLMap | YAMLSeq, at: number): Generator<Splice[]> {
  const { source } = text;
  const flow = node.flow === true || text.place.json;
  const starts = flow ? partStarts(node) : blockStarts(node);
  const [start = 0, next] = [starts[at], starts[at + 1]];
  const end = flow ? partEnd(source, node, at) : blockEnd(source, node, at);
  if (!flow && isFirst(source, start)) {
    yield [{ from: lineStart(source, start), to: lineEnd(source, end), text: '' }];
    return;
  }
  if (next !== undefined) {
    const comment = source.slice(end, next).indexOf('#');
    if (comment < 0) yield [{ from: start, to: next, text: '' }];
    else if (!flow) yield [{ from: start, to: end + comment, text: '' }];
  } else if (flow) {
    const before = partEnd(source, node, at - 1);
    if (!source.slice(before, start).includes('#')) yield [{ from: before, to: end, text: '' }];
  }
}

const blockStarts = (node: YAMLMap | YAMLSeq): number[] =>
  isMap(node) ? node.items.map(keyStart) : node.items.map((_, at) => dashOf(node, at));

const blockEnd = (source: string, node: YAMLMap | YAMLSeq, at: number): number =>
  isMap(node)
    ? pairEnd(node.items[at] as Pair, source) // it was looked up there
    : endOf(node.items[at], source, dashOf(node, at) + 1);

/** Moves an item with the comments right above it; what is between items stays where it is. */
export function* movePart(text: Text, list: YAMLSeq, from: number, to: number): Generator<Splice[]> {
  const { source, place } = text;
  const flow = list.flow === true || place.json;
  const starts = flow ? partStarts(list) : blockStarts(list);
  const inLines = !flow && starts.every((start) => isFirst(source, start));
  const parts = starts.map((start, at) => {
    if (flow) return { from: start, to: partEnd(source, list, at) };
    // The first of a list in a list shares its line with the outer dash: all go from dash to line end.
    const above = at === 0 ? lineStart(source, start) : withComments(source, start);
    return { from: inLines ? above : start, to: lineEnd(source, blockEnd(source, list, at)) };
  });
  const texts = parts.map((part) => whole(source.slice(part.from, part.to), flow, place.eol));
  const [moved = ''] = texts.splice(from, 1);
  texts.splice(to, 0, moved);
  const isOpen = !flow && !source.slice(0, parts.at(-1)?.to).endsWith('\n');
  yield parts.map((part, at) => {
    const put = texts[at] ?? '';
    return { ...part, text: isOpen && at === parts.length - 1 ? put.replace(/\r?\n$/, '') : put };
  });
}

const whole = (part: string, flow: boolean, eol: string): string =>
  flow || part.endsWith('\n') ? part : part + eol;

/** Where the comments begin that are right above a line, indented as it is. */
function withComments(source: string, start: number): number {
  const column = columnOf(source, start);
  let from = lineStart(source, start);
  while (from > 0) {
    const above = lineStart(source, from - 1);
    if (!source.slice(above, from).startsWith(`${' '.repeat(column)}#`)) break;
    from = above;
  }
  return from;
}
