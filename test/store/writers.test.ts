import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import type { Outcome } from '../../admin/store/outcome.ts';
import { etagOf } from '../../schema/file-etag.ts';
import { sha256 } from '../../site/hash.ts';
import { save, site } from './store.ts';

beforeEach(() => reset());

const WRITERS = 50;
const ROUNDS = 20;
const PATH = 'pages/index.liquid';

test('of 50 writers that saw the same version one wins each round, and history has just what was accepted', async () => {
  await save({ [PATH]: 'start' });
  const accepted = ['start'];
  for (let round = 0; round < ROUNDS; round++) {
    const etag = (await site().read(PATH))?.file.etag;
    const attempts = Array.from({ length: WRITERS }, async (_, writer) => {
      const content = `round ${round} writer ${writer}`;
      const result = (await site().commit(
        [{ path: PATH, source: { text: content }, ifMatch: etag }],
        'test',
      )) as Outcome<unknown>;
      return { content, result };
    });
    const results = await Promise.all(attempts);
    const won = results.filter(({ result }) => result.ok);
    expect(won).toHaveLength(1);
    const lost = results.filter(({ result }) => !result.ok && result.code === 'precondition_failed');
    expect(lost).toHaveLength(WRITERS - 1);
    accepted.push(won[0]?.content ?? '');
    expect((await site().read(PATH))?.text).toBe(won[0]?.content);
  }
  const history = await site().history(PATH, 1_000);
  const texts = await Promise.all(
    [...history].reverse().map(async ({ id }) => (await site().readVersion(PATH, id))?.text),
  );
  expect(texts).toEqual(accepted);
});

test('a writer gets the ETag of what it wrote, not of what someone else wrote right after', async () => {
  const texts = Array.from({ length: 30 }, (_, writer) => `writer ${writer}`);
  const commits = texts.map((text) => site().commit([{ path: PATH, source: { text } }], 'test'));
  const results = await Promise.all(commits);
  const etags = results.map((result) => (result.ok ? result.value.saved?.etag : undefined));
  expect(etags).toEqual(await Promise.all(texts.map(async (text) => etagOf(await sha256(text)))));
});
