import { useEffect } from 'preact/hooks';
import { filesFrom } from '../api/files.ts';
import type { FileInfo } from '../api/types.ts';
import { visible } from '../session/may.ts';
import { isReading, tellMore } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';
import type { TreeRow } from './tree-rows.ts';

/** Files that were asked about, whatever came of it. */
const asked = new WeakSet<FileInfo>();
let isAsking = false;

/** Reads what is found of the files whose rows are drawn, where that came with no list: some at a time. */
export function useMore(rows: readonly TreeRow[], isWanted: boolean): void {
  const isLater = isReading.value;
  useEffect(() => {
    if (isWanted && !isLater && !isAsking) askMore(rows);
  });
}

function askMore(rows: readonly TreeRow[]): void {
  const unknown = rows.flatMap((row) =>
    row.type === 'file' && !row.file.diagnostics && !asked.has(row.file) ? [row.file] : [],
  );
  const [first] = unknown;
  if (!first) return;
  asked.add(first);
  const folder = first.path.slice(0, first.path.lastIndexOf('/') + 1);
  const beside = unknown.filter(({ path }) => path.startsWith(folder)).length;
  isAsking = true;
  // What comes before this path comes before it without its last letter, but for a few that may be told of as well.
  filesFrom(visible.value, first.path.slice(0, -1), Math.min(beside, 1_000))
    .finally(() => {
      isAsking = false;
    })
    .then(tellMore, sayError);
}
