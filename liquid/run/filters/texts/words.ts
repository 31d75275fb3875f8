import type { FilterRun, Filters } from '../spec.ts';
import { words } from './text.ts';

export const WORDS: Filters = {
  normalize_whitespace: [
    's',
    (text: string, { budget }: FilterRun) => {
      budget.charge(text.length >> 5);
      return text.replace(/\s+/g, ' ');
    },
  ],
  // Words between white space; with 'cjk' each Chinese, Japanese or Korean character is one, 'auto' where there is any.
  number_of_words: [
    'tK',
    (text: string, { budget }: FilterRun, mode?: unknown) => {
      if (mode === 'cjk' || mode === 'auto') budget.charge(text.length >> 3);
      const asian = mode === 'cjk' || mode === 'auto' ? (text.match(CJK)?.length ?? 0) : 0;
      return asian + words(asian > 0 ? text.replace(CJK, ' ') : text, budget).length;
    },
  ],
  // Strips, and makes one space of each run of white space inside.
  squish: ['s', (text: string, { budget }: FilterRun) => words(text, budget).join(' ')],
};

const CJK = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;
