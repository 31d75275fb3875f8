import { beforeAll, expect, test } from 'vitest';
import { postsSite } from '../../../bench/support/large-sites.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { assemble, type ReleaseOutput } from '../../../site/release/assemble.ts';

const POSTS = 1_500;

let made: ReleaseOutput;

beforeAll(async () => {
  const files = new Map(postsSite(POSTS).map(([path, text]) => [path, compileFile(path, text)]));
  made = await assemble({
    id: 'r',
    version: 1,
    at: Date.UTC(2030, 0, 1),
    facts: new Map([...files].map(([path, { facts }]) => [path, facts])),
    assets: new Map(),
    code: (path) => files.get(path)?.code ?? '',
    generation: () => 1,
  });
}, 60_000);

test('a release that was made holds no texts of entries and of their blocks', () => {
  const all = made.packs.reduce((sum, { units }) => sum + units, 0);
  expect(all).toBeGreaterThan(1_500 * POSTS);
  // Tables of slugs and of addresses are held, and names of packs.
  expect(charactersIn(made)).toBeLessThan(200 * POSTS);
});

test('texts that are made again are the same', () => {
  for (const pack of made.packs) expect(pack.text.length).toBe(pack.units);
});

/** Of all strings that can be reached without asking for what is made when it is asked for. */
function charactersIn(root: unknown): number {
  const seen = new Set<unknown>();
  const todo = [root];
  let sum = 0;
  while (todo.length > 0) {
    const next = todo.pop();
    if (seen.has(next)) continue;
    seen.add(next);
    if (typeof next === 'string') sum += next.length;
    if (next instanceof Map) todo.push(...[...next].flat());
    if (typeof next !== 'object' || next === null) continue;
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(next))) todo.push(value);
  }
  return sum;
}
