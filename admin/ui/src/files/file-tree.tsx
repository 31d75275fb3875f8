import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { leaveSidebar } from '../editor/panes.ts';
import { activePath, openFile } from '../editor/tabs.ts';
import { mayWrite } from '../session/may.ts';
import { files } from '../session/site.ts';
import { openDialog } from '../shell/dialogs.ts';
import { deleteWithUndo } from './file-actions.ts';
import { FileMenu, type MenuPlace } from './file-menu.tsx';
import { TreeItem } from './tree-item.tsx';
import { type TreeRow, treeRows } from './tree-rows.ts';

/** More rows than this are not drawn: a filter finds the rest sooner than the eye. */
const MOST_ROWS = 1_000;

/** The files as a tree, by the keys of the ARIA tree pattern: arrows, Home, End, Enter, F2, Delete. */
export function FileTree({ filter }: { filter: string }) {
  const menu = useSignal<MenuPlace | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const { closed, focused, focus, noteFocus, toggle, activate } = useTreeState(tree);
  const rows = treeRows(files.value.values(), filter, closed.value);
  const shown = rows.slice(0, MOST_ROWS);
  const active = activePath();
  const tabStop = shown.some((row) => row.path === focused.value)
    ? focused.value
    : (active ?? shown[0]?.path);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = shown.findIndex((row) => row.path === tabStop);
    const row = shown[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keyAction(event.key, row, at);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const keyAction = (key: string, row: TreeRow, at: number): (() => void) | undefined => {
    const isFile = row.type === 'file';
    const writable = isFile && mayWrite(row.path);
    const parent = () => focus(shown.slice(0, at).findLast((other) => other.level < row.level)?.path);
    const actions: Record<string, (() => void) | undefined> = {
      ArrowDown: () => focus(shown[at + 1]?.path),
      ArrowUp: () => focus(shown[at - 1]?.path),
      Home: () => focus(shown[0]?.path),
      End: () => focus(shown.at(-1)?.path),
      ArrowRight: isFile ? undefined : () => (row.open ? focus(shown[at + 1]?.path) : toggle(row.path, true)),
      ArrowLeft: !isFile && row.open ? () => toggle(row.path, false) : parent,
      Enter: () => activate(row),
      ' ': () => activate(row),
      F2: writable ? () => openDialog({ dialog: 'rename', path: row.path }) : undefined,
      Delete: writable ? () => void deleteWithUndo(row.path) : undefined,
      ContextMenu: isFile ? () => openMenuAt(row.path) : undefined,
    };
    return Object.hasOwn(actions, key) ? actions[key] : undefined;
  };
  const openMenuAt = (path: string) => {
    menu.value = menuBelow(tree.current, path);
  };

  return (
    <>
      <div
        ref={tree}
        class="tree"
        role="tree"
        aria-label="Files of the site"
        onKeyDown={onKeyDown}
        onFocusIn={noteFocus}
      >
        {shown.map((row) => (
          <TreeItem
            key={row.path}
            row={row}
            selected={row.path === active}
            tabStop={row.path === tabStop}
            activate={activate}
            openMenu={(x, y) => {
              if (row.type === 'file') menu.value = { path: row.path, x, y };
            }}
          />
        ))}
      </div>
      <Hint hidden={rows.length - shown.length} isEmpty={rows.length === 0} filter={filter} />
      {menu.value && (
        <FileMenu
          place={menu.value}
          close={() => {
            const path = menu.value?.path;
            menu.value = null;
            focus(path);
          }}
        />
      )}
    </>
  );
}

function menuBelow(tree: HTMLElement | null, path: string): MenuPlace | null {
  const box = tree?.querySelector(`[data-path="${CSS.escape(path)}"]`)?.getBoundingClientRect();
  return box ? { path, x: box.left + 24, y: box.bottom } : null;
}

/** Which folders are closed, and which row has the focus. */
function useTreeState(tree: RefObject<HTMLDivElement>) {
  const closed = useSignal<ReadonlySet<string>>(new Set());
  const focused = useSignal('');
  const focus = (path: string | undefined) => {
    if (path === undefined) return;
    focused.value = path;
    // The row may have to be drawn first.
    requestAnimationFrame(() =>
      tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)?.focus(),
    );
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

function Hint({ hidden, isEmpty, filter }: { hidden: number; isEmpty: boolean; filter: string }) {
  return (
    <>
      {hidden > 0 && <p class="tree-more">{hidden} more: type to filter</p>}
      {isEmpty && <p class="tree-more">No file matches “{filter}”.</p>}
    </>
  );
}
