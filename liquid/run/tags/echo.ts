import { print } from '../output.ts';
import type { LinkTag } from './link.ts';

export const linkEcho: LinkTag = ([operand], linker, at) => {
  const value = linker.expr(operand);
  return (f) => {
    f.at = at;
    return print(value(f), f);
  };
};
