import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SavedSince } from '../../../admin/ui/src/session/saved-since.ts';
import { runs } from '../../support/runs.ts';

/** A draft in which each file has a number, and an editor that reads it. Each answer waits until it is let go. */
class Rig {
  readonly draft = new Map<string, number>();
  shown = new Map<string, number>();
  saves = 0;
  wholes = 0;
  readonly problems: unknown[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #saved = new SavedSince({
    some: async (paths) => {
      await this.#wait();
      const found = paths.map((path) => [path, this.draft.get(path) ?? 0] as const);
      await this.#wait();
      for (const [path, value] of found) this.shown.set(path, value);
    },
    all: async () => {
      this.wholes++;
      await this.#wait();
      const found = new Map(this.draft);
      await this.#wait();
      this.shown = found;
    },
    turn: () => this.#wait(),
  });

  save(count: number): void {
    const paths = Array.from({ length: count }, (_, n) => `${n}`);
    for (const path of paths) this.draft.set(path, ++this.saves);
    this.#saved.heard(paths, `"d${this.saves}"`).catch((error: unknown) => this.problems.push(error));
  }

  #wait(): Promise<void> {
    return new Promise((done) => this.#waiting.push(done));
  }

  async step(): Promise<boolean> {
    this.#waiting.shift()?.();
    for (let turns = 0; turns < 20; turns++) await Promise.resolve();
    return this.#waiting.length > 0;
  }

  async end(): Promise<void> {
    while (await this.step());
  }
}

test('many large saves in a row are read twice, however many there are', async () => {
  for (const saves of [3, 30]) {
    const rig = new Rig();
    for (let n = 0; n < saves; n++) rig.save(500);
    // Its turn comes, and then it asks.
    await rig.step();
    await rig.step();
    for (let n = 0; n < saves; n++) rig.save(500);
    await rig.end();
    expect([rig.wholes, rig.problems]).toEqual([2, []]);
    expect(rig.shown).toEqual(rig.draft);
  }
});

test('what was saved is shown in the end, whenever it was heard of', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constant('step'), fc.integer({ min: 1, max: 3 }), fc.constant(40)), {
        maxLength: 30,
      }),
      async (turns) => {
        const rig = new Rig();
        for (const turn of turns) {
          if (typeof turn === 'number') rig.save(turn);
          else await rig.step();
        }
        await rig.end();
        expect(rig.shown).toEqual(rig.draft);
        expect(rig.problems).toEqual([]);
      },
    ),
    { numRuns: runs(300) },
  );
});
