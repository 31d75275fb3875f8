import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { moveIn } from '../../move-in/move-in.ts';
import { sourceOf } from '../../move-in/source.ts';

const GUIDE = readFileSync('docs/moving-in.md', 'utf8');
const NOW = Date.UTC(2024, 5, 1);

/** Blocks of code behind a line of the guide. */
function blocksBehind(line: string, count: number): string[] {
  const at = GUIDE.indexOf(line);
  expect(at).toBeGreaterThan(0);
  const blocks = GUIDE.slice(at).matchAll(/^```\w*\n([\s\S]*?)^```$/gm);
  return Array.from(blocks, ([, text = '']) => text).slice(0, count);
}

async function moved(
  files: Record<string, string>,
  kind: 'jekyll' | 'html',
): Promise<Record<string, string>> {
  const { files: made } = await moveIn(sourceOf(files), kind, { now: NOW });
  return Object.fromEntries(Array.from(made, ([path, file]) => [path, 'text' in file ? file.text : '']));
}

/** A site that has what the guide speaks of. */
const SITE = {
  Gemfile: 'gem "jekyll"\n',
  '_config.yml': 'collections: { docs: { output: true } }\n',
  '_layouts/default.html': '{{ content }}',
  '_includes/card.html': '{{ include.a }}',
  '_data/nav.yml': '- a\n',
  '_posts/2024-05-31-ebb.md': '---\ncategories: [sea]\ntags: [sea]\n---\nEbb\n',
  '_docs/one.md': '---\n---\nOne\n',
};

test('the page that the guide shows before and after is moved so', async () => {
  const [before = '', after = ''] = blocksBehind('A page before, and after:', 2);
  const files = await moved({ ...SITE, 'tides.html': before, 'other/index.html': '---\n---\n' }, 'jekyll');
  expect(files['pages/tides.liquid']).toBe(after);
});

test('the page of plain HTML that the guide shows is moved so', async () => {
  const [before = '', after = ''] = blocksBehind('| programs of a server', 2);
  const files = await moved({ 'about.html': before, 'index.html': '<p>Home' }, 'html');
  expect(files['pages/about.liquid']).toBe(after);
});

/** Code of a row's two cells, by what the row begins with. */
function rowOf(start: string): [string[], string[]] {
  const row = GUIDE.split('\n').find((line) => line.startsWith(`| ${start}`)) ?? '';
  const cells = row.replaceAll('\\|', '¦').split('|').slice(1, 3);
  const [left = [], right = []] = cells.map((cell) =>
    Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code.replaceAll('¦', '|')),
  );
  return [left, right];
}

test.each([
  '`{% include card.html a=b %}`',
  '`site.posts`, `site.docs`',
  '`page.excerpt`, `page.next`',
  '`paginate`, `paginator.posts`',
])('the row %s says what becomes of each', async (start) => {
  const [left, right] = rowOf(start);
  expect(left.length).toBeGreaterThan(1);
  for (const [at, code] of left.entries()) {
    if (code === 'paginate') continue;
    const isTag = code.startsWith('{%');
    const path = code.startsWith('include.') ? '_includes/other.html' : '_layouts/other.html';
    const files = await moved({ ...SITE, [path]: isTag ? code : `{{ ${code} }}` }, 'jekyll');
    const text = files['layouts/other.liquid'] ?? files['partials/other.liquid'] ?? '';
    expect(text, code).toContain(isTag ? right[at] : `{{ ${right[at]?.replace(':', '')}`);
  }
});

/** Codes of what a move leaves, as its sources name them. */
function codesOfLeft(): string[] {
  const paths = readdirSync('move-in', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const texts = paths.map((path) => readFileSync(join('move-in', path), 'utf8'));
  return texts.flatMap((text) => Array.from(text.matchAll(/\.left\(\s*'(\w+)'/g), ([, code = '']) => code));
}

test('the guide says what to do with everything that a move leaves, and with nothing else', () => {
  const [, table = ''] = GUIDE.split('| code | it says | what to do |');
  const rows = table.split('\n\n')[0] ?? '';
  const named = Array.from(rows.matchAll(/^\| ([^|]+) \|/gm), ([, cell = '']) => cell).join();
  const codes = Array.from(named.matchAll(/`(\w+)`/g), ([, code = '']) => code);
  expect(codes.sort()).toEqual([...new Set(codesOfLeft())].sort());
});
