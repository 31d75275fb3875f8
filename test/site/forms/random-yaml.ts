/** Random YAML in all styles that people write, for tests of edits. A seed gives the same text each time. */

export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/** Small and good enough: mulberry32. */
export function random(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number) => Math.floor(next() * most);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T; // never of an empty list
  return { next, below, pick, chance: (share: number) => next() < share };
}
export type Random = ReturnType<typeof random>;

const TEXTS = [
  'Harbour',
  'open until late',
  'größe — 9–17 Uhr',
  '日本語のテキスト',
  'a: b',
  'x # y',
  "it's",
  'she said "yes"',
  '- dash',
  '[bracket]',
  '{brace}',
  '*star',
  '&and',
  '2024-01-05',
  '2024-01-05 10:00',
  '5',
  '05',
  '1e3',
  '0x1f',
  'true',
  'no',
  'null',
  '~',
  '',
  ' lead',
  'trail ',
  'tab\there',
  'two\nlines',
  'text\nof\n\nparagraphs\n',
  '  indented\nfirst',
  'ends\n\n\n',
  '\n',
  '---',
  'a\r\nb',
  '🦭 seal',
  'nel\u0085 ls\u2028 bom\ufeff',
  'a,b',
  '@at',
  '`tick`',
  '%percent',
  '!bang',
  '| pipe',
  '> fold',
  '?',
  '? ask',
  ':',
  'a:',
  'http://example.com/#frag',
  'back\\slash',
  'a long line of a text that goes on for more than eighty columns, which some writers would fold at its end',
];
const KEYS = [
  'title',
  'date',
  'tags',
  'open',
  'a b',
  'größe',
  'x-y',
  '5',
  'true',
  'url',
  'by',
  'n',
  'seo',
  'key: q',
  "it's",
];
const NUMBERS = [0, 1, -3, 42, 3.5, 1e21, -0.25];

export function scalar(r: Random): Plain {
  const kind = r.below(10);
  if (kind === 0) return null;
  if (kind === 1) return r.chance(0.5);
  return kind < 4 ? r.pick(NUMBERS) : r.pick(TEXTS);
}

export function tree(r: Random, depth: number): Plain {
  const kind = depth <= 0 ? 0 : r.below(5);
  if (kind < 3) return scalar(r);
  const length = r.chance(0.1) ? 0 : 1 + r.below(4);
  if (kind === 3) return Array.from({ length }, () => tree(r, depth - 1));
  return object(r, length, depth);
}

export function object(r: Random, length: number, depth: number): { [key: string]: Plain } {
  const keys = new Set(Array.from({ length }, () => r.pick(KEYS)));
  return Object.fromEntries([...keys].map((key) => [key, tree(r, depth - 1)]));
}

/** Writes a tree in a style that changes from value to value. Each comment has a number of its own: `# c3`. */
export class Writer {
  readonly #r: Random;
  readonly #step: number;
  readonly #flush: boolean;
  #comments = 0;
  #anchors = 0;

  constructor(r: Random) {
    this.#r = r;
    this.#step = r.pick([2, 2, 4, 3]);
    this.#flush = r.chance(0.3);
  }

  root(value: { [key: string]: Plain }): string {
    const head = this.#r.chance(0.3) ? `${this.#comment()}\n` : '';
    const foot = this.#r.chance(0.2) ? `${this.#comment()}\n` : '';
    return `${head}${this.#map(value, 0)}\n${foot}`;
  }

  #comment = () => `# c${this.#comments++}`;
  #behind = () => (this.#r.chance(0.15) ? ` ${this.#comment()}` : '');
  #above = (indent: number) => {
    const lines = this.#r.chance(0.15) ? [`${' '.repeat(indent)}${this.#comment()}`] : [];
    return [...(this.#r.chance(0.1) ? [''] : []), ...lines].map((line) => `${line}\n`).join('');
  };
  /** An anchor that nothing uses. */
  #anchor = () => (this.#r.chance(0.05) ? `&a${this.#anchors++} ` : '');

  #map(value: { [key: string]: Plain }, indent: number): string {
    return Object.entries(value)
      .map(([key, each], at) => {
        const above = at > 0 ? this.#above(indent) : '';
        return `${above}${at > 0 ? ' '.repeat(indent) : ''}${this.#key(key, false)}:${this.#below(each, indent)}`;
      })
      .join('\n');
  }

