import { expect, test } from 'vitest';
import { createApp } from '../../../worker/app.ts';
import { buildSite } from '../../support/build-site.ts';
import { memoryKv } from '../../support/memory-kv.ts';
import { publishTo } from '../../support/site.ts';

/** Two people who name each other, and what their page prints. */
const site = (page: string) => ({
  'content/people/_collection.yaml':
    'fields: { name: { type: text }, friend: { type: reference, to: people } }\n',
  'content/people/ada.md': '---\nname: Ada\nfriend: bob\n---\nOf {{ entry.friend.name }}.\n',
  'content/people/bob.md': '---\nname: Bob\nfriend: ada\n---\nOf {{ entry.friend.name }}.\n',
  'pages/people/[slug].liquid': `---\nentry: people\n---\n${page}`,
});

async function visit(page: string): Promise<{ status: number; text: string }> {
  const store = memoryKv();
  await publishTo(store, await buildSite(site(page)));
  const app = createApp({ kv: store, site: 'main', fresh: { look: 0, wait: 0 }, clock: { now: () => 0 } });
  const request = new Request('http://site.test/people/ada');
  const response = await app.fetch(request, {}, { waitUntil: () => undefined });
  return { status: response.status, text: await response.text() };
}

test('a cycle of references is none as long as it is not printed without end', async () => {
  const page = '{{ entry.friend.friend.friend.name }} {{ entry.friend.content }}';
  expect(await visit(page)).toEqual({ status: 200, text: 'Bob <p>Of Ada.</p>\n' });
});
