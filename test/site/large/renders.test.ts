import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Renders } from '../../../admin/store/renders.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Does a piece of work, and gives what it gave, or the error that it threw, held by nobody else. */
async function piece(renders: Renders, fails: boolean): Promise<WeakRef<object>> {
  const given = { fails };
  const found = await renders
    .piece(() => {
      if (fails) throw given;
      return given;
    })
    .catch((error: unknown) => error);
  expect(found).toBe(given);
  return new WeakRef(given);
}

test('what a piece of work gave is not held until the next one', async () => {
  const renders = new Renders();
  for (const fails of [false, true]) {
    const given = await piece(renders, fails);
    await new Promise((resolve) => setTimeout(resolve));
    collect();
    expect(given.deref()).toBe(undefined);
  }
  // It does the next.
  expect(await renders.piece(() => 1)).toBe(1);
});
