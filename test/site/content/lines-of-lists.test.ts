import { expect, test } from 'vitest';
import { knownAddresses } from '../../../site/addresses/known.ts';
import { checkSite } from '../../../site/check/check.ts';
import type { Facts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';

const factsOf = (files: Readonly<Record<string, string>>): ReadonlyMap<string, Facts> =>
  new Map(Object.entries(files).map(([path, text]) => [path, compileFile(path, text).facts] as const));

test.each([
  ['each', 'pages/t/[id].liquid', '---\ntitle: T\neach: { id: collections.none }\n---\nx', 3],
  ['a route for each', 'pages/t.liquid', '---\neach: { id: data.things }\n---\nx', 2],
  ['paginate', 'pages/list.liquid', '---\ntitle: T\n\npaginate: { items: site.menu }\n---\nx', 4],
])('what is wrong with %s is told at its line', (_, path, text, line) => {
  const { diagnostics } = knownAddresses(factsOf({ [path]: text }), { at: 0 });
  expect(diagnostics.map((found) => [found.path, found.start.line])).toEqual([[path, line]]);
});

test.each([
  ['timezone: Europe/Lisbo', 2],
  ['timezones: [Europe/Lisbon, Mars/Crater]', 2],
])('so is a time zone that there is not: %s', (text, line) => {
  const found = checkSite(factsOf({ 'site.yaml': `title: T\n${text}\n` }));
  expect(found.map(({ code, start }) => [code, start.line])).toEqual([['timezone', line]]);
});
