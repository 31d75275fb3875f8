import type { LazyBody } from '../body.ts';
import { equals } from '../compare.ts';
import type { Eval } from '../frame.ts';
import type { LinkTag } from './link.ts';

/** Every value that matches prints its body; `else` (null in place of values) when nothing before it matched. */
export const linkCase: LinkTag = ([subject, ...operands], linker, at) => {
  const value = linker.expr(subject);
  const branches: { wanted: Eval[] | null; body: LazyBody }[] = [];
  for (let index = 0; index < operands.length; index += 2) {
    const values = operands[index];
    const wanted = Array.isArray(values) ? values.map((each) => linker.expr(each)) : null;
    branches.push({ wanted, body: linker.body(operands[index + 1]) });
  }
  return (f) => {
    f.at = at;
    const actual = value(f);
    let out = '';
    let matched = false;
    for (const { wanted, body } of branches) {
      if (wanted === null && !matched) out += body.run(f);
      for (const each of wanted ?? []) {
        if (f.state.signal !== 0) return out;
        if (!equals(actual, each(f), f.budget)) continue;
        matched = true;
        out += body.run(f);
      }
    }
    return out;
  };
};
