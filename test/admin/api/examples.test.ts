import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

/** Every text file of the examples; the assets are not rendered and stand for themselves by name. */
const FILES: Record<string, string> = import.meta.glob(
  '../../../examples/**/*.{liquid,yaml,json,md,css,svg}',
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

test.each([['starter/'], ['shop/site/']])('examples/%s passes the gate', async (folder) => {
  const own = Object.entries(FILES).filter(([file]) => file.includes(`/examples/${folder}`));
  expect(own.length).toBeGreaterThan(5);
  for (const [file, text] of own) {
    const path = file.slice(file.indexOf(folder) + folder.length);
    expect((await put(path, text)).status).toBe(201);
  }
  const { status, body } = await call('POST', '/publish');
  const found = body.diagnostics.filter(({ severity }: { severity: string }) => severity !== 'info');
  expect({ status, found }).toEqual({ status: 200, found: [] });
});

test('the starter shows its log at the addresses that it had, and a page in Markdown in its layout', async () => {
  for (const [file, text] of Object.entries(FILES)) {
    const [, path] = file.split('/examples/starter/');
    if (path) await put(path, text);
  }
  const shown = async (url: string) => (await call('POST', '/render', { url })).body;
  const entry = await shown('/posts/fifty-minutes-late');
  expect(entry.body).toContain('<title>The moon is always fifty minutes late · Neap</title>');
  expect(entry.body).toContain('<li><strong>Springs</strong> come');
  expect(entry.body).toContain('<strong>Tamsin Rowe</strong> cuts the brass');
  expect((await shown('/feed.xml')).body).toContain('&lt;strong&gt;Springs&lt;/strong&gt; come');
  const guide = '---\nlayout: base\ntitle: Guide\n---\n# It is *here*\n';
  const files = { 'pages/guide.md': guide };
  const { body } = await call('POST', '/render', { page: 'pages/guide.md', files });
  expect(body.body).toContain('<main id="main">\n<h1 id="it-is-here">It is <em>here</em></h1>');
});
