import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** How a text is written. */
export type Style = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** Where a value is written. */
export interface Place {
  /** Inside of `[]` or `{}`. */
  readonly flow: boolean;
  /** As JSON has it: texts and keys in double quotes. */
  readonly json: boolean;
  /** Columns that lines of a text below its key are indented by. */
  readonly indent: number;
  readonly eol: string;
  /** The quotes that the file has most of. */
  readonly quotes: 'single' | 'double';
}

/** A scalar in its best style. */
export const writeScalar = (
  value: null | boolean | number | string,
  place: Place,
  had: Style = 'plain',
): string => scalarTexts(value, place, had)[0] ?? '';

/** A scalar in the styles that can hold it, first in the one that it had. */
export function scalarTexts(
  value: null | boolean | number | string,
  place: Place,
  had: Style = 'plain',
): readonly string[] {
  if (typeof value !== 'string') return [writeOther(value, place)];
  const written = stylesFor(value, place, had).map((style) => WRITERS[style](value, place));
  return [...written, double(value)].filter((text) => text !== undefined);
}

function writeOther(value: null | boolean | number, { json }: Place): string {
  if (typeof value !== 'number' || Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (json) return 'null';
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}

function stylesFor(value: string, { flow, json, quotes }: Place, had: Style): Style[] {
  if (json || had === 'double') return ['double'];
  // The quotes that need no escapes, before those that the file has.
  const double = value.includes('"');
  const fitting = double === value.includes("'") ? quotes : double ? 'single' : 'double';
  const line: Style[] = had === 'single' ? ['single'] : ['plain', fitting, 'single'];
  const isBlock = had === 'literal' || had === 'folded';
  if (flow || !(isBlock || value.includes('\n'))) return line;
  return had === 'folded' ? ['folded', 'literal', ...line] : ['literal', ...line];
}

const WRITERS: Readonly<Record<Style, (value: string, place: Place) => string | undefined>> = {
  plain: (value, { flow }) => (isPlain(value, flow) ? value : undefined),
  single: (value) => (/^[^\p{Cc}\ufeff]*$/u.test(value) ? `'${value.replaceAll("'", "''")}'` : undefined),
  double,
  literal: (value, place) => block('|', value, value, place),
  folded: (value, place) => {
    if (/(?:^|\n)[ \t]/.test(value)) return undefined;
    // A line end between two lines is written as an empty line more.
    return block('>', value, value.replace(/(?<=[^\n])\n+(?=[^\n])/g, '$&\n'), place);
  },
};

/** JSON, with what some readers take for line ends or for nothing as escapes. */
function double(value: string): string {
  return JSON.stringify(value).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Whether a text is read as itself without quotes, in one line. */
export function isPlain(value: string, flow: boolean): boolean {
  if (!/^[^\s\p{Cc}\ufeff](?:[^\p{Cc}\ufeff\u2028\u2029]*[^\s\p{Cc}\ufeff])?$/u.test(value)) return false;
  const root = parseDocument(flow ? `[${value}]` : `- ${value}`, { logLevel: 'error' });
  const item = isSeq(root.contents) && root.contents.items.length === 1 ? root.contents.items[0] : undefined;
  return (
    root.errors.length === 0 &&
    isScalar(item) &&
    item.value === value &&
    item.type === 'PLAIN' &&
    !item.comment
  );
}

/** A key, in quotes where it has to be. */
export function writeKey(key: string, { flow, json }: Pick<Place, 'flow' | 'json'>): string {
  if (json) return double(key);
  const root = parseDocument(flow ? `{${key}: 1}` : `${key}: 1`, { logLevel: 'error' });
  const { contents } = root;
  const name = isMap(contents) && contents.items.length === 1 ? contents.items[0]?.key : undefined;
  const isSame = isScalar(name) && name.value === key && name.type === 'PLAIN' && !key.includes('\n');
  return root.errors.length === 0 && isSame && isPlain(key, flow) ? key : double(key);
}

/** A text in lines of its own, below `|` or `>`. Undefined for what those can't hold. */
function block(sign: string, value: string, body: string, { indent, eol }: Place): string | undefined {
  if (!/[^\s]/.test(value) || /[^\P{Cc}\n\t]|\ufeff|\u2028|\u2029/u.test(value)) return undefined;
  const ends = /\n*$/.exec(value)?.[0].length ?? 0;
  // What follows such a text may be empty lines, which would become part of it.
  if (ends > 1 || /^\n*[ \t]/.test(value) || /(?:^|\n)[ \t]+\n/.test(value)) return undefined;
  const lines = body.replace(/\n$/, '').split('\n');
  const spaces = ' '.repeat(indent);
  const written = lines.map((line) => (line === '' ? '' : spaces + line));
  return [`${sign}${ends === 0 ? '-' : ''}`, ...written].join(eol);
}
