import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NodeStore } from '../../support/node-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'meniscus-facts-'));
const file = join(folder, 'site.sqlite');

afterAll(() => rmSync(folder, { recursive: true }));

function differentRefs(site: NodeStore) {
  const facts = [...site.files.facts()].filter(([path]) => path.startsWith('content/'));
  expect(facts.length).toBe(600);
  return new Set(facts.map(([, { refs }]) => refs)).size;
}

test('what entries refer to is one object for all that refer to the same, also when it is read again', async () => {
  const texts = Array.from({ length: 600 }, (_, n) => [
    `content/posts/${n}.md`,
    `---\ntitle: ${n}\n---\n${n % 2 ? 'Text' : '{% render "card" %}'}\n`,
  ]);
  const site = new NodeStore(file);
  await site.save({ ...Object.fromEntries(texts), 'partials/card.liquid': 'x' });
  while (site.files.catchUp());
  expect(differentRefs(site)).toBe(2);
  expect(site.files.facts().get('content/posts/0.md')?.refs?.partials).toEqual(['card']);
  expect(site.files.isKnown).toBe(true);
  const again = new NodeStore(file);
  expect(differentRefs(again)).toBe(2);
  expect([...again.files.facts()]).toEqual([...site.files.facts()]);
});
