import { effect, signal } from '@preact/signals';
import { readStored, store } from '../shell/browser-storage.ts';
import { say } from '../shell/toasts.ts';

/** Whether files are formatted when they are saved, in this browser. */
export const formatsOnSave = signal(readStored('format-on-save') === 'yes');

effect(() => {
  store('format-on-save', formatsOnSave.value ? 'yes' : null);
});

export function toggleFormatOnSave(): void {
  formatsOnSave.value = !formatsOnSave.value;
  say(
    formatsOnSave.value
      ? 'From now on, files are formatted when they are saved.'
      : 'Files are saved as they are typed.',
  );
}
