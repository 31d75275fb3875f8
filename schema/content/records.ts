import type { Blocks } from './blocks.ts';

/**
 * A collection as a release holds it, as JSON below the key `collections/<name>`: what its entries are without their
 * texts, in the collection's order.
 */
export interface CollectionRecord {
  readonly name: string;
  readonly title: string;
  /** None where `blocks` says where they are. */
  readonly entries: readonly EntryRecord[];
  readonly blocks?: Blocks;
  /** Whether the order goes down: what comes next is the older one. */
  readonly descending?: boolean;
  /** The page that shows its entries, and what its front matter adds. */
  readonly page?: { readonly path: string; readonly own?: Readonly<Record<string, unknown>> };
  /** Groups by each field that pages read them by: name, slug, and the places of their entries. */
  readonly groups?: Readonly<Record<string, readonly GroupRecord[]>>;
  /** Fields that hold slugs of entries, or lists of them, and the collections of these. */
  readonly references?: Readonly<Record<string, string>>;
}

export type GroupRecord = readonly [name: string | number | boolean, slug: string, at: readonly number[]];

/** An entry. Its texts have keys of their own: its path, and its path with `#excerpt`. */
export interface EntryRecord {
  readonly path: string;
  readonly slug: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Its address; left out where no page shows it. */
  readonly url?: string;
  /** Left out where it has no text. */
  readonly words?: number;
  readonly toc?: readonly { readonly level: number; readonly id: string; readonly text: string }[];
  /** Milliseconds since the epoch of its last save, where that is known. */
  readonly saved?: number;
}

export const collectionKey = (name: string): string => `collections/${name}`;
export const excerptKey = (path: string): string => `${path}#excerpt`;

/** What an entry has by itself. Front matter wins; the entry's own is then below `meta`. */
export const BUILT_IN: readonly string[] = [
  ...['slug', 'url', 'path', 'content', 'excerpt', 'words', 'toc', 'previous', 'next'],
  ...['parent', 'children', 'updated', 'collection'],
];
