import { effect, signal } from '@preact/signals';
import { files } from '../../session/site.ts';
import { readStored, store } from '../../shell/browser-storage.ts';
import { route } from '../../shell/route.ts';
import { say } from '../../shell/toasts.ts';
import { isEditable } from '../editable.ts';
import { keptPaths } from '../kept-work.ts';
import { activePath, openFile, tabs } from '../tabs.ts';

/** The file in the pane beside the one that is being edited; null where there is no such pane. */
export const beside = signal<string | null>(readStored('beside'));
/** The file beside the one at a path, if it is there and another. */
export function besideOf(path: string): string | null {
  const other = beside.value;
  const isThere = other !== null && (files.value.has(other) || keptPaths.value.has(other));
  return isThere && other !== path ? other : null;
}

/** Percent of the editors' room that the pane has. */
export const besideShare = signal(50);

effect(() => {
  store('beside', beside.value);
});

let last = activePath();
effect(() => {
  const { view } = route.value;
  const now = view === 'edit' ? activePath() : last;
  // A file is in one pane: the one that was in the other goes where it was.
  if (now !== undefined && now === beside.peek()) beside.value = last === now ? null : (last ?? null);
  last = now;
});

/** Shows a file beside the open one. The open one itself goes there, and the one that was open before it takes its place. */
export function openBeside(path: string): void {
  if (!isEditable(path) || activePath() === undefined) openFile(path);
  else if (path !== activePath()) beside.value = path;
  else {
    const other = tabs.value.findLast((tab) => tab !== path && isEditable(tab));
    if (other === undefined) say('Open another file first: this one goes beside it then.');
    else {
      openFile(other);
      beside.value = path;
    }
  }
}

export function closeBeside(): void {
  beside.value = null;
}

/** The path that keys are meant for: that of the pane that has the focus. */
export function pathInFocus(): string | undefined {
  const isThere = document.activeElement?.closest('.beside') != null;
  return isThere && beside.value !== null ? beside.value : activePath();
}
