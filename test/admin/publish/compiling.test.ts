import { reset } from 'cloudflare:test';
import { strToU8, zipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

const MANY = 700;
const PAGE = '---\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}';

const entry = (n: number, text = '*Wet* "sand".') => `---\ntitle: Entry ${n}\n---\n${text}\n`;

function site(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const entries = Array.from({ length: MANY }, (_, n) => [`content/posts/e${n}.md`, entry(n)]);
  return { 'pages/posts/[slug].liquid': PAGE, ...Object.fromEntries(entries), ...more };
}

const importAll = (files: Readonly<Record<string, string>>) =>
  call(
    'POST',
    '/import',
    zipSync(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])),
    ) as BodyInit,
    { 'content-type': 'application/zip' },
  );

const status = async () => (await call('GET', '/status')).body;

async function compiled(): Promise<void> {
  await expect.poll(async () => (await status()).compiling, { timeout: 60_000 }).toBe(null);
}

test('many texts are saved at once and compiled afterwards, as the status says; a publish waits', async () => {
  const { status: code, body } = await importAll(site());
  expect(code).toBe(200);
  expect(body.diagnostics).toEqual([]);
  const { files, compiling } = await status();
  expect(files).toBe(MANY + 1);
  // It may be done by now: how it begins is tried in test/store/compiling.
  if (compiling) expect(compiling).toMatchObject({ total: MANY + 1 - 500 });
  const published = await call('POST', '/publish');
  expect([published.status, published.body.state]).toEqual([200, 'live']);
  expect((await status()).compiling).toBe(null);
  expect((await visit('/posts/e699')).text).toBe('<h1>Entry 699</h1><p><em>Wet</em> &quot;sand&quot;.</p>\n');
}, 120_000);

test('what is wrong with one of them is told of the file, and refuses a publish; the others are there', async () => {
  const broken = '---\ntitle: Broken\n---\nText.\n\n{% if a %}\n';
  const wanted = '---\ntitle: [1]\n---\n';
  const config = 'fields: { title: { type: text } }';
  await importAll(
    site({
      'content/posts/z-broken.md': broken,
      'content/posts/z-fields.md': wanted,
      'content/posts/_collection.yaml': config,
    }),
  );
  await compiled();
  const { body } = await call('GET', '/files?prefix=content/posts/z-');
  expect(body.files.map(({ diagnostics: [first] }: { diagnostics: object[] }) => first)).toMatchObject([
    { severity: 'error', start: { line: 6, column: 1 } },
    { severity: 'error', code: 'field', start: { line: 2 } },
  ]);
  const refused = await call('POST', '/publish');
  expect(refused.status).toBe(422);
  const paths = refused.body.diagnostics.map(({ path }: { path: string }) => path);
  expect(paths).toEqual(expect.arrayContaining(['content/posts/z-broken.md', 'content/posts/z-fields.md']));
  await put('content/posts/z-broken.md', entry(0));
  await put('content/posts/z-fields.md', entry(1));
  expect((await call('POST', '/publish')).status).toBe(200);
}, 120_000);

test('the first 500 are compiled before: one that is wrong refuses the whole batch', async () => {
  const files = { 'content/posts/a.md': '---\ntitle: A\n---\n{% if %}\n', ...site() };
  const refused = await importAll(files);
  expect(refused.status).toBe(422);
  expect((await status()).files).toBe(0);
}, 60_000);

test('while they are compiled a file can be saved, and its entry read', async () => {
  await importAll(site());
  expect((await put('content/posts/new.md', entry(1, 'New.'))).status).toBe(201);
  expect((await call('GET', '/files/content/posts/e650.md')).body).toBe(entry(650));
  const { body } = await call('POST', '/render', { url: '/posts/new' });
  expect(body.body).toBe('<h1>Entry 1</h1><p>New.</p>\n');
}, 60_000);

test('what the site says of Markdown compiles a large draft anew, in slices', async () => {
  await importAll(site());
  await compiled();
  await put('site.yaml', 'markdown: { smart: true }');
  await compiled();
  const { body } = await call('POST', '/render', { url: '/posts/e7' });
  expect(body.body).toContain('<em>Wet</em> “sand”.');
}, 60_000);
