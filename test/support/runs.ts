import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Whether these are the quick tests. */
    isQuick: boolean;
  }
}

/** How many random inputs a property is tried with: all that are asked for, or a tenth of them where tests are to be quick. */
export const runs = (all: number): number => (inject('isQuick') ? Math.ceil(all / 10) : all);

/** How many of all inputs a property must have been true of for a reason. Few inputs may be of one kind by chance. */
export const most = (all: number): number => (inject('isQuick') ? 0 : all);
