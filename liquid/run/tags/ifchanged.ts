import type { Body } from '../../program.ts';
import type { LinkTag } from './link.ts';

/** All `ifchanged` of a page compare with the same last output, as in Ruby's Liquid. */
export const linkIfChanged: LinkTag<readonly [Body]> = ([operand], linker) => {
  const body = linker.body(operand);
  return (f) => {
    const text = body.run(f);
    f.budget.charge(1);
    f.budget.read(text.length);
    if (text === f.variables.lastChanged) {
      f.budget.kept(text.length);
      return '';
    }
    f.variables.lastChanged = text;
    return text;
  };
};
