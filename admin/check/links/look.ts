import { ofItsOwn } from '../../../site/of-its-own.ts';
import { HOST } from './page-url.ts';
import { type Token, tokens } from './start-tags.ts';

/** What links of and to a page need to be known of it. */
export interface Looked {
  /** What fragments may name. */
  readonly ids: readonly string[];
  /** What it links to, as it is written, but for places that it has itself: a link from a text to its own headings leads there wherever it is. */
  readonly targets: readonly string[];
}

/** Looks for both in a page's HTML. */
export function lookForLinks(body: string): Looked {
  const ids = new Set<string>();
  const targets = new Set<string>();
  for (const token of tokens(body)) {
    if (token.attributes.size === 0) continue;
    for (const name of ['id', 'name']) {
      const id = token.attributes.get(name);
      if (id !== undefined && (name === 'id' || token.name === 'a')) ids.add(id);
    }
    for (const target of targetsOf(token)) targets.add(target);
  }
  // Else each link that is noted would keep its page in memory.
  return ofItsOwn({ ids: [...ids], targets: [...targets].filter((target) => !isOwn(target, ids)) });
}

/** Fragments that are ids as they are written. */
const PLAIN = /^#[\w.~-]+$/;

function isOwn(target: string, ids: ReadonlySet<string>): boolean {
  if (!target.startsWith('#')) return false;
  const hash = PLAIN.test(target) ? target : (URL.parse(target, HOST)?.hash ?? '');
  const id = fragmentOf(hash);
  return id !== undefined && ids.has(id);
}

const ATTRIBUTES = ['href', 'src', 'poster', 'srcset'];
/** Their `href` is no address that is followed. */
const UNFOLLOWED = new Set(['base', 'use', 'image']);

function* targetsOf({ name, attributes }: Token): Generator<string> {
  if (UNFOLLOWED.has(name)) return;
  for (const attribute of ATTRIBUTES) {
    const value = attributes.get(attribute);
    if (value === undefined) continue;
    if (attribute !== 'srcset') yield value;
    else for (const each of value.split(/,\s+/)) yield each.trim().split(/\s/)[0] ?? '';
  }
}

/** The id that a fragment means; undefined where it means the top, or a piece of text. */
export function fragmentOf(hash: string): string | undefined {
  const written = hash.slice(1).replace(/:~:.*$/, '');
  if (written === '' || written.toLowerCase() === 'top') return undefined;
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
