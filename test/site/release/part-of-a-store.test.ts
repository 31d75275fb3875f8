import { beforeEach, expect, test } from 'vitest';
import { NodeStore } from '../../support/node-store.ts';

const SITE = {
  'site.yaml': 'title: Pier\n',
  'pages/index.liquid': 'Old',
  'pages/a.liquid': 'A',
  'content/posts/_collection.yaml': 'title: Post\n',
};

let site: NodeStore;

beforeEach(async () => {
  site = new NodeStore();
  await site.save(SITE);
  expect((await site.publish()).state).toBe('live');
});

/** Begins a release of a part, lets somebody save, and goes on to its end. */
async function publishWhile(paths: readonly string[], texts: Readonly<Record<string, string | null>>) {
  const { id } = site.publisher.begin({ message: '', author: 'Ada', paths });
  await site.save(texts);
  while ((await site.publisher.step()) !== undefined);
  return site.releases.get(id);
}

test('what a part lacks is looked for in the draft that it was begun from', async () => {
  await site.save({ 'pages/index.liquid': "{% render 'new' %}", 'partials/new.liquid': 'New' });
  const refused = await publishWhile(['pages/index.liquid'], { 'partials/new.liquid': null });
  expect(refused).toMatchObject({ state: 'failed', only: { needs: ['partials/new.liquid'] } });
  await site.save({ 'partials/new.liquid': 'New' });
  await site.save({ 'pages/index.liquid': 'Plain' });
  const live = await publishWhile(['pages/index.liquid'], { 'pages/index.liquid': "{% render 'new' %}" });
  expect([live?.state, live?.only?.needs]).toEqual(['live', undefined]);
});

test('a release keeps nothing of what it left out', async () => {
  await site.save({ 'pages/a.liquid': 'B', 'pages/index.liquid': 'New' });
  const live = await publishWhile(['pages/a.liquid'], {});
  expect(live?.state).toBe('live');
  expect(site.releases.has(live?.id ?? '', 'left')).toBe(false);
});

test('a role for content begins no release of what it may not change, by whatever name', async () => {
  await site.save({
    'content/posts/a.md': 'Text',
    'content/posts/_collection.yaml': 'title: Posts\n',
    'site.yaml': 'title: Quay\nheaders: { x-a: b }\n',
  });
  const writer = { role: 'writer' } as const;
  const begin =
    (...paths: string[]) =>
    () =>
      site.publisher.begin({ message: '', author: 'Ada', paths, who: writer });
  expect(begin('content/posts')).toThrow('a file of this name');
  expect(begin('content/posts/')).toThrow('a file of this name');
  expect(begin('content/posts/a.md', 'content/posts/_collection.yaml')).toThrow('is not yours to publish');
  expect(begin('content/posts/a.md', 'site.yaml')).toThrow('another headers than what is live');
  expect((await site.publish({ paths: ['content/posts/a.md'], who: writer })).state).toBe('live');
  await site.save({ 'site.yaml': 'title: Quay\n' });
  expect((await site.publish({ paths: ['site.yaml'], who: writer })).state).toBe('live');
});
