import type { Expr } from '../../program.ts';
import { print, printerAt } from '../output/output.ts';
import type { LinkTag } from './link.ts';

/** See compile/tags/echo.ts. */
export const linkEcho: LinkTag<readonly [Expr, place?: string]> = (operands, linker, at) => {
  const value = linker.expr(operands[0]);
  if (operands[1] !== undefined) {
    const printAt = printerAt(operands[1]);
    return (f) => {
      f.at = at;
      return printAt(value(f), f);
    };
  }
  return (f) => {
    f.at = at;
    return print(value(f), f);
  };
};
