import { fail } from '../../error.ts';
import type { Expr } from '../../program.ts';
import { COERCE } from '../filters/coerce.ts';
import type { FilterSpec } from '../filters/spec.ts';
import { FILTERS } from '../filters/table.ts';
import type { Eval, Frame } from '../frame.ts';
import { orMore } from '../late.ts';
import type { Linker } from '../linker.ts';
import { isNil, Markup } from '../values/values.ts';

/** One filter of a chain: from a value to the next. */
type Step = (value: unknown, f: Frame) => unknown;

/** A filter's name, its arguments, and for a filter that takes named ones an object with them. */
type FilterOperand = readonly [name: string, ...args: (Expr | Named)[]];
type Named = Readonly<Record<string, Expr>>;

/** Links a value and its filters. A chain runs in a loop, so its length needs no stack. */
export function filtered(operands: readonly [Expr, ...FilterOperand[]], linker: Linker): Eval {
  const base = linker.expr(operands[0]);
  const steps: Step[] = [];
  // All but the first operand are filters.
  for (let at = 1; at < operands.length; at++) steps.push(step(operands[at] as FilterOperand, linker));
  const only = steps[0];
  if (only && steps.length === 1) return (f) => only(base(f), f);
  return (f) => {
    let value = base(f);
    for (const next of steps) value = next(value, f);
    return value;
  };
}

function step(operand: FilterOperand, linker: Linker): Step {
  const name = operand[0];
  linker.parts += 6;
  const spec = orMore(FILTERS[name]);
  if (!spec) return () => fail('unknown_filter', `There is no filter ${name}.`);
  const args: Eval[] = [];
  for (let at = 1; at < operand.length; at++) {
    const arg = operand[at] as Expr | Named; // all but the first are
    args.push(isNamed(arg) ? namedArguments(arg, linker) : linker.expr(arg));
  }
  return applied(spec, args);
}

function isNamed(operand: Expr | Named): operand is Named {
  return typeof operand === 'object' && operand !== null && !Array.isArray(operand);
}

function namedArguments(operand: Named, linker: Linker): Eval {
  const named = linker.named(operand);
  return (f) => {
    const values: Record<string, unknown> = Object.create(null);
    for (const [name, evaluate] of named) values[name] = evaluate(f);
    return values;
  };
}

/** A filter with its arguments linked; exported for tests of filters alone. */
export function applied(spec: FilterSpec, args: readonly Eval[]): Step {
  const takes = spec[0];
  // The letters of `takes` say what the filter's parameters are, and COERCE makes the values so.
  const run = spec[1] as (...values: unknown[]) => unknown;
  const letter = takes.charAt(0);
  const evaluates: Eval[] = [];
  for (const arg of args) evaluates.push(coerced(takes.charAt(evaluates.length + 1), arg));
  const first = evaluates[0];
  const second = evaluates[1];
  const more = evaluates.slice(2);
  const coerce = COERCE[letter.toLowerCase()] ?? same;
  const ofText = 'tTs'.includes(letter);
  return (value, f) => {
    if (letter === 'T' && isNil(value)) return value;
    const input = coerce(value, f.budget);
    const result = second
      ? run(input, f.state, first?.(f), second(f), ...more.map((arg) => arg(f)))
      : first
        ? run(input, f.state, first(f))
        : run(input, f.state);
    // Short texts are no more than the operations that make them.
    if (ofText && typeof result === 'string' && result.length > 31 && result !== input)
      f.budget.text(result.length);
    // What `strip` and its kind leave of markup is markup.
    return letter === 's' && !first && value instanceof Markup
      ? new Markup(String(result), value.place)
      : result;
  };
}

function coerced(letter: string, arg: Eval): Eval {
  const coerce = COERCE[letter.toLowerCase()];
  return coerce ? (f) => coerce(arg(f), f.budget) : arg;
}

function same(value: unknown): unknown {
  return value;
}
