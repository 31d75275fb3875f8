import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { folders, moveIn } from '../support/move-in.ts';

const SITES = resolve('test/move-in/sites');

/** What differs still, as `address kind`. Nothing may be added. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  blog: [
    '/about/ text', // the arrow back of footnotes has U+FE0E behind it
    '/assets/css/site.css file', // the same colour, in decimals
  ],
  docs: [
    '/guide/deep/er/down/ text', // math
    '/reference/api/ text', // the arrow back of footnotes
  ],
};

test.each(Object.keys(KNOWN))('the site %s is the same after it moved in', async (name) => {
  const out = folders({});
  const site = resolve(SITES, name);
  const args = [`${site}/source`, '--out', `${out}/site`, '--compare', `${site}/built`, '--json'];
  const { comparison, kind, error } = JSON.parse((await moveIn(out, ...args)).out);
  expect({ kind, error }).toEqual({ kind: 'jekyll', error: undefined });
  const found = comparison.differences
    .filter(({ kind: each }: { kind: string }) => !/^(?:script|meta|redirect|extra)$/.test(each))
    .map(({ page, kind: each, old, new: now }: Record<string, string>) => ({
      row: `${page} ${each}`,
      old,
      now,
    }));
  expect(found.filter(({ row }: { row: string }) => !KNOWN[name]?.includes(row))).toEqual([]);
  expect(comparison.there).toBeGreaterThan(6);
  expect(comparison.equalPages).toBeGreaterThanOrEqual(comparison.there / 1.5);
});
