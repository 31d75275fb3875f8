import { differInBuildTimes } from './build-times.ts';
import { type Difference, difference, type Kind } from './difference.ts';
import { CODE, type PageView } from './page-view.ts';
import { middleOf, onlyIn } from './sequences.ts';

/** Words that are shown around what differs, and of it. */
const SHOWN = { around: 3, of: 14 };

/** How a page differs, but for its ids: which of them count only all pages together know. */
export function diffPages(page: string, old: PageView, now: PageView): Difference[] {
  const title = old.title === now.title ? [] : [difference(page, 'title', old.title, now.title)];
  return [
    ...title,
    ...(differInBuildTimes(old.words.join(' '), now.words.join(' '))
      ? []
      : diffWords(page, 'text', old.words, now.words)),
    ...diffCode(page, old.code, now.code),
    ...diffLinks(page, old.links, now.links),
    ...diffLists(page, 'source', old.sources, now.sources),
    ...diffLists(page, 'alt', old.alts, now.alts),
    ...diffLists(page, 'script', old.scripts, now.scripts),
    ...diffLists(page, 'meta', old.metas, now.metas),
  ];
}

export function diffWords(
  page: string,
  kind: Kind,
  old: readonly string[],
  now: readonly string[],
): Difference[] {
  const middle = middleOf(old, now);
  if (!middle) return [];
  const count = Math.max(middle.old.length, middle.now.length);
  const before = old.slice(Math.max(0, middle.from - SHOWN.around), middle.from);
  const end = middle.from + middle.old.length;
  const after = old.slice(end, end + SHOWN.around);
  const show = (words: readonly string[]) => {
    const some = words.length > SHOWN.of ? [...words.slice(0, SHOWN.of), '…'] : [...words, ...after];
    return [...before, ...some].map((word) => (word === CODE ? '[code]' : word)).join(' ');
  };
  return [difference(page, kind, show(middle.old), show(middle.now), count)];
}

function diffCode(page: string, old: readonly string[], now: readonly string[]): Difference[] {
  const middle = middleOf(old, now);
  if (!middle) return [];
  const lines = middleOf(middle.old[0]?.split('\n') ?? [], middle.now[0]?.split('\n') ?? []);
  const show = (some: readonly string[] = []) => some.slice(0, 3).join('\n');
  const count = Math.max(middle.old.length, middle.now.length);
  return [difference(page, 'code', show(lines?.old), show(lines?.now), count)];
}

/** A page has one address here, with a slash at its end or without: the other spelling redirects to it. */
export function diffLinks(
  page: string,
  old: readonly string[],
  now: readonly string[],
  kind: 'link' | 'sitemap' = 'link',
): Difference[] {
  const found = diffLists(page, kind, old, now);
  const bare = (links: readonly string[]) =>
    links.map((link) => (link.startsWith('/') ? link.replace(/(?<=.)\/(?=$|[?#])/, '') : link));
  return found.length === 0 || middleOf(bare(old), bare(now))
    ? found
    : found.map((each) => ({ ...each, kind: 'slash' as const, why: 'the slash at its end' }));
}

/** Lists whose order counts. The first that one side alone has is shown; else the first that is elsewhere. */
export function diffLists(
  page: string,
  kind: Kind,
  old: readonly string[],
  now: readonly string[],
): Difference[] {
  const middle = middleOf(old, now);
  if (!middle) return [];
  const only = onlyIn(middle.old, middle.now);
  const count = Math.max(only.old.length, only.now.length);
  if (count > 0) return [difference(page, kind, only.old[0] ?? '', only.now[0] ?? '', count)];
  return [
    {
      ...difference(page, kind, middle.old[0] ?? '', middle.now[0] ?? '', middle.old.length),
      why: 'the same ones, in another order',
    },
  ];
}
