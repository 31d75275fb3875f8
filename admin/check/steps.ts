import { turn } from '../store/renders.ts';

/** Steps of liquidjs in one go: about 10 ms of CPU. */
const GO = 5_000;

/**
 * Runs a generator of liquidjs to its end, as liquidjs does itself (`toValueSync`): what it yields is a value, or a generator that is
 * run before it. In between, others have their turn. Rejects with what it throws.
 */
export async function runSteps(work: Iterator<unknown>, go = GO): Promise<unknown> {
  const stack = [work];
  let value: unknown;
  let failed = false;
  for (let steps = 1; stack.length > 0; steps++) {
    if (steps % go === 0) await turn();
    const top = stack.at(-1);
    try {
      const state = failed ? top?.throw?.(value) : top?.next(value);
      failed = false;
      if (state?.done !== false) stack.pop();
      value = state?.value;
      if (!isIterator(value)) continue;
      stack.push(value);
      value = undefined;
    } catch (error) {
      stack.pop();
      failed = true;
      value = error;
    }
  }
  if (failed) throw value;
  return value;
}

/** As liquidjs tells generators from values. */
function isIterator(value: unknown): value is Iterator<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['next', 'throw', 'return'].every((name) => typeof Reflect.get(value, name) === 'function')
  );
}
