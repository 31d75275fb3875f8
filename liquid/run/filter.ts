import { fail } from '../error.ts';
import type { Operand } from '../program.ts';
import type { FilterFn } from './filters/spec.ts';
import type { Eval, Frame } from './frame.ts';
import type { Linker } from './link.ts';

/** One filter of a chain: from a value to the next. */
type Step = (value: unknown, f: Frame) => unknown;

/** Links `[base, [name, ...arguments], ...]`. A chain runs in a loop, so its length needs no stack. */
export function filtered(operands: readonly Operand[], linker: Linker): Eval {
  const base = linker.expr(operands[0]);
  const steps = operands.slice(1).map((operand) => step(operand, linker));
  const [only] = steps;
  if (only && steps.length === 1) return (f) => only(base(f), f);
  return (f) => {
    let value = base(f);
    for (const next of steps) value = next(value, f);
    return value;
  };
}

function step(operand: Operand, linker: Linker): Step {
  const [name, ...args] = Array.isArray(operand) ? operand : [];
  const spec = linker.filters[String(name)];
  if (!spec) return () => fail('unknown_filter', `There is no filter ${String(name)}.`);
  const { run } = spec;
  if (spec.named) return withNamed(run, args, linker);
  const [first, second] = args.map((arg) => linker.expr(arg));
  if (!first) return (value, f) => run(value, f.state);
  if (!second) return (value, f) => run(value, f.state, first(f));
  if (args.length === 2) return (value, f) => run(value, f.state, first(f), second(f));
  const all = args.map((arg) => linker.expr(arg));
  return (value, f) => run(value, f.state, ...all.map((arg) => arg(f)));
}

/** Named arguments come last, as an object without prototype, also when there are none. */
function withNamed(run: FilterFn, args: readonly Operand[], linker: Linker): Step {
  const last = args.at(-1);
  const given = typeof last === 'object' && last !== null && !Array.isArray(last) ? last : {};
  const plain = (given === last ? args.slice(0, -1) : args).map((arg) => linker.expr(arg));
  const named = linker.named(given);
  return (value, f) => {
    const values: Record<string, unknown> = Object.create(null);
    for (const [name, evaluate] of named) values[name] = evaluate(f);
    return run(value, f.state, ...plain.map((arg) => arg(f)), values);
  };
}
