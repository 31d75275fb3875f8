import { type Place, type Style, writeKey, writeScalar } from './scalars.ts';
import { isFull, isList, isObject, type Value } from './value.ts';

/** How many columns what is inside is indented by. */
export interface Steps {
  readonly map: number;
  /** Of a list below its key; 0 where its dashes are below the key's first letter. */
  readonly list: number;
}

/** A value within one line, or with `pretty` in a line for each of its parts, indented by `place.indent`. */
export function writeFlow(value: Value, place: Place, steps: Steps, pretty = false, had?: Style): string {
  const inside = { ...place, flow: true, indent: place.indent + steps.map };
  const write = (each: Value) => writeFlow(each, inside, steps, pretty);
  if (isList(value)) return around('[', ']', value.map(write), place, steps, pretty);
  if (!isObject(value)) return writeScalar(value, { ...place, flow: true }, had);
  const pairs = Object.entries(value).map(([key, each]) => `${writeKey(key, inside)}: ${write(each)}`);
  return around('{', '}', pairs, place, steps, pretty);
}

function around(
  open: string,
  close: string,
  parts: readonly string[],
  place: Place,
  steps: Steps,
  pretty: boolean,
) {
  if (parts.length === 0) return open + close;
  const space = open === '{' ? ' ' : '';
  if (!pretty) return `${open}${space}${parts.join(', ')}${space}${close}`;
  const line = place.eol + ' '.repeat(place.indent);
  const inner = line + ' '.repeat(steps.map);
  return `${open}${parts.map((part) => inner + part).join(',')}${line}${close}`;
}

/** A list or an object in lines whose first begins at column `place.indent`, where it is written; those behind are indented. */
export function writeBlock(value: Value, place: Place, steps: Steps): string {
  const line = place.eol + ' '.repeat(place.indent);
  if (!isFull(value)) return writeInline(value, place, steps);
  if (isList(value)) return value.map((item) => writeItem(item, place, steps)).join(line);
  return Object.entries(isObject(value) ? value : {})
    .map(([key, each]) => writePair(key, each, place, steps))
    .join(line);
}

/** An item of a list with its dash, which is at column `place.indent`. */
export function writeItem(value: Value, place: Place, steps: Steps): string {
  const inner = { ...place, indent: place.indent + 2 };
  return `- ${isFull(value) ? writeBlock(value, inner, steps) : writeInline(value, inner, steps)}`;
}

/** A key at column `place.indent` with its value. */
export function writePair(key: string, value: Value, place: Place, steps: Steps): string {
  const name = writeKey(key, place);
  if (!isFull(value))
    return `${name}: ${writeInline(value, { ...place, indent: place.indent + steps.map }, steps)}`;
  if (isShort(value)) return `${name}: ${writeFlow(value, place, steps)}`;
  const indent = place.indent + (isList(value) ? steps.list : steps.map);
  return `${name}:${place.eol}${' '.repeat(indent)}${writeBlock(value, { ...place, indent }, steps)}`;
}

const writeInline = (value: Value, place: Place, steps: Steps): string =>
  isList(value) || isObject(value) ? writeFlow(value, place, steps) : writeScalar(value, place);

/** Whether people write it within one line: a few words, such as tags. */
export function isShort(value: Value): boolean {
  if (!isList(value)) return false;
  const isWord = (item: Value) =>
    !isFull(item) && (typeof item !== 'string' || (item.length < 25 && !/[\n,]/.test(item)));
  return value.length <= 5 && value.every(isWord);
}
