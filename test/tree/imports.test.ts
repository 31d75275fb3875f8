import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles } from './files.ts';

/** Lowest first: each folder imports from those before it only, types included. */
const ORDER = ['schema', 'liquid', 'site', 'release', 'worker', 'move-in', 'admin', 'cli'];
/** What follows `from`, a bare import, and `import()` of values and of types. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*'(\.[^']+)'|(?:^|\n)\s*import\s*'(\.[^']+)'|import\(\s*'(\.[^']+)'\s*\)/g;

const files = sourceFiles();
const imports = new Map(files.map((path) => [path, importsOf(path)]));

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(IMPORT)]
    .map(([, from, bare, later]) => normalize(join(dirname(path), from ?? bare ?? later ?? '')))
    .filter((target) => files.includes(target));
}

const roomOf = (path: string): string => path.split('/')[0] ?? '';

test('there is something to look at', () => {
  expect(files.length).toBeGreaterThan(300);
  expect([...imports.values()].flat().length).toBeGreaterThan(1_000);
});

test('imports go one way: schema, liquid, site, release, worker, move-in, admin, cli', () => {
  const upward = [...imports].flatMap(([path, targets]) =>
    targets
      .filter((target) => ORDER.indexOf(roomOf(target)) > ORDER.indexOf(roomOf(path)))
      .map((target) => `${path} imports ${target}`),
  );
  expect(upward).toEqual([]);
});

test('the admin does not import the site Worker', () => {
  const wrong = [...imports].flatMap(([path, targets]) =>
    roomOf(path) === 'admin'
      ? targets.filter((target) => roomOf(target) === 'worker').map((to) => `${path} imports ${to}`)
      : [],
  );
  expect(wrong).toEqual([]);
});

test('what runs programs does not import what compiles them', () => {
  const wrong = [...imports].flatMap(([path, targets]) =>
    path.startsWith('liquid/run/')
      ? targets.filter((target) => target.startsWith('liquid/compile/')).map((to) => `${path} imports ${to}`)
      : [],
  );
  expect(wrong).toEqual([]);
});

test('no file leads back to itself', () => {
  expect(cycles().map((cycle) => cycle.join(' -> '))).toEqual([]);
});

/** Groups of files that import each other, by Tarjan's algorithm; one way round each. */
function cycles(): string[][] {
  const found: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path) ?? 0);
    stack.push(path);
    for (const target of imports.get(path) ?? []) {
      if (!index.has(target)) visit(target);
      if (stack.includes(target)) low.set(path, Math.min(low.get(path) ?? 0, low.get(target) ?? 0));
    }
    if (low.get(path) !== index.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1) found.push(group);
  };
  for (const path of files) if (!index.has(path)) visit(path);
  return found;
}
