import { decodeHtml } from '../../../move-in/html/charset.ts';
import type { Frame } from './addresses.ts';
import { differInBuildTimes } from './build-times.ts';
import { diffFeeds } from './diff-feed.ts';
import { diffLinks, diffPages, diffWords } from './diff-page.ts';
import { type Difference, difference } from './difference.ts';
import { feedOf, locationsOf, xmlKind } from './feed-view.ts';
import type { Ids } from './ids.ts';
import { viewOf, wordsOf } from './page-view.ts';
import { sameSheets } from './style-sheet.ts';

/** One address of both sites. */
export interface Pair {
  /** In the old site, decoded. */
  readonly page: string;
  /** URLs from which the links of each are read. */
  readonly oldUrl: string;
  readonly newUrl: string;
  readonly old: Uint8Array;
  readonly now: Uint8Array;
  /** Content type there, where it is known. */
  readonly type?: string;
}

/** Endings of files that are texts. */
const TEXTS = /\.(?:xml|rss|atom|rdf|json|webmanifest|css|js|mjs|txt|md|svg|csv|ics|map|scss)$/i;

/** How a file differs: as a page, a feed, a sitemap or JSON, else as text or bytes. */
export function diffFiles(pair: Pair, frame: Frame, ids: Ids): Difference[] {
  const { page, old, now } = pair;
  if (isHtml(pair)) return diffHtml(pair, frame, ids);
  if (same(old, now)) return [];
  if (!TEXTS.test(page) && !isTextType(pair))
    return [difference(page, 'file', `${old.length} bytes`, `${now.length} other bytes`)];
  return diffTexts(pair, text(old), text(now), frame);
}

function diffTexts({ page, oldUrl, newUrl }: Pair, old: string, now: string, frame: Frame): Difference[] {
  const kind = xmlKind(old);
  if (kind === 'feed') return diffFeeds(page, feedOf(old, oldUrl, frame), feedOf(now, newUrl, frame), frame);
  if (kind === 'sitemap')
    return diffLinks(page, locationsOf(old, oldUrl, frame), locationsOf(now, newUrl, frame), 'sitemap');
  if (/\.(?:json|webmanifest)$/i.test(page)) {
    const [a, b] = [parsed(old), parsed(now)];
    if (a !== undefined && a === b) return [];
  }
  if (/\.css$/i.test(page) && sameSheets(old, now)) return [];
  if (differInBuildTimes(old.trim(), now.trim())) return [];
  return diffWords(page, 'file', wordsOf(old), wordsOf(now));
}

function diffHtml({ page, oldUrl, newUrl, old, now }: Pair, frame: Frame, ids: Ids): Difference[] {
  const before = viewOf(decodeHtml(old).text, oldUrl, frame);
  const isSame = oldUrl === newUrl && same(old, now);
  const after = isSame ? before : viewOf(decodeHtml(now).text, newUrl, frame);
  // Also of equal pages: others may point to their ids, and they to those of others.
  ids.add(page, before, after);
  return isSame ? [] : diffPages(page, before, after);
}

function isHtml({ page, type, old }: Pair): boolean {
  if (type !== undefined && type !== '') return /\bhtml\b/.test(type);
  if (/\.(?:html?|xhtml)$/i.test(page) || page.endsWith('/')) return true;
  return !/\.[^/]*$/.test(page) && /^\s*<(?:!doctype html|html)\b/i.test(text(old.subarray(0, 200)));
}

const isTextType = ({ type = '' }: Pair): boolean => /^text\/|\b(?:json|xml|javascript)\b/.test(type);
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** JSON with its members in one order; undefined where it is none. */
function parsed(json: string): string | undefined {
  try {
    return JSON.stringify(sorted(JSON.parse(json)));
  } catch {
    return undefined;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([key, each]) => [key, sorted(each)]);
}
