import { fail } from '../error.ts';
import type { Operand } from '../program.ts';
import { coerce } from './filters/coerce.ts';
import type { FilterSpec } from './filters/spec.ts';
import type { Eval, Frame } from './frame.ts';
import type { Linker } from './link.ts';
import { isNil, Markup } from './values.ts';

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
  const [name, ...operands] = Array.isArray(operand) ? operand : [];
  const spec = linker.filters[String(name)];
  if (!spec) return () => fail('unknown_filter', `There is no filter ${String(name)}.`);
  const [takes] = spec;
  const args = spec[2]
    ? withNamed(operands, takes.length - 1, linker)
    : operands.map((arg) => linker.expr(arg));
  return applied(spec, args);
}

/** A filter with its arguments linked; exported for tests of filters alone. */
export function applied(spec: FilterSpec, args: readonly Eval[]): Step {
  const [takes, filter] = spec;
  // The letters of `takes` say what the filter's parameters are, and `coerce` makes the values so.
  const run = filter as (...values: unknown[]) => unknown;
  const letter = takes.charAt(0);
  const kind = letter.toLowerCase();
  const [first, second, ...more] = args.map((arg, at) => converted(takes.charAt(at + 1).toLowerCase(), arg));
  return (value, f) => {
    if (letter === 'T' && isNil(value)) return value;
    const input = coerce(kind, value, f.budget);
    if (!first) return kept(letter, value, run(input, f.state));
    if (!second) return run(input, f.state, first(f));
    return run(input, f.state, first(f), second(f), ...more.map((arg) => arg(f)));
  };
}

/** What `strip` and its kind leave of markup is markup. */
function kept(letter: string, input: unknown, result: unknown): unknown {
  return letter === 's' && input instanceof Markup ? new Markup(String(result)) : result;
}

function converted(kind: string, arg: Eval): Eval {
  return 'vx'.includes(kind) ? arg : (f) => coerce(kind, arg(f), f.budget);
}

/** Named arguments come after `count` others, as an object without prototype, also when there are none. */
function withNamed(operands: readonly Operand[], count: number, linker: Linker): Eval[] {
  const last = operands.at(-1);
  const given = typeof last === 'object' && last !== null && !Array.isArray(last);
  const named = linker.named(given ? last : undefined);
  const args = Array.from({ length: count }, (_, at) =>
    linker.expr(given && at === operands.length - 1 ? null : operands[at]),
  );
  return [
    ...args,
    (f) => {
      const values: Record<string, unknown> = Object.create(null);
      for (const [name, evaluate] of named) values[name] = evaluate(f);
      return values;
    },
  ];
}
