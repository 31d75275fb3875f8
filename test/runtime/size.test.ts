import { expect, test } from 'vitest';
import { grown, measure, readBudget, sizeBelow } from './size.ts';

test('the site Worker ships no more than its budget: every byte of it costs every cold start', async () => {
  const budget = readBudget();
  const { total, modules } = await measure();
  const news = grown(modules, budget).join('\n  ');
  expect(
    total,
    `It ships ${total} bytes; ${budget.limit} are allowed. What grew since worker/budget.json was written:\n  ${news}`,
  ).toBeLessThanOrEqual(budget.limit);
});

test('the language at the edge ships no more than its part of that', async () => {
  const budget = readBudget();
  const { modules } = await measure();
  const size = sizeBelow('liquid/', modules);
  const news = grown(modules, budget).join('\n  ');
  expect(
    size,
    `It takes ${size} bytes; ${budget.language} are allowed. What grew:\n  ${news}`,
  ).toBeLessThanOrEqual(budget.language);
});

test('what grew is named, the most first', () => {
  const budget = { limit: 1, language: 1, modules: { 'a.ts': 10, 'b.ts': 10, 'c.ts': 10 } };
  expect(grown({ 'a.ts': 11, 'b.ts': 15, 'c.ts': 9, 'new.ts': 7 }, budget)).toEqual([
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
