import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import { createApp } from '../../worker/app.ts';
import { memoryKv } from '../support/memory-kv.ts';

/** As the admin wrote it before releases had tables of addresses and collections in blocks. */
const RELEASE = readFileSync(new URL('fixtures/release-before-tables.txt', import.meta.url), 'utf8');

test('a release that was made before tables and blocks is served as it was', async () => {
  const kv = memoryKv();
  const metadata = { id: 'r1', format: MANIFEST_FORMAT, move: 1, since: 0 };
  await kv.put(KEYS.live('main'), RELEASE, { metadata });
  const app = createApp({ kv, site: 'main', fresh: { look: 60_000, wait: 0 }, clock: { now: () => 0 } });
  const visit = async (path: string) => {
    const response = await app.fetch(
      new Request(`http://site.test${path}`),
      {},
      { waitUntil: () => undefined },
    );
    return [response.status, await response.text()];
  };
  expect(await visit('/')).toEqual([200, '[A /posts/a][B /posts/b]']);
  expect(await visit('/posts/a')).toEqual([200, '<title>A</title>A||<p>Text of Ada.</p>\n']);
  expect(await visit('/posts/b')).toEqual([200, '<title>B</title>B|A|<p><strong>B</strong></p>\n']);
  expect((await visit('/posts/c'))[0]).toBe(404);
  expect(await visit('/tags/sea')).toEqual([200, 'sea']);
});