  #list(value: Plain[], indent: number): string {
    return value
      .map((each, at) => {
        const above = at > 0 ? this.#above(indent) : '';
        return `${above}${at > 0 ? ' '.repeat(indent) : ''}-${this.#item(each, indent)}`;
      })
      .join('\n');
  }

  #item(value: Plain, indent: number): string {
    if (isBlock(value) && this.#r.chance(0.7)) {
      const inner = indent + 2;
      return ` ${Array.isArray(value) ? this.#list(value, inner) : this.#map(value, inner)}`;
    }
    return this.#inline(value, indent);
  }

  #below(value: Plain, indent: number): string {
    if (!isBlock(value) || this.#r.chance(0.25)) return this.#inline(value, indent);
    const isList = Array.isArray(value);
    const inner = isList && this.#flush ? indent : indent + this.#step;
    const line = `${this.#behind()}\n${this.#above(inner)}${' '.repeat(inner)}`;
    return line + (isList ? this.#list(value, inner) : this.#map(value, inner));
  }

  /** With its space; in the line of its key or dash. */
  #inline(value: Plain, indent: number): string {
    if (value === null && this.#r.chance(0.5)) return this.#behind();
    const block = typeof value === 'string' && this.#r.chance(0.5) ? this.#block(value, indent) : undefined;
    if (block) return ` ${this.#anchor()}${block}`;
    return ` ${this.#anchor()}${this.#flow(value, indent, false)}${this.#behind()}`;
  }

  #flow(value: Plain, indent: number, inside: boolean): string {
    if (Array.isArray(value))
      return this.#brackets(
        '[',
        ']',
        value.map((each) => this.#flow(each, indent + 2, true)),
        indent,
      );
    if (value !== null && typeof value === 'object') {
      const pairs = Object.entries(value).map(
        ([key, each]) => `${this.#key(key, true)}: ${this.#flow(each, indent + 2, true)}`,
      );
      return this.#brackets('{', '}', pairs, indent);
    }
    return typeof value === 'string'
      ? this.#text(value, inside)
      : value === null
        ? this.#r.pick(['null', '~'])
        : String(value);
  }

  #brackets(open: string, close: string, parts: string[], indent: number): string {
    if (parts.length === 0) return open + close;
    const end = this.#r.chance(0.15) ? ',' : '';
    if (this.#r.chance(0.25)) {
      const line = `\n${' '.repeat(indent + 2)}`;
      return `${open}${parts.map((part) => line + part).join(',')}${end}${line}${close}`;
    }
    const space = this.#r.chance(0.4) ? ' ' : '';
    return `${open}${space}${parts.join(this.#r.pick([', ', ', ', ',  ']))}${end}${space}${close}`;
  }

  #text(value: string, inside: boolean): string {
    const plain =
      /^[A-Za-zäöüÄÖÜß日本語のテキスト][\wäöüß日本語のテキスト—–. ]*$/.test(value) && value === value.trim();
    const word = !/^(?:true|false|null|yes|no)$/i.test(value);
    if (plain && word && !(inside && /[,[\]{}]/.test(value)) && this.#r.chance(0.7)) return value;
    if (/^[^\p{Cc}\ufeff\u2028]*$/u.test(value) && this.#r.chance(0.5))
      return `'${value.replaceAll("'", "''")}'`;
    return JSON.stringify(value).replace(
      /[\u0085\u2028\ufeff]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  }

  #block(value: string, indent: number): string | undefined {
    if (!/\n/.test(value.trim()) || /^[ \n]|[^\P{Cc}\n\t]|\n\n\n$/u.test(value)) return undefined;
    const spaces = ' '.repeat(indent + this.#step);
    const lines = value.replace(/\n$/, '').split('\n');
    const folded = this.#r.chance(0.4) && !/\n[ \t]/.test(value);
    const body = folded
      ? value
          .replace(/\n$/, '')
          .replace(/(?<=[^\n])\n+(?=[^\n])/g, '$&\n')
          .split('\n')
      : lines;
    const sign = `${folded ? '>' : '|'}${value.endsWith('\n') ? '' : '-'}`;
    return [sign, ...body.map((line) => (line ? spaces + line : ''))].join('\n');
  }

  #key(key: string, flow: boolean): string {
    const plain = /^[A-Za-zß-ü][\wß-ü -]*$/.test(key) && !/^(?:true|null)$/.test(key);
    if (plain && this.#r.chance(0.9)) return key;
    return flow || this.#r.chance(0.5) || key.includes("'") ? JSON.stringify(key) : `'${key}'`;
  }
}

const isBlock = (value: Plain): value is Plain[] | { [key: string]: Plain } =>
  value !== null && typeof value === 'object' && Object.keys(value).length > 0;

/** A text of random YAML, the data that it holds, and whether it has line ends of Windows. */
export function randomYaml(seed: number): {
  r: Random;
  text: string;
  data: { [key: string]: Plain };
  crlf: boolean;
  bom: boolean;
} {
  const r = random(seed);
  const data = object(r, 2 + r.below(5), 3);
  const written = new Writer(r).root(data);
  const crlf = r.chance(0.25);
  const bom = r.chance(0.1);
  const ended = r.chance(0.1) ? written.replace(/\n$/, '') : written;
  return {
    r,
    text: (bom ? '\ufeff' : '') + (crlf ? ended.replaceAll('\n', '\r\n') : ended),
    data,
    crlf,
    bom,
  };
}
