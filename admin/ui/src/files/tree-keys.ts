import { useRef } from 'preact/hooks';
import { mayWrite } from '../session/may.ts';
import { openDialog } from '../shell/dialogs.ts';
import { deleteWithUndo } from './file-actions.ts';
import type { TreeRow } from './tree-rows.ts';
import type { TreeState } from './tree-state.ts';
import { TypeAhead } from './type-ahead.ts';

/** The keys of the ARIA tree pattern, for the row at an index: arrows, Home, End, Enter, F2, Delete, and letters of a name. */
export function useTreeKeys(state: TreeState, rows: readonly TreeRow[], openMenu: (path: string) => void) {
  const typeAhead = useRef(new TypeAhead()).current;
  const { focus } = state;
  return (event: KeyboardEvent, at: number): void => {
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const isLetter = event.key.length === 1 && (event.key !== ' ' || typeAhead.goesOn(Date.now()));
    const toName = () => {
      const names = rows.map(({ name }) => name);
      focus(rows[typeAhead.find(event.key, names, at, Date.now())]?.path);
    };
    const act = isLetter ? toName : actionOf(event.key, rows, at, state, openMenu);
    if (!act) return;
    event.preventDefault();
    act();
  };
}

function actionOf(
  key: string,
  rows: readonly TreeRow[],
  at: number,
  { focus, toggle, activate }: TreeState,
  openMenu: (path: string) => void,
): (() => void) | undefined {
  const row = rows[at];
  if (!row) return undefined;
  const isFile = row.type === 'file';
  const writable = isFile && mayWrite(row.path);
  const parent = () => focus(rows.slice(0, at).findLast((other) => other.level < row.level)?.path);
  const actions: Record<string, (() => void) | undefined> = {
    ArrowDown: () => focus(rows[at + 1]?.path),
    ArrowUp: () => focus(rows[at - 1]?.path),
    Home: () => focus(rows[0]?.path),
    End: () => focus(rows.at(-1)?.path),
    ArrowRight: isFile ? undefined : () => (row.open ? focus(rows[at + 1]?.path) : toggle(row.path, true)),
    ArrowLeft: !isFile && row.open ? () => toggle(row.path, false) : parent,
    Enter: () => activate(row),
    ' ': () => activate(row),
    F2: writable ? () => openDialog({ dialog: 'rename', path: row.path }) : undefined,
    Delete: writable ? () => void deleteWithUndo(row.path) : undefined,
    ContextMenu: isFile ? () => openMenu(row.path) : undefined,
  };
  return Object.hasOwn(actions, key) ? actions[key] : undefined;
}
