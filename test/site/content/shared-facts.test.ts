import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Facts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
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

test('what entries say alike is one value, and each says what it said', async () => {
  const post = (n: number) =>
    `---\ntitle: Post ${n % 7}\ndate: 2024-01-0${(n % 9) + 1}\ntags: [a, ${n % 2 ? 'sea' : 'quay'}]\nconstructor: own\n---\n## More\n\nText ${n}\n`;
  const texts = Array.from({ length: 400 }, (_, n) => [`content/posts/${n}.md`, post(n)] as const);
  const site = new NodeStore();
  await site.save(Object.fromEntries(texts));
  while (site.files.catchUp());
  const facts = [...site.files.facts()].filter(([path]) => path.startsWith('content/'));
  expect(facts.length).toBe(400);
  expect(new Set(facts.map(([, { entry }]) => entry?.toc)).size).toBe(1);
  expect(new Set(facts.map(([, { entry }]) => entry?.places)).size).toBe(2);
  const alone = new Map<string, Facts>(texts.map(([path, text]) => [path, compileFile(path, text).facts]));
  for (const [path, known] of facts) {
    expect(known).toEqual(alone.get(path));
    // Templates see fields in their order.
    expect(JSON.stringify(known.entry?.fields)).toBe(JSON.stringify(alone.get(path)?.entry?.fields));
  }
});
