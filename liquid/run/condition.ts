import { fail } from '../error.ts';
import { type Operand, X } from '../program.ts';
import { compare, equals } from './compare.ts';
import type { Eval, Frame } from './frame.ts';
import type { Linker } from './link.ts';
import { isNumeric } from './numbers.ts';
import { toText } from './text.ts';
import { isHash, kindName, Markup, Range, truthy } from './values.ts';

/** A linked condition. */
export type Test = (f: Frame) => boolean;

/** Links a comparison or a chain of `and` and `or`. */
export function condition([operation, ...operands]: readonly Operand[], linker: Linker): Eval {
  if (operation === X.compare) return comparison(operands, linker);
  if (operation === X.logic) return logic(operands, linker);
  throw new Error(`A program holds an unknown operation: ${JSON.stringify(operation)}.`);
}

/** Links an expression whose truth is all that matters. */
export function linkTest(operand: Operand | undefined, linker: Linker): Test {
  const value = linker.expr(operand);
  if (Array.isArray(operand) && (operand[0] === X.compare || operand[0] === X.logic)) {
    return (f) => value(f) === true;
  }
  return (f) => truthy(value(f));
}

function comparison(operands: readonly Operand[], linker: Linker): Eval {
  const left = linker.expr(operands[1]);
  const right = linker.expr(operands[2]);
  switch (operands[0]) {
    case '==':
      return (f) => equals(left(f), right(f), f.budget);
    case '!=':
    case '<>':
      return (f) => !equals(left(f), right(f), f.budget);
    case 'contains':
      return (f) => contains(left(f), right(f), f);
    case '<':
      return (f) => order(left(f), right(f), f) < 0;
    case '<=':
      return (f) => order(left(f), right(f), f) <= 0;
    case '>':
      return (f) => order(left(f), right(f), f) > 0;
    default:
      return (f) => order(left(f), right(f), f) >= 0;
  }
}

/** `a and b or c` is `a and (b or c)`, and what does not matter is not evaluated. */
function logic(operands: readonly Operand[], linker: Linker): Eval {
  const first = linkTest(operands[0], linker);
  const relations: boolean[] = [];
  const tests: Test[] = [];
  for (let at = 1; at < operands.length; at += 2) {
    relations.push(operands[at] === 'and');
    tests.push(linkTest(operands[at + 1], linker));
  }
  return (f) => {
    let result = first(f);
    for (let at = 0; at < tests.length && result === relations[at]; at++) result = tests[at]?.(f) === true;
    return result;
  };
}

/** NaN, for which every order is false, where two values have none; an error where Ruby raises one. */
function order(left: unknown, right: unknown, f: Frame): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (!isOrdered(left) || !isOrdered(right)) return Number.NaN;
  const result = compare(left, right, f.budget);
  if (result !== undefined) return result;
  return fail('comparison', `${kindName(left)} can't be compared with ${kindName(right)}.`);
}

function isOrdered(value: unknown): boolean {
  return typeof value === 'string' || isNumeric(value) || value instanceof Markup;
}

/** Whether a string has a part, an array an item, a hash a key. */
function contains(container: unknown, part: unknown, f: Frame): boolean {
  if (!truthy(container) || !truthy(part)) return false;
  const text = container instanceof Markup ? container.text : container;
  if (typeof text === 'string') {
    f.budget.charge(1 + (text.length >> 6));
    return text.includes(toText(part, f.budget));
  }
  if (Array.isArray(container)) {
    f.budget.charge(1 + (container.length >> 3));
    return container.some((item) => equals(item, part, f.budget));
  }
  if (container instanceof Range)
    return typeof part === 'number' && part >= container.first && part <= container.last;
  return isHash(container) && typeof part === 'string' && Object.hasOwn(container, part);
}
