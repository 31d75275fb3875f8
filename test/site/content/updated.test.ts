import { expect, test } from 'vitest';
import { Assembled, packsFrom } from '../../../admin/check/assembled.ts';
import { tryRender } from '../../../admin/check/render-page.ts';
import { NodeStore } from '../../support/node-store.ts';

const PAGE = 'pages/posts/[slug].liquid';

/** What visitors see at an entry's address. */
async function shown({ kv }: NodeStore, slug: string): Promise<string> {
  const site = new Assembled(
    kv.get('live:main') ?? '',
    packsFrom((name) => kv.get(`pack:${name}`)),
  );
  const url = new URL(`https://site.test/posts/${slug}`);
  const at = { page: PAGE, url, params: { slug }, status: 200, fetched: new Map(), now: () => 0 };
  const outcome = await tryRender(site, at);
  if (!('rendered' in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.rendered.body;
}

test('an entry is updated when its front matter says, else when it was saved last', async () => {
  const store = new NodeStore();
  const savedAt = (slug: string) =>
    new Date(store.files.info(`content/posts/${slug}.md`)?.updated ?? Number.NaN).toISOString();
  await store.save({
    [PAGE]: '---\nentry: posts\n---\n{{ entry.updated }} {{ entry.meta.updated }}',
    'content/posts/said.md': '---\nupdated: 2024-05-06\n---\nSaid.\n',
    'content/posts/saved.md': 'First.\n',
  });
  await store.publish();
  const first = savedAt('saved');
  expect(await shown(store, 'said')).toBe(`2024-05-06 ${savedAt('said')}`);
  expect(await shown(store, 'saved')).toBe(`${first} ${first}`);

  await new Promise((resolve) => setTimeout(resolve, 5));
  await store.save({ 'content/posts/saved.md': 'Second.\n' });
  // What is saved is the draft's until it is published.
  expect(await shown(store, 'saved')).toBe(`${first} ${first}`);
  await store.publish();
  const second = savedAt('saved');
  expect(second > first).toBe(true);
  expect(await shown(store, 'saved')).toBe(`${second} ${second}`);
  expect(await shown(store, 'said')).toBe(`2024-05-06 ${savedAt('said')}`);
});
