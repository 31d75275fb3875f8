import { expect, test } from 'vitest';
import { MarkdownGiven } from '../../../site/check/markdown-given.ts';
import { compileFile } from '../../../site/files/compile-file.ts';

const SITE = 'upstreams: { api: { url: "https://a.test" }, own: { url: "https://b.test", trusted: true } }\n';

/** Whether a file's `markdownify` keeps the HTML of what it reads, in a site of these files. */
function isVouched(path: string, files: Readonly<Record<string, string>>): boolean {
  const facts = new Map(
    Object.entries(files).map(([name, text]) => {
      const { facts, diagnostics } = compileFile(name, text);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      return [name, facts] as const;
    }),
  );
  const { code } = compileFile(path, files[path] ?? '', new MarkdownGiven(facts).of(path));
  return code.includes('"html":true');
}

const reads = (name: string) => `{{ ${name}.text | markdownify }}`;
const asks = (fetch: string) => `---\nfetch: { ${fetch} }\n---\n`;
const page = (fetch: string, name: string) => ({
  'site.yaml': SITE,
  'pages/a.liquid': asks(fetch) + reads(name),
});

test.each([
  ['post: "own:/p"', 'post', true],
  ['post: "api:/p"', 'post', false],
  ['entry: "own:/p"', 'entry', true],
  ['entry: "api:/p"', 'entry', false],
  ['collections: "api:/p"', 'data', true],
  ['post: "api:/p"', 'entry', true],
])('a page that asks for %s vouches for %s: %s', (fetch, name, expected) => {
  expect(isVouched('pages/a.liquid', page(fetch, name))).toBe(expected);
});

test('a layout does not vouch for an entry that pages ask others for', () => {
  const layout = { 'layouts/base.liquid': `${reads('entry')}{{ content }}` };
  for (const [from, expected] of [
    ['api', false],
    ['own', true],
  ] as const)
    expect(isVouched('layouts/base.liquid', { ...page(`entry: "${from}:/p"`, 'site'), ...layout })).toBe(
      expected,
    );
});

test('a route that asks others under a name is believed before the page', () => {
  const files = page('post: "own:/p"', 'post');
  const route = (from: string) => `${SITE}routes: { /b: { page: a, fetch: { post: "${from}:/q" } } }\n`;
  expect(isVouched('pages/a.liquid', { ...files, 'site.yaml': route('api') })).toBe(false);
  expect(isVouched('pages/a.liquid', { ...files, 'site.yaml': route('own') })).toBe(true);
});
