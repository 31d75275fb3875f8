import type { Span } from './pieces.ts';

/** A token of what stands in a tag or an output. */
export interface Token extends Span {
  readonly kind: 'name' | 'string' | 'number' | 'sign';
  readonly text: string;
}

const TOKEN = /"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?|[A-Za-z_][\w-]*\??|==|!=|<>|<=|>=|\.\.|[^\s]/g;

/** The tokens of a stretch of markup, by their places in the source. */
export function tokensOf(source: string, { start, end }: Span): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = start;
  for (let found = TOKEN.exec(source); found && found.index < end; found = TOKEN.exec(source)) {
    const text = found[0].slice(0, end - found.index);
    const first = text[0] ?? '';
    const kind =
      first === '"' || first === "'"
        ? text.length > 1
          ? 'string'
          : 'sign'
        : /^-?\d/.test(text)
          ? 'number'
          : /[A-Za-z_]/.test(first)
            ? 'name'
            : 'sign';
    tokens.push({ kind, text, start: found.index, end: found.index + text.length });
  }
  return tokens;
}

/** A variable with its members: `site.data.nav[0]`. `names` are those that are written with dots or as texts, up to a bracket. */
export interface Path extends Span {
  readonly names: readonly string[];
  /** Where each of `names` ends. */
  readonly ends: readonly number[];
  /** Tokens of the first bracket that holds no text, and where its closing bracket ends. */
  readonly index:
    | { readonly tokens: readonly Token[]; readonly start: number; readonly end: number }
    | undefined;
}

const WORDS = new Set(
  'and or contains in true false nil null blank empty reversed limit offset cols'.split(' '),
);

/** All variables of a markup, those in brackets after the one they belong to. */
export function pathsIn(tokens: readonly Token[]): Path[] {
  const found: Path[] = [];
  const closings = closingsOf(tokens);
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const before = tokens[at - 1]?.text;
    const after = tokens[at + 1]?.text;
    const isArgument = after === ':' && before !== '|' && tokens[at + 2]?.text !== ':';
    if (token?.kind !== 'name' || before === '|' || isArgument || (WORDS.has(token.text) && before !== '.')) {
      at += 1;
      continue;
    }
    at = readPath(tokens, at, closings, found);
  }
  return found;
}

function readPath(
  tokens: readonly Token[],
  first: number,
  closings: ReadonlyMap<number, number>,
  found: Path[],
): number {
  const start = tokens[first]?.start ?? 0;
  const names = [tokens[first]?.text ?? ''];
  const ends = [tokens[first]?.end ?? 0];
  let index: Path['index'];
  let at = first + 1;
  let end = ends[0] ?? 0;
  const inner: Path[] = [];
  for (;;) {
    const [sign, next, close] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (sign?.text === '.' && (next?.kind === 'name' || next?.kind === 'number') && sign.start === end) {
      if (!index) names.push(next.text);
      if (!index) ends.push(next.end);
      end = next.end;
      at += 2;
    } else if (sign?.text === '[' && next?.kind === 'string' && close?.text === ']' && !index) {
      names.push(next.text.slice(1, -1));
      ends.push(close.end);
      end = close.end;
      at += 3;
    } else if (sign?.text === '.' && next?.text === '[' && sign.start === end) {
      // `a.[b]`: Ruby's lax mode passes over the dot.
      end = sign.end;
      at += 1;
    } else if (sign?.text === '[' && sign.start === end) {
      const to = closings.get(at);
      if (to === undefined) break;
      const between = tokens.slice(at + 1, to);
      inner.push(...pathsIn(between));
      end = tokens[to]?.end ?? end;
      index ??= { tokens: between, start: sign.start, end };
      at = to + 1;
    } else break;
  }
  found.push({ start, end, names, ends, index }, ...inner);
  return at;
}

/** Where the brackets close that do, by where they open. */
function closingsOf(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (const [at, { text }] of tokens.entries()) {
    if (text === '[') open.push(at);
    const start = text === ']' ? open.pop() : undefined;
    if (start !== undefined) found.set(start, at);
  }
  return found;
}

/** A filter with its arguments: from its bar to before the next. */
export interface Filter extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** Tokens behind the colon. */
  readonly args: readonly Token[];
}

/** A value and its filters. */
export interface Chain {
  readonly value: readonly Token[];
  readonly filters: readonly Filter[];
  /** Bars that no filter follows, which Ruby passes over: `a || b` is `a`, and the filter `b` that there is not. */
  readonly bare: readonly Token[];
}

/** Cuts the tokens of an output, or of what is assigned, at its bars. */
export function chainOf(tokens: readonly Token[]): Chain {
  const bars = tokens.flatMap(({ kind, text }, at) => (kind === 'sign' && text === '|' ? [at] : []));
  const filters = bars.flatMap((bar, index) => {
    const to = bars[index + 1] ?? tokens.length;
    const name = tokens[bar + 1];
    if (!name || bar + 1 >= to) return [];
    const args = tokens.slice(bar + (tokens[bar + 2]?.text === ':' ? 3 : 2), to);
    const end = tokens[to - 1]?.end ?? name.end;
    return [{ name: name.text, nameSpan: name, start: tokens[bar]?.start ?? 0, end, args }];
  });
  const bare = bars.flatMap((bar, index) => (bar + 1 >= (bars[index + 1] ?? tokens.length) ? [bar] : []));
  return {
    value: tokens.slice(0, bars[0] ?? tokens.length),
    filters,
    bare: bare.flatMap((bar) => tokens[bar] ?? []),
  };
}
