import { signal } from '@preact/signals';
import type { Measured } from './shrink.ts';

/** What to do with pictures that are larger than a page needs; null leaves it all. */
export type Answer = 'smaller' | 'as they are' | null;

export interface Large {
  readonly file: File;
  readonly size: Measured;
}

/** The question about such pictures, while it is open. */
export const question = signal<{ readonly large: readonly Large[]; answer(given: Answer): void } | null>(
  null,
);

let last: Promise<unknown> = Promise.resolve();

/** Asks it, after those that were asked before. */
export function ask(large: readonly Large[]): Promise<Answer> {
  const asked = last.then(
    () =>
      new Promise<Answer>((resolve) => {
        question.value = {
          large,
          answer(given) {
            question.value = null;
            resolve(given);
          },
        };
      }),
  );
  last = asked;
  return asked;
}
