import { expect, test } from 'vitest';
import { grown, measure, readBudget } from './size.ts';

test.each([
  ['site', 'first'],
  ['site', 'second'],
  ['site', 'third'],
  ['site', 'all'],
  ['language', 'first'],
  ['language', 'all'],
] as const)('what %s takes (%s) keeps to its budget', async (what, part) => {
  const budget = readBudget();
  const measured = await measure();
  const news = grown(measured.modules, budget).join('\n  ');
  expect(
    measured[what][part],
    `What grew since worker/budget.json was written, before it is minified:\n  ${news}`,
  ).toBeLessThanOrEqual(budget[what][part]);
});

test('what a gateway to the Workers Cache begins with keeps to its budget', async () => {
  expect((await measure()).edge.first).toBeLessThanOrEqual(readBudget().edge.first);
});

test('what grew is named, the most first', () => {
  const modules = { 'a.ts': 10, 'b.ts': 10, 'c.ts': 10 };
  expect(grown({ 'a.ts': 11, 'b.ts': 15, 'c.ts': 9, 'new.ts': 7 }, { modules })).toEqual([
    'new.ts +7',
    'b.ts +5',
    'a.ts +1',
  ]);
});

/** What reads Markdown of values, which is no part of what each cold isolate compiles: see the limits. */
const MARKDOWN =
  /^(?:node_modules\/(?:@mdit\/plugin-footnote|markdown-it|linkify-it|mdurl|uc\.micro|entities|punycode\.js)|rolldown)\//;

test('no parser, no validation and nothing of the admin is in it', async () => {
  const { modules } = await measure();
  const foreign = Object.keys(modules).filter(
    (path) =>
      !/^(worker|release|schema|liquid\/run|site|node_modules\/hono\/dist)\/|^liquid\/[^/]+$/.test(path) &&
      !MARKDOWN.test(path),
  );
  expect(foreign).toEqual([]);
});
