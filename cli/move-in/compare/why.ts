import { type Difference, isNote } from './difference.ts';

type Reason = readonly [why: string, holds: (found: Difference) => boolean];

/** Quotes, dashes and dots, as they are typed and as they are set. */
const plainly = (text: string): string =>
  text
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/[–—]|---?/g, '-')
    .replace(/…/g, '...');

const isText = ({ kind }: Difference): boolean => /^(?:text|title|feed|alt)$/.test(kind);
const isAddress = ({ kind }: Difference): boolean => /^(?:link|source|sitemap|feed|redirect)$/.test(kind);
const withoutSlash = (address: string): string => address.replace(/(?<=.)\/(?=$|[?#])/, '');
const stem = (address: string): string =>
  withoutSlash(address.replace(/(?:\.(?:md|markdown|html)|(?<=\/)(?:index|README)\.\w+)(?=$|[?#])/, ''));
const TIME = /\d{4}-\d\d-\d\d|\d\d:\d\d(?::\d\d)?|\b(?:19|20)\d\d\b/g;

/** What is known to make such a difference, the surest first. */
const REASONS: readonly Reason[] = [
  ['Liquid that is printed here and ran there', (d) => /\{%|\{\{/.test(d.new) && !/\{%|\{\{/.test(d.old)],
  ['Liquid that is printed there and runs here', (d) => /\{%|\{\{/.test(d.old) && !/\{%|\{\{/.test(d.new)],
  ['quotes, dashes or dots are set in another way', (d) => isText(d) && plainly(d.old) === plainly(d.new)],
  [
    'how a sign is drawn alone (U+FE0E, U+FE0F)',
    (d) => d.old !== d.new && d.old.replace(/[\ufe0e\ufe0f]/g, '') === d.new.replace(/[\ufe0e\ufe0f]/g, ''),
  ],
  [
    'a date or time: that of the build, or another time zone',
    (d) => isText(d) && d.old !== d.new && d.old.replace(TIME, '#') === d.new.replace(TIME, '#'),
  ],
  ["a line of kramdown's attributes ({: …}) is printed", (d) => /\{:/.test(d.new) && !/\{:/.test(d.old)],
  ['Markdown is printed as it is written', (d) => isText(d) && isMarkdown(d.new) && !isMarkdown(d.old)],
  ['upper and lower case alone', (d) => d.old !== d.new && d.old.toLowerCase() === d.new.toLowerCase()],
  [
    'a link to a Markdown file, which leads to its page here',
    (d) => isAddress(d) && /\.(?:md|markdown)(?=$|[?#])/.test(d.old) && stem(d.old) === stem(d.new),
  ],
  ['the slash at its end', (d) => isAddress(d) && withoutSlash(d.old) === withoutSlash(d.new)],
  ['the ending .html', (d) => isAddress(d) && d.old.replace(/\.html(?=$|[?#])/, '') === withoutSlash(d.new)],
  [
    'the id alone: ids of headings follow another rule',
    (d) => isAddress(d) && head(d.old) !== undefined && head(d.old) === head(d.new),
  ],
  ['a link in addition', (d) => isAddress(d) && d.old === ''],
  ['a link that is not there', (d) => isAddress(d) && d.new === ''],
  ['who made the page', (d) => d.kind === 'meta' && /^generator=/.test(d.old + d.new)],
];

const isMarkdown = (text: string): boolean =>
  /(?:^|\s)(?:#{1,6}\s|\*\*\S|```|\[[^\]]*\]\(|\|\s*:?-{3})/.test(text);
const head = (address: string): string | undefined =>
  address.includes('#') ? address.slice(0, address.indexOf('#')) : undefined;

/** Adds why it differs, where that can be told from both sides. */
export function withReason(found: Difference): Difference {
  if (found.why !== undefined || (isNote(found) && !/^(?:meta|redirect)$/.test(found.kind))) return found;
  const why = REASONS.find(([, holds]) => holds(found))?.[0];
  return why === undefined ? found : { ...found, why };
}
