import type { Listing } from '../../../schema/api/core.ts';
import { etagOf } from '../../../schema/file-etag.ts';
import { BEHIND, behind } from '../rows/behind.ts';

type Row = Record<'path' | 'hash' | 'author', string> & { size: number; updated: number };

/** Files in path order behind `after`, in columns, and the cursor of the next. What is found of them takes a look at each, and is left out. */
export function columnsOf(
  sql: SqlStorage,
  prefix: string,
  after: string,
  limit: number,
): Omit<Listing, 'draft'> {
  const rows = sql
    .exec<Row>(
      `SELECT path, hash, size, author, updated FROM files WHERE ${BEHIND} ORDER BY path LIMIT ?`,
      ...[...behind(prefix, after), limit + 1],
    )
    .toArray();
  const isMore = rows.length > limit;
  if (isMore) rows.pop();
  const places = new Map<string, number>();
  for (const { author } of rows) if (!places.has(author)) places.set(author, places.size);
  return {
    paths: rows.map(({ path }) => path),
    etags: rows.map(({ hash }) => etagOf(hash).slice(1, -1)),
    sizes: rows.map(({ size }) => size),
    updated: rows.map(({ updated }) => updated),
    authors: rows.map(({ author }) => places.get(author) ?? 0),
    names: [...places.keys()],
    cursor: isMore ? (rows.at(-1)?.path ?? null) : null,
  };
}
