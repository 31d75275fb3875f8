import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { publish, save, site } from './store.ts';

beforeEach(() => reset());

const tried = async () => {
  const published = await site().publish('', 'test');
  return published.ok;
};

test('a try that failed takes no number from the releases that visitors got', async () => {
  await save({ 'pages/index.liquid': 'one' });
  await publish();
  await save({ 'pages/index.liquid': '{% render "none" %}' });
  expect([await tried(), await tried()]).toEqual([false, false]);
  await save({ 'pages/index.liquid': 'two' });
  await publish();
  const listed = (await site().releases(9)).map(({ version, state }) => `${version} ${state}`);
  expect(listed).toEqual(['2 live', '2 failed', '2 failed', '1 live']);
});

test('pages of the list have each of them once, also where numbers are the same', async () => {
  await save({ 'pages/index.liquid': '{% render "none" %}' });
  for (let tries = 0; tries < 5; tries++) await tried();
  const ids: string[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await site().differences().releases(2, before);
    ids.push(...page.releases.map(({ id }) => id));
    if (page.before === null) break;
    before = page.before;
  }
  expect(new Set(ids).size).toBe(5);
  expect(ids).toHaveLength(5);
});
