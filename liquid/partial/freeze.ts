import type { Body } from '../program.ts';
import { assign } from '../run/expressions/variables.ts';
import type { Frame } from '../run/frame.ts';
import { constantOf } from './constant.ts';
import type { Evaluator } from './evaluator.ts';
import { hidePage } from './page.ts';
import { globalOf, isOuter, pageSetIn, setIn, storedAt } from './reads.ts';
import type { Residue } from './residue.ts';
import { Unknown, Whole } from './signals.ts';

/**
 * Evaluates bodies that run under a condition, or in a loop, that is not known. What they set is not known from here on: its value
 * goes into a variable of the page that is left, and stays there.
 */
export function inRegion(
  bodies: readonly Body[],
  f: Frame,
  out: Residue,
  evaluator: Evaluator,
  run: () => void,
  isLoop = false,
): void {
  const set = new Set(bodies.flatMap((body) => [...setIn(body)]));
  for (const index of set) freeze(index, f, out, evaluator);
  for (const name of bodies.flatMap((body) => [
    ...pageSetIn(body, (partial) => f.state.partial(partial, 'partial')),
  ]))
    hidePage(f, name);
  evaluator.inRegion(run, isLoop);
  for (const index of set) evaluator.cells.of(f, index).frozen--;
}

function freeze(index: number, f: Frame, out: Residue, evaluator: Evaluator): void {
  const cell = evaluator.cells.of(f, index);
  cell.frozen++;
  if (cell.frozen > 1) return;
  const name = f.template.program.names[index] ?? '';
  if (isOuter(f, name)) throw new Whole('a condition that is not known sets what its caller gave');
  const stored = storedAt(f, index);
  if (stored instanceof Unknown && stored.expr === cell.expr) return;
  const value = stored === undefined ? unset(name, f, evaluator) : stored;
  const expr = value instanceof Unknown ? value.expr : constantOf(value);
  if (expr === undefined) throw new Whole('a condition that is not known sets a value that is no constant');
  if (value !== undefined) evaluator.keep(f, index, expr, out);
  else assign(f, index, new Unknown(cell.expr));
}

/** What a variable is that was not set yet: its global; in a loop that is left, not what the round before set. */
function unset(name: string, f: Frame, { loops }: Evaluator): unknown {
  const global = globalOf(f, name);
  if (!global) throw new Whole('a condition that is not known sets a name that the request brings');
  return global.value === undefined && loops > 0 ? null : global.value;
}
