import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Assembled, packsFrom } from '../../../admin/check/assembled.ts';
import { KeptDraft } from '../../../admin/store/draft/kept.ts';
import { turn } from '../../../admin/store/renders.ts';
import { buildSite } from '../../support/build-site.ts';

const STEP = fc.constantFrom('save', 'ask', 'turn', 'microtask');

test('whoever asks gets the draft as it was then or later, of one change alone, however others save meanwhile', async () => {
  const { manifest } = await buildSite({ 'pages/index.liquid': 'x' });
  await fc.assert(
    fc.asyncProperty(fc.nat(4), fc.array(STEP, { maxLength: 20 }), async (pauses, steps) => {
      const files = { draft: 1 };
      const drafts = new Map<Assembled, number>();
      const kept = new KeptDraft(files, function* () {
        const { draft } = files;
        for (let n = 0; n < pauses; n++) {
          yield;
          expect(files.draft).toBe(draft);
        }
        const site = new Assembled(
          manifest,
          packsFrom(() => undefined),
        );
        drafts.set(site, draft);
        return site;
      });
      const late: string[] = [];
      const ask = async () => {
        const { draft } = files;
        const got = drafts.get(await kept.now()) ?? 0;
        if (got < draft) late.push(`${got} in place of ${draft}`);
      };
      const asked: Promise<void>[] = [];
      for (const step of steps) {
        if (step === 'save') files.draft += 1;
        if (step === 'ask') asked.push(ask());
        if (step === 'turn') await turn();
        if (step === 'microtask') await undefined;
      }
      await Promise.all(asked);
      expect(late).toEqual([]);
      expect(drafts.get(await kept.now())).toBe(files.draft);
    }),
    { seed: 20, numRuns: 150 },
  );
}, 60_000);

test('packs of the draft before are there until they are let go of, those of the last one stay', async () => {
  const files = { draft: 1 };
  const { manifest } = await buildSite({ 'pages/index.liquid': 'x' });
  class Laid extends Assembled {
    readonly #draft = files.draft;

    override get laid() {
      return new Map([[`draft-${this.#draft}/block`, { code: `of ${this.#draft}` }]]);
    }
  }
  const packs = packsFrom(() => undefined);
  const kept = new KeptDraft(files, function* () {
    yield;
    return new Laid(manifest, packs);
  });
  const found = () => [1, 2, 3].map((draft) => kept.laid(`draft-${draft}/block`));
  for (const draft of [1, 2, 3]) {
    files.draft = draft;
    await kept.now();
  }
  expect(found()).toEqual([undefined, 'of 2', 'of 3']);
  kept.letGo();
  expect(found()).toEqual([undefined, undefined, 'of 3']);
});
