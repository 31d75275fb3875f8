import { effect, signal } from '@preact/signals';
import { isForContent } from '../session/may.ts';
import { readStored, store } from '../shell/browser-storage.ts';

const stored = readStored('form');

/** Whether files that can have a form are shown as one: who is for content begins with that. */
export const formOpen = signal(stored === 'yes');

effect(() => {
  if (stored === null && isForContent.value) formOpen.value = true;
});
effect(() => {
  store('form', formOpen.value ? 'yes' : 'no');
});

/** Whether a file can be shown as a form: an entry, or data with names. */
export const hasForm = (path: string): boolean =>
  /^(?:content\/.+\.(?:md|liquid|ya?ml|json)|data\/.+\.(?:ya?ml|json))$/.test(path) &&
  !/\/_collection\.ya?ml$/.test(path);
