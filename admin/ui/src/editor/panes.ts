import { effect, signal } from '@preact/signals';
import { readStored, store } from '../shell/browser-storage.ts';
import { route } from '../shell/route.ts';

const wide = matchMedia('(min-width: 760px)');

/** Which panes are shown. On narrow screens the sidebar covers the editor, so it starts closed. */
export const sidebarOpen = signal(wide.matches);
export const previewOpen = signal(wide.matches && readStored('preview') !== 'no');
/** Percent of the room for editor and preview that the preview has. */
export const previewShare = signal(readShare());
export const problemsOpen = signal(false);
/** Cursor of the editor: line and column from 1, characters selected. */
export const cursor = signal<{ line: number; column: number; selected: number }>({
  line: 1,
  column: 1,
  selected: 0,
});
/** Where the editor is to put the cursor, once it shows that file. */
export const target = signal<{ path: string; line: number; column: number } | null>(null);

function readShare(): number {
  const kept = Number(readStored('preview-share'));
  return kept >= 15 && kept <= 80 ? kept : 45;
}

effect(() => {
  store('preview-share', String(previewShare.value));
});
effect(() => {
  if (wide.matches) store('preview', previewOpen.value ? 'yes' : 'no');
});

/** On a narrow screen, what was picked in the sidebar is to be seen. */
export function leaveSidebar(): void {
  if (!wide.matches) sidebarOpen.value = false;
}

// Whichever link or key leads to another screen.
effect(() => {
  route.value;
  leaveSidebar();
});
