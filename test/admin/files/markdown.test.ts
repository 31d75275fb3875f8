import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

/** What a publish says, but for what it finds in the pages that it renders: see test/admin/publish. */
async function published(): Promise<object[]> {
  const { diagnostics } = (await call('POST', '/publish')).body;
  return diagnostics.filter(({ code }: { code: string }) => code !== 'broken_link');
}

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

  test('takes options of its collection and of the site: front matter wins, then the collection', async () => {
    await put('pages/index.md', 'a\nb "c"');
    await put('pages/own.md', '---\nmarkdown: { breaks: false }\n---\na\nb "c"');
    await put(
      'pages/notes/[slug].liquid',
      '---\nentry: notes\n---\n{{ entry.content }}{{ entry.excerpt }}{{ entry.toc[0].id }}',
    );
    await put('content/notes/a.md', 'a\nb "c"\n\n# T');
    const texts = async () => {
      expect((await call('POST', '/publish')).body).toMatchObject({ state: 'live' });
      const shown = (await call('POST', '/render', { url: '/notes/a' })).body.body;
      const entry = (await visit('/notes/a')).text;
      expect(shown).toBe(entry);
      return [(await visit('/')).text, (await visit('/own')).text, entry];
    };
    const plain = '<p>a\nb &quot;c&quot;</p>\n';
    const heading = '<h1 id="t">T</h1>\n';
    expect(await texts()).toEqual([plain, plain, `${plain}${heading}${plain}t`]);

    await put('site.yaml', 'markdown: { breaks: true, smart: true }\n');
    const broken = '<p>a<br>\nb “c”</p>\n';
    const unbroken = '<p>a\nb “c”</p>\n';
    expect(await texts()).toEqual([broken, unbroken, `${broken}${heading}${broken}t`]);

    await put('content/notes/_collection.yaml', 'markdown: { smart: false, ids: false }\n');
    const own = '<p>a<br>\nb &quot;c&quot;</p>\n';
    expect(await texts()).toEqual([broken, unbroken, `${own}<h1>T</h1>\n${own}`]);

    await call('DELETE', '/files/site.yaml');
    await call('DELETE', '/files/content/notes/_collection.yaml');
    expect(await texts()).toEqual([plain, plain, `${plain}${heading}${plain}t`]);
    expect((await put('site.yaml', 'markdown: { html: no }\n')).status).toBe(422);
  });

  test('links and images name files, and follow them when their addresses change', async () => {
    await put('pages/about.liquid', 'x');
    await put('pages/docs/[...slug].liquid', '---\nentry: docs\n---\n{{ entry.content }}');
    await put('content/docs/guide/intro.md', '[Next](next.md#a) [About](../../../pages/about.liquid?q=1)');
    await put('content/docs/guide/next.md', '[r] [top](/pages/index.md)\n\n[r]: ./intro.md "t"\n');
    await put(
      'pages/index.md',
      '[x](/content/docs/guide/intro.md) [y](/about) ![b](/assets/b.jpg) [z](a.b) [e](https://a.md)',
    );
    await put('assets/b.jpg', 'x');
    const read = async () => {
      expect(await published()).toEqual([]);
      return [
        (await visit('/docs/guide/intro')).text,
        (await visit('/docs/guide/next')).text,
        (await visit('/')).text,
      ];
    };
    expect(await read()).toEqual([
      '<p><a href="/docs/guide/next#a">Next</a> <a href="/about?q=1">About</a></p>\n',
      '<p><a href="/docs/guide/intro" title="t">r</a> <a href="/">top</a></p>\n',
      '<p><a href="/docs/guide/intro">x</a> <a href="/about">y</a> <img src="/assets/b.jpg" alt="b"> <a href="a.b">z</a> <a href="https://a.md">e</a></p>\n',
    ]);
    await put('pages/about.liquid', '---\nroute: /us\n---\nx');
    expect((await read())[0]).toContain('<a href="/us?q=1">About</a>');
  });

  test('a name that leads nowhere is a warning with the nearest, where it is written', async () => {
    await put('pages/about.liquid', 'x');
    await put(
      'pages/index.md',
      'a\n\n> b [x](/pages/abut.liquid)\n\n![b](/assets/boat.jpg) [c][c]\n\n[c]: nowhere.md\n',
    );
    await put('content/notes/a.md', 'no page');
    await put('pages/b.md', '[a](../content/notes/a.md)');
    expect(await published()).toMatchObject([
      {
        code: 'missing_link',
        path: 'pages/b.md',
        start: { line: 1, column: 5 },
        message: 'content/notes/a.md has no address',
      },
      {
        code: 'missing_link',
        severity: 'warning',
        path: 'pages/index.md',
        start: { line: 3, column: 9 },
        help: 'Did you mean /pages/about.liquid?',
      },
      { code: 'missing_link', start: { line: 5, column: 6 }, message: 'assets/boat.jpg does not exist' },
      { code: 'missing_link', start: { line: 7, column: 6 }, message: 'pages/nowhere.md does not exist' },
    ]);
  });

  test('reads tables in data/, and values that YAML repeats', async () => {
    await put('data/tides.csv', 'day,high\nMonday,"4,2 m"\n');
    await put('data/crew.yaml', 'base: &b { boat: Elsa }\nada: { <<: *b }\n');
    await put(
      'pages/index.md',
      '{% for t in data.tides %}{{ t.day }} {{ t.high }}{% endfor %} {{ data.crew.ada.boat }}',
    );
    expect((await call('POST', '/publish')).body).toMatchObject({ state: 'live' });
    expect((await visit('/')).text).toContain('Monday 4,2 m Elsa');
    expect((await put('data/tides.csv', 'a\n1,2\n')).body.diagnostics).toMatchObject([
      { code: 'csv', start: { line: 2 } },
    ]);
  });
});
