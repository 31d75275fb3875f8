import type { Expr } from '../../program.ts';
import { print } from '../output.ts';
import type { LinkTag } from './link.ts';

/** See compile/tags/echo.ts. */
export const linkEcho: LinkTag<readonly [Expr]> = (operands, linker, at) => {
  const value = linker.expr(operands[0]);
  return (f) => {
    f.at = at;
    return print(value(f), f);
  };
};
