import { TAGS } from '../../../liquid/compile/tags/table.ts';

/** An output or a tag in a text, with its delimiters: `{{ … }}`, `{% … %}`. Offsets in that text, `end` exclusive. */
export interface Construct {
  readonly kind: 'output' | 'tag';
  /** A tag's name; empty for outputs. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Tags whose inside is not Liquid of the page: all up to the end tag belongs to the construct. */
const SWALLOWS: ReadonlySet<string> = new Set(['comment', 'doc']);

/**
 * Finds the Liquid in one text. Linear: each search for an end is remembered, so that a thousand unclosed `{{` look for
 * `}}` once.
 */
export class Finder {
  readonly text: string;
  private readonly none = new Set<string>();
  private readonly swallowed = new Map<string, ReadonlyMap<number, number>>();

  constructor(text: string) {
    this.text = text;
  }

  /** The construct that begins at `at`; undefined when none does, or it is not closed in this text. */
  at(at: number): Construct | undefined {
    if (!opensAt(this.text, at)) return undefined;
    const isOutput = this.text[at + 1] === '{';
    const close = this.find(isOutput ? '}}' : '%}', at + 2);
    if (close < 0) return undefined;
    if (isOutput) return { kind: 'output', name: '', start: at, end: close + 2 };
    const name = this.nameAt(at);
    if (!SWALLOWS.has(name)) return { kind: 'tag', name, start: at, end: close + 2 };
    const end = this.endsOf(name).get(at);
    return end === undefined ? undefined : { kind: 'tag', name, start: at, end };
  }

  /** The first construct that begins at or behind `from` and ends at `to` or before. */
  next(from: number, to = this.text.length): Construct | undefined {
    for (let at = from; at < to; at++) {
      const found = this.text[at] === '{' ? this.at(at) : undefined;
      if (found) return found.end <= to ? found : undefined;
    }
    return undefined;
  }

  /** Where `{% end<name> %}` begins and ends, at or behind `from`. */
  endOf(name: string, from: number): { readonly start: number; readonly end: number } | undefined {
    const pattern = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g');
    pattern.lastIndex = from;
    const match = this.none.has(name) ? null : pattern.exec(this.text);
    if (!match) {
      this.none.add(name);
      return undefined;
    }
    return { start: match.index, end: pattern.lastIndex };
  }

  /** Behind the end tag of each closed `name` tag of this text, by where that tag begins. These nest. */
  private endsOf(name: string): ReadonlyMap<number, number> {
    const known = this.swallowed.get(name);
    if (known) return known;
    const ends = new Map<number, number>();
    const open: number[] = [];
    const pattern = new RegExp(`\\{%-?\\s*(end)?${name}\\b[^%]*%\\}`, 'g');
    for (const match of this.text.matchAll(pattern)) {
      if (match[1] === undefined) {
        open.push(match.index);
        continue;
      }
      const start = open.pop();
      if (start !== undefined) ends.set(start, match.index + match[0].length);
    }
    this.swallowed.set(name, ends);
    return ends;
  }

  private nameAt(at: number): string {
    NAME.lastIndex = at + 2;
    return NAME.exec(this.text)?.[1] ?? '';
  }

  private find(delimiter: string, from: number): number {
    if (this.none.has(delimiter)) return -1;
    const found = this.text.indexOf(delimiter, from);
    if (found < 0) this.none.add(delimiter);
    return found;
  }
}

/** Whether a tag runs to an end tag of its own. */
export function isBlockTag(name: string): boolean {
  return TAGS[name]?.branches !== undefined;
}

/** Whether `{{` or `{%` is at `at`. */
export function opensAt(text: string, at: number): boolean {
  if (text[at] !== '{') return false;
  const second = text[at + 1];
  return second === '{' || second === '%';
}

const NAME = /-?\s*(#|\w*)/y;
