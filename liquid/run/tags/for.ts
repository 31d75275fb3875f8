import type { Body, Expr } from '../../program.ts';
import { LOOP } from '../expressions/variables.ts';
import { BREAK, type Frame } from '../frame.ts';
import type { Linker } from '../linker.ts';
import { FOR_FIELDS, Loop } from '../loop.ts';
import { integerOption, type Slice, slice } from '../values/slice.ts';
import type { LinkTag } from './link.ts';

/** See compile/tags/for.ts. */
type Operands = readonly [
  slot: number,
  name: string,
  items: Expr,
  limit: Expr,
  offset: Expr,
  reversed: boolean,
  body: Body,
  otherwise: Body | null,
];

export const linkFor: LinkTag<Operands> = (operands, linker, at) => {
  const slot = operands[0];
  const name = operands[1];
  const part = linkPart(operands, linker);
  const backwards = operands[5];
  const body = linker.body(operands[6]);
  const otherwise = operands[7] && linker.body(operands[7]);
  return (f) => {
    f.at = at;
    const { items, start, end } = part(f);
    if (start >= end) return otherwise === null ? '' : otherwise.run(f);
    const { locals, state, loop: outer } = f;
    const loop = new Loop(FOR_FIELDS, end - start, name, outer);
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

/** What the loop visits; notes where it ends for a later `offset: continue`, which is `true` here. */
function linkPart(operands: Operands, linker: Linker): (f: Frame) => Slice {
  const mark = LOOP + operands[1];
  const value = linker.expr(operands[2]);
  const limit = operands[3] === null ? null : linker.expr(operands[3]);
  const goesOn = operands[4] === true;
  const offset = operands[4] === null || goesOn ? null : linker.expr(operands[4]);
  return (f) => {
    const { marks } = f.variables;
    const first = (offset ? integerOption(offset(f), 'offset', f) : goesOn ? marks.get(mark) : 0) ?? 0;
    const source = value(f);
    const whole = limit === null && first === 0 && Array.isArray(source);
    const part = whole
      ? { items: source, start: 0, end: source.length }
      : slice(source, first, limit ? integerOption(limit(f), 'limit', f) : undefined, f);
    marks.set(mark, first + part.end - part.start);
    return part;
  };
}
