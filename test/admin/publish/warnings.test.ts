import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

interface Found {
  readonly severity: string;
  readonly code: string;
  readonly path?: string;
}

const PAGE = '---\npermalink: /old\n---\n<p>{{ request.query.q }}</p><!-- {{ request.query.q }} -->';
const PARTIAL = '<{{ name }}>x</{{ name }}>';

test('a publish lists what saves warned of, each once', async () => {
  const saved: Found[] = [];
  const files = {
    'partials/card.liquid': PARTIAL,
    'pages/index.liquid': `${PAGE}{% render "card", name: "b" %}`,
    'pages/other.liquid': '<p>Nothing to say</p>',
  };
  for (const [path, text] of Object.entries(files)) {
    const { status, body } = await put(path, text);
    expect(status).toBe(201);
    saved.push(...(body.file.diagnostics as Found[]).map((found) => ({ ...found, path })));
  }
  const codes = saved.map(({ code }) => code);
  expect(codes).toContain('foreign_key');
  expect(codes.filter((code) => code.startsWith('place_')).length).toBeGreaterThan(1);
  const { status, body } = await call('POST', '/publish');
  expect(status).toBe(200);
  const listed = (body.diagnostics as Found[]).map(({ path, code }) => `${path} ${code}`);
  for (const { path, code } of saved) expect(listed).toContain(`${path} ${code}`);
  const full = (body.diagnostics as Found[]).map((found) => JSON.stringify(found));
  expect(new Set(full).size).toBe(full.length);
  expect(listed.filter((line) => line.startsWith('pages/other'))).toEqual([]);
});

test('also where the index of the draft was read again, and not what a later save has mended', async () => {
  await put('pages/index.liquid', PAGE);
  await put('pages/mended.liquid', PAGE);
  await put('pages/mended.liquid', '<p>Mended</p>');
  await call('POST', '/publish');
  await put('pages/more.liquid', 'more');
  const { body } = await call('POST', '/publish');
  const paths = (body.diagnostics as Found[])
    .filter(({ code }) => /^place_|^foreign/.test(code))
    .map(({ path }) => path);
  expect(new Set(paths)).toEqual(new Set(['pages/index.liquid']));
});
