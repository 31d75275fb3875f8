import { looseInteger } from '../numbers.ts';
import type { LinkTag } from './link.ts';

/** `increment` prints, then adds 1; `decrement` takes 1, then prints. A counter begins with the global of its name. */
export const linkCounter: LinkTag = ([operand], _linker, at, tag) => {
  const name = String(operand);
  const step = tag === 'increment' ? 1 : -1;
  return (f) => {
    f.at = at;
    const { variables } = f;
    const value = variables.counters?.get(name) ?? looseInteger(variables.global(f, name));
    variables.counters ??= new Map();
    variables.counters.set(name, value + step);
    const text = String(step > 0 ? value : value - 1);
    f.budget.output(text.length);
    return text;
  };
};
