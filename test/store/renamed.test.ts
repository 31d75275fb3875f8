import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { type Outcome, unwrap } from '../../admin/store/outcome.ts';
import { save, site } from './store.ts';

beforeEach(() => reset());

test('of texts that a move changes only hashes are told: a call carries 32 MB, and they may be more', async () => {
  const body = 'The water came at nine and left at three. '.repeat(1_000);
  const pages = Array.from({ length: 20 }, (_, n) => [
    `pages/p${n}.liquid`,
    `{% render "card" %}${n} ${body}`,
  ]);
  await save({ 'partials/card.liquid': 'card', ...Object.fromEntries(pages) });
  const found = await site()
    .usages()
    .renamed('test', [{ from: 'partials/card.liquid', to: 'partials/tile.liquid' }]);
  const changed = unwrap(found as Outcome<{ path: string; etag: string; hash: string }[]>);
  expect(changed.length).toBe(20);
  expect(JSON.stringify(changed).length).toBeLessThan(20 * 300);
  // They are kept where the batch that names them finds them.
  const edits = changed.map(({ path, etag, hash }) => ({ path, source: { staged: hash }, ifMatch: etag }));
  unwrap((await site().commit(edits, 'test')) as Outcome<unknown>);
  expect((await site().read('pages/p7.liquid'))?.text).toBe(`{% render "tile" %}7 ${body}`);
});
