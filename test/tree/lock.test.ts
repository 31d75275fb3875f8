import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ integrity: z.optional(z.string()), resolved: z.optional(z.string()) }),
  ),
});

const lock = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

test('package-lock.json says what each package must hold, those of other systems too, and names no server', () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
  expect(packages.length).toBeGreaterThan(200);
  const open = packages.filter(([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity));
  expect(open.map(([path]) => path)).toEqual([]);
  const placed = packages.filter(
    ([, { resolved = 'https://registry.npmjs.org/' }]) => !resolved.startsWith('https://registry.npmjs.org/'),
  );
  expect(placed.map(([path]) => path)).toEqual([]);
});
