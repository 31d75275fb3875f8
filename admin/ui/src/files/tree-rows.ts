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

/** A folder with all that is in it, however many. */
export interface Folder {
  readonly path: string;
  readonly name: string;
  readonly folders: Folder[];
  readonly files: FileInfo[];
  /** Of files in it and below it. */
  count: number;
}

const folderAt = (path: string): Folder => ({
  path,
  name: path.slice(path.lastIndexOf('/') + 1),
  folders: [],
  files: [],
  count: 0,
});

/** The folders of files in path order, below one without a name, which has the files that are in none. */
export function folderTree(files: Iterable<FileInfo>): Folder {
  const root = folderAt('');
  const known = new Map(FOLDERS.map(([name]) => [name, folderAt(name)]));
  root.folders.push(...known.values());
  const find = (path: string): Folder | undefined => {
    const found = known.get(path);
    const slash = path.lastIndexOf('/');
    if (found || slash < 0) return found;
    const parent = find(path.slice(0, slash));
    if (!parent) return undefined;
    const made = folderAt(path);
    known.set(path, made);
    parent.folders.push(made);
    return made;
  };
  // Most are in the folder of the one before.
  let last = root;
  for (const file of files) {
    const slash = file.path.lastIndexOf('/');
    if (slash !== last.path.length || !file.path.startsWith(last.path))
      last = (slash < 0 ? undefined : find(file.path.slice(0, slash))) ?? root;
    if (last !== root || file.kind === 'site') last.files.push(file);
  }
  addUp(root);
  return root;
}

function addUp(folder: Folder): number {
  folder.count = folder.folders.reduce((sum, each) => sum + addUp(each), folder.files.length);
  return folder.count;
}

/** Files of which each word is in the path. `lower` are their paths in lower case. */
export function matching(files: Iterable<FileInfo>, lower: readonly string[], filter: string): FileInfo[] {
  const words = wordsOf(filter);
  let at = 0;
  return Array.from(files).filter(() => {
    const path = lower[at++] ?? '';
    return words.every((word) => path.includes(word));
  });
}

export const wordsOf = (filter: string): string[] => filter.toLowerCase().split(/\s+/).filter(Boolean);

/** Rows that are all drawn. */
const ALL_ROWS = 1_000;
/** Of more, so many: a filter finds the rest sooner than the eye. */
const MOST_ROWS = 500;
/** Of the files of one folder, where there are more: as many as leave room for the other folders. */
const OF_A_FOLDER = [450, 200, 80, 20, 5];

/** What is drawn of a tree. */
export interface Drawn {
  readonly rows: readonly TreeRow[];
  /** Rows that are not drawn. */
  readonly hidden: number;
}

/**
 * The rows of the tree as they are seen: the first of each folder that is open, so that one of 20,000 files does not hide all that come after
 * it, and those of the `active` file with its folders wherever it is. Where `found` is all that matches a filter, every folder is open.
 */
export function drawnRows(
  tree: Folder,
  closed: ReadonlySet<string>,
  active: string | undefined,
  found = false,
): Drawn {
  const isOpen = (folder: Folder) => found || !closed.has(folder.path);
  const counts = countsOf(tree, isOpen, found);
  const rowsWith = (most: number) =>
    counts.folders + counts.files.reduce((sum, count) => sum + Math.min(count, most), 0);
  const all = rowsWith(Number.POSITIVE_INFINITY);
  const fit = OF_A_FOLDER.find((each) => rowsWith(each) <= MOST_ROWS) ?? 5;
  const most = all <= ALL_ROWS ? ALL_ROWS : fit;
  const rows: TreeRow[] = [];
  addFiles(rows, tree, 1, most, active);
  addFolders(rows, tree, 1, { isOpen, found, most, active });
  const isOfActive = ({ path }: TreeRow) => path === active || active?.startsWith(`${path}/`);
  const drawn =
    all <= ALL_ROWS ? rows : [...rows.slice(0, MOST_ROWS), ...rows.slice(MOST_ROWS).filter(isOfActive)];
  return { rows: drawn, hidden: all - drawn.length };
}

/** How many folders have a row, and how many files each of those that are open has. */
function countsOf(tree: Folder, isOpen: (folder: Folder) => boolean, found: boolean) {
  const counts = { folders: 0, files: [tree.files.length] };
  const add = (folder: Folder) => {
    if (found && folder.count === 0) return;
    counts.folders++;
    if (!isOpen(folder)) return;
    counts.files.push(folder.files.length);
    folder.folders.forEach(add);
  };
  tree.folders.forEach(add);
  return counts;
}

interface Drawing {
  isOpen(folder: Folder): boolean;
  readonly found: boolean;
  /** Of the files of one folder. */
  readonly most: number;
  readonly active: string | undefined;
}

function addFolders(rows: TreeRow[], { folders }: Folder, level: number, drawing: Drawing): void {
  for (const folder of folders) {
    const { path, name, count } = folder;
    if (drawing.found && count === 0) continue;
    const open = drawing.isOpen(folder);
    const kind = level === 1 ? KINDS.get(path) : undefined;
    rows.push({ type: 'folder', path, name, level, open, count, kind });
    if (!open) continue;
    addFolders(rows, folder, level + 1, drawing);
    addFiles(rows, folder, level + 1, drawing.most, drawing.active);
  }
}

const KINDS: ReadonlyMap<string, FileKind> = new Map(FOLDERS);

function addFiles(
  rows: TreeRow[],
  { path: folder, files }: Folder,
  level: number,
  most: number,
  active: string | undefined,
): void {
  const start = folder === '' ? 0 : folder.length + 1;
  const add = (file: FileInfo) =>
    rows.push({ type: 'file', path: file.path, name: file.path.slice(start), level, file });
  for (const file of files.length > most ? files.slice(0, most) : files) add(file);
  if (files.length <= most || active?.lastIndexOf('/') !== start - 1 || !active.startsWith(folder)) return;
  const at = files.findIndex(({ path }) => path === active);
  const file = at >= most ? files[at] : undefined;
  if (file) add(file);
}
