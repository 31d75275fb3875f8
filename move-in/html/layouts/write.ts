import { protect } from '../protect.ts';
import type { Part } from './align.ts';
import type { Layout } from './layouts.ts';
import { sharedEnd, sharedStart } from './shared-ends.ts';

/** A layout as a template, and what the pages that have it say of themselves. */
export interface Written {
  readonly text: string;
  /** What `current` of a page is, by its place: the items of menus that are its own. */
  readonly current: ReadonlyMap<number, string | readonly string[]>;
}

/** Writes a layout: what some pages have for most is a condition on `page.current`. */
export function writeLayout({ start, header, footer }: Layout): Written {
  const parts = [...start, ...header, ...footer];
  const labels = labelsOf(parts);
  const current = new Map<number, string[]>();
  for (const [label, pages] of labels.byLabel)
    for (const page of pages) current.set(page, [...(current.get(page) ?? []), label]);
  const isOne = [...current.values()].every(({ length }) => length === 1);
  const draw = (some: readonly Part[]) =>
    some
      .map((part) => (part.kind === 'same' ? beside(part.text) : condition(part, labels.of(part), isOne)))
      .join('');
  const block = (name: string) => `{% block ${name} %}{% endblock %}`;
  return {
    text: draw(start) + block('head') + draw(header) + block('main') + draw(footer),
    current: isOne ? new Map([...current].map(([page, [label = '']]) => [page, label])) : current,
  };
}

type Mark = Extract<Part, { kind: 'mark' }>;

/** A page is named by the text behind its mark: that of the menu's item. One set of pages has one name. */
function labelsOf(parts: readonly Part[]) {
  const byPages = new Map<string, string>();
  const byLabel = new Map<string, readonly number[]>();
  for (const [n, part] of parts.entries()) {
    if (part.kind === 'same' || byPages.has(part.pages.join())) continue;
    const text = textBehind(parts.slice(n + 1));
    let label = text;
    for (let nth = 2; byLabel.has(label); nth++) label = `${text} ${nth}`;
    byPages.set(part.pages.join(), label);
    byLabel.set(label, part.pages);
  }
  return { byLabel, of: ({ pages }: Mark): string => byPages.get(pages.join()) ?? '' };
}

const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M} ._&-]{0,38}[\p{L}\p{N}\p{M}])?$/u;

function textBehind(parts: readonly Part[]): string {
  const html = parts
    .map((part) => (part.kind === 'same' ? part.text : part.off))
    .join('')
    .slice(0, 2000);
  const text = html
    .replace(/^[^<>]*>/, '')
    .replace(/<[^>]*>/g, '\n')
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '');
  return text !== undefined && NAME.test(text) ? text : 'here';
}

/** Where a tag's name is not at its end. */
const IN_NAME = /<\/?[a-z0-9]*$/i;

/** A condition around what differs of two texts, so that a layout reads as a person would write it. */
function condition({ on, off }: Mark, label: string, isOne: boolean): string {
  const before = IN_NAME.test(on.slice(0, sharedStart(on, off))) ? 0 : sharedStart(on, off);
  const rests = [on.slice(before), off.slice(before)] as const;
  const alike = sharedEnd(...rests);
  const behind = rests.some((text) => IN_NAME.test(text.slice(0, text.length - alike))) ? 0 : alike;
  const [shown, other] = rests.map((text) => beside(text.slice(0, text.length - behind)));
  const test = `page.current ${isOne ? '==' : 'contains'} ${JSON.stringify(label)}`;
  const without = other === '' ? '' : `{% else %}${other}`;
  return `${beside(on.slice(0, before))}{% if ${test} %}${shown}${without}{% endif %}${protect(on.slice(on.length - behind))}`;
}

/** Text before a tag of Liquid: a brace at its end would be part of that. */
const beside = (text: string): string =>
  protect(text.replace(/\{$/, '')) + (text.endsWith('{') ? '{% raw %}{{% endraw %}' : '');
