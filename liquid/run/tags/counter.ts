import { COUNTER, readGlobal } from '../expressions/variables.ts';
import { looseInteger } from '../values/numbers.ts';
import type { LinkTag } from './link.ts';

/** `increment` prints, then adds 1; `decrement` takes 1, then prints. A counter begins with the global of its name. */
export const linkCounter: LinkTag<readonly [string]> = ([name], _linker, at, tag) => {
  const step = tag === 'increment' ? 1 : -1;
  return (f) => {
    f.at = at;
    const { variables } = f;
    const value = looseInteger(readGlobal(f, name), f.budget);
    variables.hasCounters = true;
    variables.marks.set(COUNTER + name, value + step);
    const text = String(step > 0 ? value : value - 1);
    f.budget.output(text.length);
    return text;
  };
};
