import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from './api.ts';
import { visit } from './visit.ts';

beforeEach(() => reset());

describe('a page of Markdown', () => {
  test('is at the address of its file, in its layout, with Liquid in it', async () => {
    await put('layouts/base.liquid', '<title>{{ page.title }}</title>{{ content }}');
    await put('data/crew.json', '["Ada & Co"]');
    const saved = await put(
      'pages/guide.md',
      '---\ntitle: Guide\nlayout: base\n---\n# Hello *{{ data.crew[0] }}*\n\n- [x] one\n',
    );
    expect(saved.status).toBe(201);
    expect((await call('POST', '/publish')).status).toBe(200);
    const { status, text } = await visit('/guide');
    expect(status).toBe(200);
    expect(text).toContain('<title>Guide</title><h1 id="hello">Hello <em>Ada &amp; Co</em></h1>');
    expect(text).toContain('<input type="checkbox" checked disabled> one');
  });

  test('says what is wrong where the author wrote it', async () => {
    const refused = await put('pages/a/b.md', '---\ntitle: T\n---\n> one\n>\n> {{ x | nope }}\n');
    expect(refused.status).toBe(422);
    expect(refused.body.diagnostics).toMatchObject([
      { code: 'unknown_filter', path: 'pages/a/b.md', start: { line: 6, column: 10 } },
    ]);
    expect((await call('GET', '/files/pages/a/b.md')).status).toBe(404);
  });

  test('takes its options from its front matter', async () => {
    await put(
      'pages/index.md',
      '---\nmarkdown: { smart: true, breaks: true, ids: false }\n---\n# "A"\n\nb\nc\n',
    );
    await call('POST', '/publish');
    expect((await visit('/')).text).toBe('<h1>“A”</h1>\n<p>b<br>\nc</p>\n');
    const refused = await put('pages/index.md', '---\nmarkdown: { smrt: true }\n---\n');
    expect(refused.body.diagnostics).toMatchObject([{ code: 'front_matter', start: { line: 2 } }]);
  });

  test('and a template at the same address are one too many', async () => {
    await put('pages/guide.md', 'a');
    await put('pages/guide.liquid', 'b');
    const refused = await call('POST', '/publish');
    expect(refused.status).toBe(422);
    expect(refused.body.diagnostics).toMatchObject([{ code: 'route_twice' }]);
  });
});
