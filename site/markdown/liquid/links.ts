import type MarkdownIt from 'markdown-it';
import type { Marks } from './marks.ts';
import { type Context, isRaw, type Reading } from './reading.ts';

/** A part of a text with its Liquid filled over, and the marks of what was there. */
interface Filled {
  readonly text: string;
  readonly marks: readonly string[];
}

const MAX_PARENTHESES = 32;

/** Allows Liquid in the targets and titles of links, images and reference definitions. */
export function useLinks(md: MarkdownIt, current: () => Reading | undefined): void {
  const { parseLinkDestination, parseLinkTitle } = md.helpers;
  const normalizeLink = md.normalizeLink.bind(md);
  const validateLink = md.validateLink.bind(md);

  md.helpers.parseLinkDestination = (text, start, max) => {
    const reading = current();
    const filled = reading && fill(reading, text, start, destinationEnd(reading.context(text), start, max));
    if (!reading || !filled) {
      const plain = parseLinkDestination(text, start, max);
      if (reading && plain.ok) noteTarget(reading, text, start, plain, md);
      return plain;
    }
    const found = parseLinkDestination(filled.text, 0, filled.text.length);
    return { ...found, pos: found.pos + start, str: unfill(reading.marks, found.str, filled) };
  };

  md.helpers.parseLinkTitle = (text, start, max, previous) => {
    const reading = current();
    const end = reading && titleEnd(reading.context(text), start, max, previous?.marker);
    const filled = reading && end !== undefined ? fill(reading, text, start, end) : undefined;
    if (!reading || !filled) return parseLinkTitle(text, start, max, previous);
    const found = parseLinkTitle(filled.text, 0, filled.text.length, previous);
    return { ...found, pos: found.pos + start, str: unfill(reading.marks, found.str, filled) };
  };

  md.normalizeLink = (url) => {
    const marks = current()?.marks;
    if (!marks?.has(url)) return normalizeLink(url);
    return [...marks.cut(url)]
      .map((part) => (typeof part === 'string' ? normalizeLink(part) : marks.of(part)))
      .join('');
  };

  md.validateLink = (url) => validateLink(current()?.marks.without(url) ?? url);
}

/** Where in the author's file a target is, by what it is in HTML; the first of each. */
function noteTarget(
  reading: Reading,
  text: string,
  start: number,
  { str, pos }: { readonly str: string; readonly pos: number },
  md: MarkdownIt,
): void {
  if (!/[./]/.test(str)) return;
  const target = md.normalizeLink(str);
  if (reading.targets.has(target)) return;
  const { place } = reading.context(text);
  reading.targets.set(target, { start: place(start), end: place(Math.max(start, pos - 1)) + 1 });
}

/** Undefined when there is no Liquid between `start` and `end`. */
function fill(reading: Reading, text: string, start: number, end: number): Filled | undefined {
  const context = reading.context(text);
  const marks: string[] = [];
  let out = '';
  let at = start;
  for (let found = context.finder.next(start, end); found; found = context.finder.next(found.end, end)) {
    if (isRaw(context, found.start)) continue;
    const filling = reading.marks.fillings[marks.length % 2 === 0 ? 0 : 1];
    out += text.slice(at, found.start) + filling.repeat(found.end - found.start);
    marks.push(reading.mark(found, context.place));
    at = found.end;
  }
  return marks.length > 0 ? { text: out + text.slice(at, end), marks } : undefined;
}

function unfill({ fillings }: Marks, text: string, { marks }: Filled): string {
  let next = 0;
  return text.replace(new RegExp(`${fillings[0]}+|${fillings[1]}+`, 'g'), () => marks[next++] ?? '');
}

/** Where a link's target ends at the latest: at white space or a bracket outside of Liquid. */
function destinationEnd(context: Context, start: number, max: number): number {
  const { text } = context.finder;
  const isBracketed = text[start] === '<';
  let level = 0;
  for (let at = start; at < max; ) {
    const found = isRaw(context, at) ? undefined : context.finder.at(at);
    if (found) {
      at = found.end;
      continue;
    }
    const character = text[at] ?? '';
    if (isBracketed ? character === '\n' : character <= ' ') return at;
    // In brackets there is no other `<`: where many begin and none ends, each is looked through up to the next.
    if (isBracketed && (character === '>' || (character === '<' && at > start))) return at + 1;
    if (character === '(') level++;
    if (!isBracketed && character === ')' && level-- === 0) return at + 1;
    if (level > MAX_PARENTHESES) return at;
    at += character === '\\' ? 2 : 1;
  }
  return max;
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['(', ')'],
]);

/** Behind a title's closing quote, Liquid passed over; undefined where no title begins. `marker`: of one that goes on. */
function titleEnd(context: Context, start: number, max: number, marker?: number): number | undefined {
  const { text } = context.finder;
  const closer = marker === undefined ? CLOSERS.get(text[start] ?? '') : String.fromCharCode(marker);
  if (closer === undefined) return undefined;
  for (let at = marker === undefined ? start + 1 : start; at < max; ) {
    const found = isRaw(context, at) ? undefined : context.finder.at(at);
    // There is no other bracket in brackets either.
    if (!found && (text[at] === closer || (closer === ')' && text[at] === '('))) return at + 1;
    at = found ? found.end : at + (text[at] === '\\' ? 2 : 1);
  }
  return max;
}
