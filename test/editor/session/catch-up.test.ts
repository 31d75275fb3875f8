import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CatchUp } from '../../../admin/ui/src/session/catch-up.ts';
import { runs } from '../../support/runs.ts';

/** A server and an editor that reads it: every request waits until it is let go, before and after the server looks. */
class Rig {
  draft = 1;
  shown = 0;
  readAt: number | undefined;
  asked: string[] = [];
  listening = false;
  readonly #waiting: (() => void)[] = [];
  readonly catchUp = new CatchUp({
    readAt: () => (this.readAt === undefined ? undefined : String(this.readAt)),
    now: () => this.#ask('now', String),
    all: () => this.readFiles(),
  });

  async readFiles(): Promise<void> {
    const draft = await this.#ask('all', (found) => found);
    this.shown = draft;
    this.readAt = draft;
  }

  async #ask<T>(what: string, answer: (draft: number) => T): Promise<T> {
    this.asked.push(what);
    await this.#turn();
    const found = answer(this.draft);
    await this.#turn();
    return found;
  }

  /** Somebody saves; who listens reads that file again. */
  save(): void {
    this.draft += 1;
    if (!this.listening) return;
    this.catchUp.heard();
    this.shown = this.draft;
  }

  open(): Promise<void> {
    this.listening = true;
    return this.catchUp.opened();
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async step(): Promise<void> {
    this.#waiting.shift()?.();
    for (let round = 0; round < 5; round++) await Promise.resolve();
  }

  async finish(): Promise<void> {
    while (this.#waiting.length > 0) await this.step();
  }
}

/** An editor that has read the files. */
async function started(): Promise<Rig> {
  const rig = new Rig();
  const read = rig.readFiles();
  await rig.finish();
  await read;
  rig.asked = [];
  return rig;
}

test('the first connection reads again what was saved before it opened', async () => {
  const rig = await started();
  rig.save();
  const opened = rig.open();
  await rig.finish();
  await opened;
  expect([rig.shown, rig.asked]).toEqual([2, ['now', 'all']]);
});

test('the first connection reads no file when nothing was saved, a later one reads all', async () => {
  const rig = await started();
  const first = rig.open();
  await rig.finish();
  await first;
  expect(rig.asked).toEqual(['now']);
  rig.listening = false;
  const second = rig.open();
  await rig.finish();
  await second;
  expect(rig.asked).toEqual(['now', 'all']);
});

test('what is saved between reading and answering is shown in the end', async () => {
  const rig = await started();
  rig.save();
  const opened = rig.open();
  while (rig.asked.at(-1) !== 'all') await rig.step();
  await rig.step();
  rig.save();
  await rig.finish();
  await opened;
  expect([rig.shown, rig.asked]).toEqual([3, ['now', 'all', 'all']]);
});

test('files that were not read yet are left to whoever reads them', async () => {
  const rig = new Rig();
  await rig.open();
  expect(rig.asked).toEqual([]);
});

test('whenever somebody saves and the connection opens, closes and opens, the last save is shown in the end', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('save', 'step', 'open', 'close'), { maxLength: 25 }),
      async (actions) => {
        const rig = await started();
        const opened: Promise<void>[] = [];
        const doAll = { step: () => rig.step(), save: () => rig.save(), close: () => close(rig) };
        for (const action of actions) {
          if (action !== 'open') await doAll[action]();
          else if (!rig.listening) opened.push(rig.open());
        }
        if (!rig.listening) opened.push(rig.open());
        await rig.finish();
        await Promise.all(opened);
        expect(rig.shown).toBe(rig.draft);
      },
    ),
    { numRuns: runs(1_000) },
  ));

function close(rig: Rig): void {
  rig.listening = false;
}
