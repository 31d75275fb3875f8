import { readEntryPath } from '../../../../site/content/entry-path.ts';
import type { CollectionRows } from '../api/collections.ts';
import type { FileInfo } from '../api/types.ts';
import type { Noted } from '../session/noted.ts';
import { movedSince, notedSince } from './moved-since.ts';
import type { Row } from './shown-rows.ts';

export type Files = ReadonlyMap<string, FileInfo>;

/** Rows with the moment before they were asked for. */
export interface ReadRows extends CollectionRows {
  readonly asOf: number;
  readonly entries: readonly (CollectionRows['entries'][number] & { readonly asOf: number })[];
}

/** A row that was shown, and the path of the one above it. */
export interface Known {
  readonly row: Row;
  readonly above: string | undefined;
}

/**
 * The rows that the server answered, with what was noted of their files since it was asked: those that are gone left out, those that were
 * moved at their new paths, and with `known` those that are there again, where they were. The same rows where nothing was.
 */
export function notedRows(
  read: ReadRows,
  rows: readonly Row[],
  files: Files,
  name: string,
  known: ReadonlyMap<string, Known> | undefined,
): readonly Row[] {
  const noted = notedSince(read.asOf);
  if (noted.length === 0) return rows;
  // Pages that were asked for later have some of it.
  const moved = new Map<number, ReturnType<typeof movedSince>>();
  const here = new Set<string>();
  const shown: Row[] = [];
  for (const [at, row] of rows.entries()) {
    const asOf = read.entries[at]?.asOf ?? read.asOf;
    const since = moved.get(asOf) ?? movedSince(asOf);
    moved.set(asOf, since);
    const path = since.has(row.path) ? since.get(row.path) : row.path;
    if (!path || here.has(path)) continue;
    shown.push(path === row.path ? row : movedRow(row, path, files));
    here.add(path);
  }
  for (const { path } of known ? noted : []) {
    if (here.has(path) || !files.has(path) || readEntryPath(path)?.collection !== name) continue;
    const { row, above } = known?.get(knownAt(noted, path) ?? '') ?? {};
    const added = !row ? newRow(path, files) : row.path === path ? row : movedRow(row, path, files);
    shown.splice(shown.findIndex((each) => each.path === above) + 1, 0, added);
    here.add(path);
  }
  return shown.length === rows.length && shown.every((row, at) => row === rows[at]) ? rows : shown;
}

/** Where the row of what is at a path now was shown last; undefined where another file was shown there. */
function knownAt(noted: readonly Noted[], path: string): string | undefined {
  const own = noted.filter((each) => each.path === path || each.to === path);
  const gone = own.findLastIndex(({ to }) => to === null);
  const came = own.findLast((each, at) => at > gone && each.path !== path);
  if (came) {
    const isTaken = noted.some(
      (each) => each.at > came.at && each.to === came.path && each.path !== came.path,
    );
    return isTaken ? path : came.path;
  }
  const before = own[gone - 1];
  const isElsewhere = before?.path === path && before.to !== path && before.to !== null;
  return isElsewhere ? undefined : path;
}

const movedRow = (row: Row, path: string, files: Files): Row => ({
  ...row,
  ...namedBy(path),
  // What has no title is called by its slug.
  ...(row.title !== row.slug && { title: row.title }),
  state: row.state === 'live' || row.state === 'changed' ? 'new' : row.state,
  updated: files.get(path)?.updated ?? row.updated,
});

/** Of an entry that was not shown before, until the server has said more. */
const newRow = (path: string, files: Files): Row => ({
  ...namedBy(path),
  date: null,
  state: 'new',
  url: null,
  updated: files.get(path)?.updated ?? null,
  order: null,
  author: files.get(path)?.author ?? '',
});

function namedBy(path: string): Pick<Row, 'path' | 'slug' | 'title'> {
  const { slug = '' } = readEntryPath(path) ?? {};
  return { path, slug, title: slug };
}
