import { expect, test, vi } from 'vitest';
import { Working } from '../../../release/working.ts';
import { KEYS } from '../../../schema/keys.ts';
import { NodeStore } from '../../support/node-store.ts';

const thing = (n: number, name = `N ${n}`) => JSON.stringify({ slug: `s-${n}`, name });

function siteOf(count: number): Record<string, string> {
  const things = Array.from({ length: count }, (_, n) => [`data/things/t${n}.json`, thing(n)]);
  const page = '---\neach: { slug: data.things }\n---\n{{ slug.name }}{{ data.things.size }}';
  return { 'pages/t/[slug].liquid': page, ...Object.fromEntries(things) };
}

async function published(site: NodeStore, files: Record<string, string | null>): Promise<string> {
  await site.save(files);
  const { state, reason } = await site.publish();
  expect(state, reason ?? '').toBe('live');
  return site.kv.get(KEYS.live('main')) ?? '';
}

test('a publish of a page for each file of a folder asks for the files as often as there are, not as their square', async () => {
  const recall = vi.spyOn(Working.prototype, 'recall');
  const calls = async (count: number) => {
    recall.mockClear();
    await published(new NodeStore(), siteOf(count));
    return recall.mock.calls.length;
  };
  const [few, many] = [await calls(200), await calls(400)];
  recall.mockRestore();
  expect(few).toBeGreaterThan(0);
  expect(many).toBeLessThan(3 * few);
});

test('what is kept of such pages holds while no file of the folder is another', async () => {
  const site = new NodeStore();
  const files = siteOf(20);
  expect(await published(site, files)).toContain('N 720');
  expect(await published(site, { 'data/things/t7.json': thing(7, 'Other') })).toContain('Other20');
  expect(await published(site, { 'data/things/t20.json': thing(20) })).toContain('Other21');
  const last = await published(site, { 'data/things/t3.json': null });
  expect(last).toContain('Other20');
  expect(last).not.toContain('N 3');
});
