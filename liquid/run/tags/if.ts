import type { LazyBody } from '../body.ts';
import { linkTest, type Test } from '../condition.ts';
import type { LinkTag } from './link.ts';

/** `if`, and `unless`, whose first condition is turned round. */
export const linkIf: LinkTag = (operands, linker, at, tag) => {
  const test = linkTest(operands[0], linker);
  const body = linker.body(operands[1]);
  const wanted = tag === 'if';
  const rest = operands.length > 2 ? linkRest(operands.slice(2), linker, at, tag) : undefined;
  return (f) => {
    f.at = at;
    if (test(f) === wanted) return body.run(f);
    return rest ? rest(f) : '';
  };
};

/** `elsif` and `else`. */
const linkRest: LinkTag = (operands, linker) => {
  const branches: { test: Test; body: LazyBody }[] = [];
  for (let at = 0; at < operands.length; at += 2) {
    branches.push({ test: linkTest(operands[at], linker), body: linker.body(operands[at + 1]) });
  }
  return (f) => {
    for (const { test, body } of branches) if (test(f)) return body.run(f);
    return '';
  };
};
