import type { Frame } from './addresses.ts';
import { diffLists, diffWords } from './diff-page.ts';
import { type Difference, difference } from './difference.ts';
import type { FeedEntry, FeedView } from './feed-view.ts';
import { viewOf } from './page-view.ts';
import { middleOf } from './sequences.ts';

/** How two feeds differ for who subscribes: an entry with another id is a new one. */
export function diffFeeds(page: string, old: FeedView, now: FeedView, frame: Frame): Difference[] {
  const found =
    old.title === now.title ? [] : [difference(page, 'feed', `title ${old.title}`, `title ${now.title}`)];
  const ids = (feed: FeedView) => feed.entries.map(({ id }) => `entry ${id}`);
  found.push(...diffLists(page, 'feed', ids(old), ids(now)));
  const known = new Map(now.entries.map((entry) => [entry.id, entry]));
  for (const entry of old.entries) {
    const other = known.get(entry.id);
    if (other) found.push(...diffEntries(page, entry, other, frame));
  }
  return found;
}

function diffEntries(page: string, old: FeedEntry, now: FeedEntry, frame: Frame): Difference[] {
  const fields = (['title', 'link', 'date'] as const).filter((name) => old[name] !== now[name]);
  const rows = fields.map((name) =>
    difference(page, 'feed', `${name} ${shown(name, old[name])}`, `${name} ${shown(name, now[name])}`),
  );
  return [...rows, ...diffContent(page, old, now, frame)];
}

const shown = (name: string, value: string): string =>
  name === 'date' && /^-?\d+$/.test(value) ? new Date(Number(value)).toISOString() : value;

function diffContent(page: string, old: FeedEntry, now: FeedEntry, frame: Frame): Difference[] {
  if (old.content === now.content) return [];
  // Links in it are read from where the entry is.
  const at = URL.parse(old.link, frame.origin)?.href ?? frame.origin;
  const [a, b] = [viewOf(old.content, at, frame), viewOf(now.content, at, frame)];
  const code = middleOf(a.code, b.code);
  return [
    ...diffWords(page, 'feed', a.words, b.words),
    ...diffLists(page, 'feed', a.links, b.links),
    ...diffLists(page, 'feed', a.sources, b.sources),
    ...(code ? [difference(page, 'feed', code.old[0] ?? '', code.now[0] ?? '')] : []),
  ];
}
