import { effect, signal } from '@preact/signals';
import { readStored, store } from '../shell/browser-storage.ts';

/** Whether files that can have a form are shown as one. */
export const formOpen = signal(readStored('form') === 'yes');

effect(() => {
  store('form', formOpen.value ? 'yes' : 'no');
});

/** Whether a file can be shown as a form: an entry, or data with names. */
export const hasForm = (path: string): boolean =>
  /^(?:content\/.+\.(?:md|liquid|ya?ml|json)|data\/.+\.(?:ya?ml|json))$/.test(path) &&
  !/\/_collection\.ya?ml$/.test(path);
