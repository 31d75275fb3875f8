import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { leaveSidebar } from '../editor/panes.ts';
import { openFile } from '../editor/tabs.ts';
import type { TreeRow } from './tree-rows.ts';

/** Which folders are closed, and which row has the focus. */
export function useTreeState(tree: RefObject<HTMLDivElement>) {
  const closed = useSignal<ReadonlySet<string>>(new Set());
  const focused = useSignal('');
  const focus = (path: string | undefined) => {
    if (path === undefined) return;
    focused.value = path;
    // The row may have to be drawn first.
    requestAnimationFrame(() => rowOf(tree.current, path)?.focus());
  };
  /** Keys are meant for the row that has the focus, however it came there. */
  const noteFocus = ({ target }: FocusEvent) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-path]') : null;
    if (row?.dataset.path) focused.value = row.dataset.path;
  };
  const toggle = (path: string, open: boolean) => {
    const next = new Set(closed.value);
    if (open) next.delete(path);
    else next.add(path);
    closed.value = next;
  };
  const activate = (row: TreeRow) => {
    focused.value = row.path;
    if (row.type === 'folder') return toggle(row.path, !row.open);
    openFile(row.path);
    leaveSidebar();
  };
  return { closed, focused, focus, noteFocus, toggle, activate };
}

export type TreeState = ReturnType<typeof useTreeState>;

/** Opens the folders of the file that is being edited, and shows its row. */
export function useReveal(
  tree: RefObject<HTMLDivElement>,
  { closed }: TreeState,
  active: string | undefined,
): void {
  useEffect(() => {
    if (active === undefined) return;
    const next = [...closed.value].filter((folder) => !active.startsWith(`${folder}/`));
    if (next.length < closed.value.size) closed.value = new Set(next);
    const frame = requestAnimationFrame(() =>
      rowOf(tree.current, active)?.scrollIntoView({ block: 'nearest' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [active, closed, tree]);
}

/** When the row that has the focus goes, as with a deleted file, its neighbour takes it. Called while the old rows are still there. */
export function useNeighbour(
  tree: RefObject<HTMLDivElement>,
  { focused, focus }: TreeState,
  rows: readonly TreeRow[],
): void {
  const last = useRef(-1);
  const at = rows.findIndex(({ path }) => path === focused.value);
  const isLost = at < 0 && last.current >= 0 && tree.current?.contains(document.activeElement) === true;
  const neighbour = isLost ? rows[Math.min(last.current, rows.length - 1)]?.path : undefined;
  last.current = at;
  useEffect(() => focus(neighbour), [neighbour]);
}

function rowOf(tree: HTMLElement | null, path: string): HTMLElement | null {
  return tree?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`) ?? null;
}
