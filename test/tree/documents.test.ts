import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { sourceFiles } from './files.ts';

/** Folders of ours; what is installed or made is not. */
const rooms = readdirSync('.').filter((name) => name !== 'examples' && !/^\.|^node_modules$/.test(name));

/** Every document of the project. */
const documents = rooms
  .flatMap((name) =>
    statSync(name).isDirectory()
      ? readdirSync(name, { recursive: true, encoding: 'utf8' }).map((path) => `${name}/${path}`)
      : [name],
  )
  .filter(
    (path) =>
      path.endsWith('.md') &&
      !/node_modules|^test\/site\/markdown\/cases\/|^test\/move-in\/sites\/.+\//.test(path),
  );

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const textOf = (path: string) => readFileSync(path, 'utf8');
const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Links to files of the project that are not there, or to headings that their file does not have. */
function deadLinks(document: string): string[] {
  // What stands in code is shown, not linked.
  const links = all(withoutBlocks(textOf(document)).replace(/`[^`\n]*`/g, ''), /\]\(([^)\s]+)\)/g);
  return links.filter((link) => {
    if (/^(?:[a-z]+:|\/)/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? document : normalize(join(dirname(document), path));
    if (!existsSync(target)) return true;
    if (anchor === undefined || !target.endsWith('.md')) return false;
    return !all(textOf(target), /^#+ (.+)$/gm)
      .map(anchorOf)
      .includes(anchor);
  });
}

/** Paths in backquotes that begin with a room of the project. */
const PATH = /`((?:schema|liquid|site|release|worker|move-in|admin|cli|test|bench|docs)\/[\w./-]*)`/g;

/** What the first start makes. */
const MADE = ['admin/.dev.vars'];

/** A path of the project or below the document's own folder; an import leaves out the ending. */
function isThere(document: string, path: string): boolean {
  if (MADE.includes(path)) return true;
  const places = [path, join(dirname(document), path)];
  return places.some((place) => existsSync(place) || existsSync(`${place}.ts`));
}

describe.each(documents)('%s', (document) => {
  test('has no dead link', () => {
    expect(deadLinks(document)).toEqual([]);
  });

  test('names no path that is not there', () => {
    const paths = all(withoutBlocks(textOf(document)), PATH);
    expect(paths.filter((path) => !isThere(document, path))).toEqual([]);
  });

  test('names no script that package.json does not have', () => {
    const named = all(textOf(document), /npm run ([\w:-]+)/g);
    const known = { ...scripts, ...JSON.parse(textOf('bench/package.json')).scripts };
    expect(named.filter((name) => !Object.hasOwn(known, name))).toEqual([]);
  });
});

test('every guide and decision can be found from its table', () => {
  const readme = textOf('README.md');
  const guides = documents.filter((path) => /^docs\/[^/]+\.md$/.test(path));
  expect(guides.filter((path) => !readme.includes(`](${path})`))).toEqual([]);
  const index = textOf('docs/decisions/README.md');
  const decisions = documents.flatMap((path) => /^docs\/decisions\/(\d.+)$/.exec(path)?.[1] ?? []);
  expect(decisions.filter((path) => !index.includes(`](${path})`))).toEqual([]);
});

test('a decision has its number in the heading, and no two have the same', () => {
  const decisions = documents.filter((path) => /^docs\/decisions\/\d/.test(path));
  const numbers = decisions.map((path) => path.slice('docs/decisions/'.length, 'docs/decisions/'.length + 3));
  expect(decisions.filter((path, at) => !textOf(path).startsWith(`# ${numbers[at]}: `))).toEqual([]);
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
});

test('the map in docs/architecture.md has every folder of more than three files of code', () => {
  const map = all(textOf('docs/architecture.md'), /\]\(\.\.\/([\w/-]+)\)/g);
  const counts = new Map<string, number>();
  for (const folder of sourceFiles().map(dirname)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  // The editor has a folder for each feature, with its name.
  const folders = [...counts].filter(([folder, count]) => count > 3 && !/^admin\/ui\b/.test(folder));
  expect(folders.length).toBeGreaterThan(40);
  expect(folders.filter(([folder]) => !map.includes(folder))).toEqual([]);
});
