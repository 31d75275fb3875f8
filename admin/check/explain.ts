import type { Hunk } from '../../schema/api/compare.ts';

type Found = Omit<Hunk, 'rule'>;

/** A rule of docs/liquid.md, and how to tell that it may explain a difference in what a template printed. */
interface Rule {
  readonly rule: string;
  explains(hunk: Found, source: string): boolean;
}

const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#34|#39);/g, (_, name: string) => ENTITIES.get(name) ?? '');
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#34', '"'],
  ['#39', "'"],
]);
const bare = (text: string) => text.replace(/\s+/g, '');

/** The more certain first. */
const RULES: readonly Rule[] = [
  {
    rule: 'Layouts: what stands outside of all blocks is {{ content }} in the layout',
    explains: ({ ours, theirs }) => theirs === '' && ours !== '',
  },
  {
    rule: 'Escaping: what capture made, content and block.super are markup already and are not escaped again',
    explains: ({ ours, theirs }) => ours !== theirs && deeply(ours) === deeply(theirs),
  },
  {
    rule: 'forloop printed: nothing',
    explains: ({ theirs }) => /forloop|\[object Object\]/i.test(theirs),
  },
  {
    rule: 'options of for: always offset, limit, reversed',
    explains: (_, source) =>
      /\{%-?\s*for\b[^%]*\b(?:limit|offset|reversed)\b[^%]*\b(?:limit|offset|reversed)\b/.test(source),
  },
  {
    rule: 'time zones: UTC unless the value or the format says otherwise',
    explains: ({ ours, theirs }, source) => /\|\s*date/.test(source) && /\d/.test(ours) && /\d/.test(theirs),
  },
  {
    rule: 'whitespace only',
    explains: ({ ours, theirs }) => bare(ours) === bare(theirs),
  },
];

/** Text with all levels of escaping taken off. */
function deeply(text: string): string {
  const once = unescaped(text);
  return once === text ? text : deeply(once);
}

/** The rule that most likely explains a difference; null when none that we know does. */
export function explain(hunk: Found, source: string): string | null {
  return RULES.find((rule) => rule.explains(hunk, source))?.rule ?? null;
}
