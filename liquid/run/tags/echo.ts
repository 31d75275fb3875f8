import type { Expr } from '../../program.ts';
import { print } from '../output.ts';
import type { LinkTag } from './link.ts';

/** See compile/tags/echo.ts. */
export const linkEcho: LinkTag<readonly [Expr]> = ([operand], linker, at) => {
  const value = linker.expr(operand);
  return (f) => {
    f.at = at;
    return print(value(f), f);
  };
};
