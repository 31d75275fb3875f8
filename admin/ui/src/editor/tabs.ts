import { effect, signal } from '@preact/signals';
import { readStored, store } from '../shell/browser-storage.ts';
import { go, route } from '../shell/route.ts';
import { keptPaths } from './kept-work.ts';

/** Paths of open files, in the order of their tabs. */
export const tabs = signal<readonly string[]>(readTabs());

effect(() => {
  const at = route.value;
  if (at.view === 'edit' && !tabs.peek().includes(at.path)) tabs.value = [...tabs.peek(), at.path];
});
effect(() => {
  store('tabs', JSON.stringify(tabs.value));
});

/** The path that is being edited. */
export function activePath(): string | undefined {
  return route.value.view === 'edit' ? route.value.path : undefined;
}

export function openFile(path: string): void {
  go({ view: 'edit', path });
}

/** Closes a tab and goes to the one beside it. Unsaved work stays kept. */
export function closeTab(path: string): void {
  const at = tabs.value.indexOf(path);
  if (at < 0) return;
  const rest = tabs.value.filter((other) => other !== path);
  tabs.value = rest;
  if (activePath() !== path) return;
  const next = rest[Math.min(at, rest.length - 1)];
  go(next === undefined ? { view: 'files' } : { view: 'edit', path: next }, true);
}

export function renameTab(from: string, to: string): void {
  const wasActive = activePath() === from;
  tabs.value = tabs.value.map((path) => (path === from ? to : path));
  if (wasActive) go({ view: 'edit', path: to }, true);
}

/** Goes `step` tabs to the right. */
export function stepTab(step: number): void {
  const { length } = tabs.value;
  if (length === 0) return;
  const next = tabs.value[(tabs.value.indexOf(activePath() ?? '') + step + length) % length];
  if (next !== undefined) openFile(next);
}

function readTabs(): string[] {
  const text = readStored('tabs');
  const open: unknown = text === null ? [] : JSON.parse(text);
  const paths = Array.isArray(open) ? open.filter((path) => typeof path === 'string') : [];
  return [...new Set([...paths, ...keptPaths.peek()])];
}
