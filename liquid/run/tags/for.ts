import type { Operand } from '../../program.ts';
import { BREAK, type Eval, type Frame } from '../frame.ts';
import type { Linker } from '../link.ts';
import { ForLoop } from '../loop.ts';
import { integerOption, type Slice, slice } from '../slice.ts';
import type { LinkTag } from './link.ts';

/** Operands: slot, name, items, limit, offset (true: where the loop of that name ended), reversed, body, else body. */
export const linkFor: LinkTag = (operands, linker, at) => {
  const slot = Number(operands[0]);
  const name = String(operands[1]);
  const part = linkPart(operands, linker, name);
  const backwards = operands[5] === true;
  const body = linker.body(operands[6]);
  const otherwise = Array.isArray(operands[7]) ? linker.body(operands[7]) : null;
  return (f) => {
    f.at = at;
    const { items, start, end } = part(f);
    if (start >= end) return otherwise === null ? '' : otherwise.run(f);
    const { locals, state, loop: outer } = f;
    const loop = new ForLoop(name, end - start, outer);
    locals[slot + 1] = loop;
    f.loop = loop;
    let out = '';
    for (let index = 0; index < loop.length; index++) {
      locals[slot] = items[backwards ? end - 1 - index : start + index];
      loop.index0 = index;
      out += body.run(f);
      if (state.signal === 0) continue;
      const broken = state.signal === BREAK;
      state.signal = 0;
      if (broken) break;
    }
    f.loop = outer;
    return out;
  };
};

/** What the loop visits; notes where it ends for a later `offset: continue`. */
function linkPart(operands: readonly Operand[], linker: Linker, name: string): (f: Frame) => Slice {
  const value = linker.expr(operands[2]);
  const limit = optional(operands[3], linker);
  const continues = operands[4] === true;
  const offset = continues ? null : optional(operands[4], linker);
  return (f) => {
    f.variables.continues ??= new Map();
    const from = continues ? f.variables.continues.get(name) : offset && integerOption(offset(f), 'offset');
    const first = from ?? 0;
    const part = slice(value(f), first, limit === null ? undefined : integerOption(limit(f), 'limit'), f);
    f.variables.continues.set(name, first + part.end - part.start);
    return part;
  };
}

function optional(operand: Operand | undefined, linker: Linker): Eval | null {
  return operand === null ? null : linker.expr(operand);
}
