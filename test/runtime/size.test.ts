import { expect, test } from 'vitest';
import { grown, measure, readBudget } from './size.ts';

test.each([
  ['first', 'what every cold isolate compiles'],
  ['all', 'all of the site Worker'],
  ['language', 'the language'],
] as const)('%s: %s keeps to its budget', async (part, what) => {
  const budget = readBudget();
  const measured = await measure();
  const news = grown(measured.modules, budget).join('\n  ');
  expect(
    measured[part],
    `${what} takes ${measured[part]} bytes; ${budget[part]} are allowed. What grew since worker/budget.json was written:\n  ${news}`,
  ).toBeLessThanOrEqual(budget[part]);
});

test('what grew is named, the most first', () => {
  const modules = { 'a.ts': 10, 'b.ts': 10, 'c.ts': 10 };
  expect(grown({ 'a.ts': 11, 'b.ts': 15, 'c.ts': 9, 'new.ts': 7 }, { modules })).toEqual([
    'new.ts +7',
    'b.ts +5',
    'a.ts +1',
  ]);
});

test('no parser, no validation and nothing of the admin is in it', async () => {
  const { modules } = await measure();
  const foreign = Object.keys(modules).filter(
    (path) => !/^(worker|schema|liquid\/run|site|node_modules\/hono\/dist)\/|^liquid\/[^/]+$/.test(path),
  );
  expect(foreign).toEqual([]);
});
