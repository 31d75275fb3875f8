import { computed, effect, signal } from '@preact/signals';
import { NOTHING_SETTLED, settle, settlesIn } from './settling.ts';

export const settling = signal(NOTHING_SETTLED);

/** What is wrong with the page, once nobody types: see `settleErrors`. */
export const settledErrors = computed(() => settling.value.shown);

/** Shows errors after a pause, until the function that it returns is called. `flush` takes over keys that are not in a text yet. */
export function settleErrors(flush: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    // A key of the last moment begins a new version, which has no answer: nothing settles then.
    flush();
    const left = settlesIn(settling.peek(), performance.now());
    if (left) timer = setTimeout(look, left);
    else settling.value = settle(settling.peek(), performance.now());
  };
  const stop = effect(() => {
    const wait = settlesIn(settling.value, performance.now());
    clearTimeout(timer);
    if (wait !== undefined) timer = setTimeout(look, wait);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
