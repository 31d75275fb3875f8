import type { FilterRun, Filters } from '../spec.ts';

/** Straight quotes, dashes and dots, as people type them, and the signs that printers use. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/---/g, '—'],
  [/--/g, '–'],
  [/\.\.\./g, '…'],
  // Years without their century, and letters that were left out.
  [/'(?=\d\ds)/g, '’'],
  [/(^|[\s([{–—-])"/g, '$1“'],
  [/(^|[\s([{–—“-])'/g, '$1‘'],
  [/"/g, '”'],
  [/'/g, '’'],
];

export const SMARTIFY: Filters = {
  // Markup stays markup: a text in tags has quotes of its own, which this is not for.
  smartify: [
    's',
    (text: string, { budget }: FilterRun) => {
      budget.charge(text.length >> 4);
      return RULES.reduce((out, [pattern, sign]) => out.replace(pattern, sign), text);
    },
  ],
};
