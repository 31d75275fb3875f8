import { find } from '../../../../site/uses/search.ts';

/** What to find, and what to write in its place. */
export interface Pattern {
  readonly text: string;
  readonly case: boolean;
  readonly word: boolean;
  /** Whether `text` is a regular expression, of JavaScript's kind. */
  readonly regex: boolean;
  /** In a regular expression's, `$1` to `$99`, `$<name>`, `$&` and `$$` stand for what they do in JavaScript. */
  readonly replacement: string;
}

export interface Match {
  readonly start: number;
  readonly end: number;
  /** What would be written there. */
  readonly replaced: string;
}

/** Matches of one text that are told: a pattern that matches more often is a mistake. */
const MOST = 10_000;

/** Where a pattern matches, in order and without overlaps; what is empty is no match. Throws a SyntaxError for a pattern that is none. */
export function matchesIn(text: string, pattern: Pattern): Match[] {
  if (!pattern.regex)
    return Array.from(find(text, pattern), (span) => ({ ...span, replaced: pattern.replacement }));
  const found: Match[] = [];
  for (const match of text.matchAll(regexOf(pattern))) {
    if (match[0] !== '')
      found.push({
        start: match.index,
        end: match.index + match[0].length,
        replaced: expand(pattern.replacement, match),
      });
    if (found.length >= MOST) break;
  }
  return found;
}

/** The pattern as it is run: `^` and `$` are those of lines. */
export function regexOf({ text, case: exact, word }: Pattern): RegExp {
  const source = word ? `(?<![\\p{L}\\p{N}_])(?:${text})(?![\\p{L}\\p{N}_])` : text;
  return new RegExp(source, exact ? 'gmu' : 'gimu');
}

/** A replacement with the groups of a match in it, as String.replace writes them. */
export function expand(template: string, match: RegExpMatchArray): string {
  return template.replaceAll(/\$(?:\$|&|(\d{1,2})|<([^>]*)>)/g, (whole, digits?: string, name?: string) => {
    if (whole === '$$') return '$';
    if (whole === '$&') return match[0];
    if (name !== undefined) return match.groups ? (groupNamed(match.groups, name) ?? '') : whole;
    const group = Number(digits);
    return group > 0 && group < match.length ? (match[group] ?? '') : whole;
  });
}

const groupNamed = (groups: Record<string, string | undefined>, name: string): string | undefined =>
  new Map(Object.entries(groups)).get(name);

/** A text with its matches replaced, but for those that are left out. */
export function replaceIn(
  text: string,
  matches: readonly Match[],
  leftOut: (match: Match) => boolean,
): string {
  let written = '';
  let done = 0;
  for (const match of matches) {
    if (leftOut(match)) continue;
    written += text.slice(done, match.start) + match.replaced;
    done = match.end;
  }
  return written + text.slice(done);
}
