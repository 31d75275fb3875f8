import { useSignal } from '@preact/signals';

export interface Typed {
  readonly value: string;
  set(text: string): void;
}

/** What a control shows: what is typed until the file has it, then what the file has. */
export function useTyped(text: string, write: (text: string) => void): Typed {
  const typed = useSignal<{ readonly text: string; readonly from: string } | null>(null);
  // The file has something else than when this was typed: it has this now, or what somebody else saved.
  const isMine = typed.value !== null && typed.value.from === text;
  return {
    value: isMine ? (typed.value?.text ?? text) : text,
    set(next) {
      typed.value = { text: next, from: text };
      write(next);
    },
  };
}
