import { type Hash, isEmpty, truthy } from '../values/values.ts';
import type { FilterRun, Filters } from './spec.ts';

export const MISC: Filters = {
  // `fallback` for nil, false and what is empty; `allow_false: true` keeps false.
  default: [
    'vV',
    (input: unknown, { budget }: FilterRun, fallback: unknown, named: Hash) => {
      const keeps = input === false && truthy(named.allow_false);
      return !keeps && (!truthy(input) || typeof input === 'symbol' || isEmpty(input, budget))
        ? fallback
        : input;
    },
    ['allow_false'],
  ],
};
