import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LIMITS as RENDER } from '../../liquid/run/budget.ts';
import { LIMITS } from '../../schema/limits.ts';

const guide = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8');

test.each(Object.entries({ ...LIMITS, ...RENDER }))('the guide states %s as it is', (name, value) => {
  const row = guide.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? `no row for ${name}`;
  expect(row).toMatch(new RegExp(`\\| ${value.toLocaleString('en-US')}(?: |$)`));
});
