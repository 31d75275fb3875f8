import type { FileKind } from '../../../../schema/file.ts';
import type { FileInfo } from '../api/types.ts';

export interface FolderRow {
  readonly type: 'folder';
  readonly path: string;
  readonly name: string;
  readonly level: number;
  readonly open: boolean;
  readonly count: number;
  /** Of a folder at the top: what its files are. */
  readonly kind: FileKind | undefined;
}

export interface FileRow {
  readonly type: 'file';
  readonly path: string;
  readonly name: string;
  readonly level: number;
  readonly file: FileInfo;
}

export type TreeRow = FolderRow | FileRow;

/** The folders that a site has, in the order in which they are shown. */
export const FOLDERS: readonly (readonly [name: string, kind: FileKind])[] = [
  ['pages', 'page'],
  ['content', 'entry'],
  ['layouts', 'layout'],
  ['partials', 'partial'],
  ['data', 'data'],
  ['assets', 'asset'],
  ['public', 'asset'],
  ['samples', 'sample'],
];

/**
 * The rows of the tree as they are seen: files that match the filter, in folders that are not closed. With a filter,
 * every folder is open.
 */
export function treeRows(files: Iterable<FileInfo>, filter: string, closed: ReadonlySet<string>): TreeRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...files].filter((file) => words.every((word) => file.path.toLowerCase().includes(word)));
  const rows: TreeRow[] = found
    .filter((file) => file.kind === 'site')
    .map((file) => ({ type: 'file', path: file.path, name: file.path, level: 1, file }));
  for (const [folder, kind] of FOLDERS) {
    const inside = found.filter((file) => file.path.startsWith(`${folder}/`));
    if (inside.length === 0 && words.length > 0) continue;
    const open = words.length > 0 || !closed.has(folder);
    rows.push({ type: 'folder', path: folder, name: folder, level: 1, open, count: inside.length, kind });
    if (open) rows.push(...folderRows(inside, folder, 2, words.length > 0, closed));
  }
  return rows;
}

/** More rows than this are not drawn: a filter finds the rest sooner than the eye. */
const MOST_ROWS = 1_000;
/** Of the files of one folder, where there are more rows in all: as many as leave room for the other folders. */
const OF_A_FOLDER = [900, 500, 200, 50, 10];

/**
 * The first rows of each folder, so that one of 20,000 files does not hide all that come after it, and those of the open file with its
 * folders wherever it is.
 */
export function drawnRows(rows: readonly TreeRow[], active: string | undefined): TreeRow[] {
  const isOfActive = ({ path }: TreeRow) => path === active || active?.startsWith(`${path}/`);
  let some = rows;
  for (const most of OF_A_FOLDER) if (some.length > MOST_ROWS) some = firstOfEach(rows, most, isOfActive);
  return [...some.slice(0, MOST_ROWS), ...some.slice(MOST_ROWS).filter(isOfActive)];
}

function firstOfEach(
  rows: readonly TreeRow[],
  most: number,
  isWanted: (row: TreeRow) => boolean | undefined,
): TreeRow[] {
  const drawn = new Map<string, number>();
  return rows.filter((row) => {
    if (row.type === 'folder') return true;
    const folder = row.path.slice(0, -row.name.length);
    const count = (drawn.get(folder) ?? 0) + 1;
    drawn.set(folder, count);
    return count <= most || isWanted(row);
  });
}

function folderRows(
  files: readonly FileInfo[],
  folder: string,
  level: number,
  all: boolean,
  closed: ReadonlySet<string>,
): TreeRow[] {
  const rows: TreeRow[] = [];
  const direct: FileRow[] = [];
  const folders = new Map<string, FileInfo[]>();
  for (const file of files) {
    const name = file.path.slice(folder.length + 1);
    const slash = name.indexOf('/');
    if (slash < 0) direct.push({ type: 'file', path: file.path, name, level, file });
    else {
      const inner = name.slice(0, slash);
      const inside = folders.get(inner);
      if (inside) inside.push(file);
      else folders.set(inner, [file]);
    }
  }
  for (const [name, inside] of folders) {
    const path = `${folder}/${name}`;
    const open = all || !closed.has(path);
    rows.push({ type: 'folder', path, name, level, open, count: inside.length, kind: undefined });
    if (open) rows.push(...folderRows(inside, path, level + 1, all, closed));
  }
  return [...rows, ...direct];
}
