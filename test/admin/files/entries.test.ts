import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

const POST_PAGE = `---
entry: posts
title: A post
layout: base
---
<h1>{{ entry.title }}</h1>{{ entry.content }}
<a href="{{ entry.previous.url }}">{{ entry.previous.title }}</a>|<a href="{{ entry.next.url }}">{{ entry.next.title }}</a>`;

async function blog() {
  await put('layouts/base.liquid', '<title>{{ page.title }}|{{ page.summary }}</title>{{ content }}');
  await put('pages/posts/[slug].liquid', POST_PAGE);
  await put(
    'pages/index.liquid',
    '{% for post in collections.posts %}[{{ post.slug }} {{ post.title }} {{ post.url }} {{ post.author.name }}]{% endfor %}',
  );
  await put(
    'content/posts/_collection.yaml',
    'title: Posts\nfields:\n  title: { type: text, required: true, max: 30 }\n  date: { type: date, required: true }\n  summary: { type: text }\n  tags: { type: list, of: text }\n  author: { type: reference, to: authors }\n',
  );
  await put('content/authors/ada.yaml', 'name: Ada & Co\n');
  await put(
    'content/posts/one.md',
    '---\ntitle: One\ndate: 2024-01-01\nauthor: ada\nsummary: S1\n---\nFirst *text*.\n\nMore of {{ entry.title }}.\n',
  );
  await put('content/posts/2024-02-02-two.md', '---\ntitle: Two\ndate: 2024-02-02\n---\nSecond.\n');
  await put(
    'content/posts/three.md',
    '---\ntitle: Three\ndate: 2024-03-03\n---\n{{ entry.words }} words here.\n',
  );
}

describe('entries', () => {
  test('are at the address of their page, with their text, their neighbours and their layout', async () => {
    await blog();
    expect((await call('POST', '/publish')).body).toMatchObject({ state: 'live' });
    expect((await visit('/')).text).toBe(
      '[three Three /posts/three ][two Two /posts/two ][one One /posts/one Ada &amp; Co]',
    );
    const { status, text } = await visit('/posts/one');
    expect(status).toBe(200);
    expect(text).toContain('<h1>One</h1><p>First <em>text</em>.</p>\n<p>More of One.</p>');
    expect(text).toContain('|<a href="/posts/two">Two</a>');
    expect(text).toContain('<title>A post|S1</title>');
    expect((await visit('/posts/two')).text).toContain(
      '<a href="/posts/one">One</a>|<a href="/posts/three">Three</a>',
    );
    expect((await visit('/posts/three')).text).toContain('<p>2 words here.</p>');
    expect((await visit('/posts/four')).status).toBe(404);
  });

  test('are checked against the fields of their collection when they are saved', async () => {
    await blog();
    const refused = await put(
      'content/posts/x.md',
      '---\ntitle: A title that is far too long for this\ndate: tomorrow\ntagz: [a]\n---\n',
    );
    expect(refused.status).toBe(422);
    expect(refused.body.diagnostics).toMatchObject([
      {
        code: 'field',
        start: { line: 2, column: 1 },
        message: 'title must have at most 30 characters; it has 37',
      },
      { code: 'field', start: { line: 3, column: 1 } },
      { code: 'field_unknown', severity: 'warning', start: { line: 4 }, help: 'Did you mean tags?' },
    ]);
    expect((await put('content/posts/x.md', '---\ndate: 2024-01-01\n---\n')).body.detail).toContain(
      'title is required',
    );
    expect((await call('GET', '/files/content/posts/x.md')).status).toBe(404);
  });

  test('a change of the fields shows which entries no longer fit, and stops the publish', async () => {
    await blog();
    await put(
      'content/posts/_collection.yaml',
      'fields:\n  title: { type: text, max: 3 }\n  date: { type: date }\n',
    );
    const { files } = (await call('GET', '/files?prefix=content/posts/three')).body;
    expect(files[0].diagnostics).toMatchObject([{ severity: 'error', code: 'field' }]);
    const refused = await call('POST', '/publish');
    expect(refused.status).toBe(422);
    expect(refused.body.diagnostics).toContainEqual(
      expect.objectContaining({ path: 'content/posts/three.md', code: 'field' }),
    );
  });

  test('drafts and later ones are not in a release, and the publish says which', async () => {
    await blog();
    await put('content/posts/draft.md', '---\ntitle: Draft\ndate: 2024-01-01\ndraft: true\n---\nx');
    await put('content/posts/later.md', '---\ntitle: Later\ndate: 2999-05-06\n---\nx');
    const published = await call('POST', '/publish');
    expect(published.body.diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'entry_later', path: 'content/posts/later.md' }),
    );
    expect((await visit('/')).text).not.toMatch(/Draft|Later/);
    expect((await visit('/posts/draft')).status).toBe(404);
    const shown = await call('POST', '/render', { url: '/posts/later' });
    expect(shown.body).toMatchObject({ status: 200 });
    expect(shown.body.body).toContain('<h1>Later</h1>');
    await put('content/posts/_collection.yaml', 'future: true\n');
    const { diagnostics } = (await call('POST', '/publish')).body;
    expect(diagnostics).not.toContainEqual(expect.objectContaining({ code: 'entry_later' }));
    expect((await visit('/posts/later')).text).toContain('<h1>Later</h1>');
    expect((await visit('/posts/draft')).status).toBe(404);
  });

  test('are rendered on their own page by their path, also before they are saved', async () => {
    await blog();
    const path = 'content/posts/one.md';
    const saved = (await call('POST', '/render', { page: path })).body;
    expect(saved).toMatchObject({
      status: 200,
      page: 'pages/posts/[slug].liquid',
      url: '/posts/one',
      params: { slug: 'one' },
    });
    expect(saved.body).toContain('<h1>One</h1><p>First <em>text</em>.</p>');
    const typed = '---\ntitle: New\ndate: 2024-01-01\n---\nTyped {{ entry.slug }}.\n';
    const dated = 'content/posts/2024-05-05-brand-new.md';
    for (const [file, slug] of [
      [path, 'one'],
      [dated, 'brand-new'],
    ] as const) {
      const { body } = await call('POST', '/render', { page: file, files: { [file]: typed } });
      expect(body).toMatchObject({ status: 200, url: `/posts/${slug}` });
      expect(body.body).toContain(`<h1>New</h1><p>Typed ${slug}.</p>`);
    }
    const page = (await call('POST', '/render', { page: 'pages/posts/[slug].liquid' })).body;
    expect(page).toMatchObject({ status: 200, url: '/posts/two' });
  });

  test('without a page are not rendered, and the answer says what to do', async () => {
    await blog();
    const path = 'content/authors/ada.yaml';
    const alone = await call('POST', '/render', { page: path });
    expect([alone.status, alone.body]).toMatchObject([404, { path }]);
    expect(alone.body.detail).toContain('entry: authors');
    const gone = await call('POST', '/render', { page: 'content/posts/gone.md' });
    expect([gone.status, gone.body.detail]).toEqual([404, 'content/posts/gone.md does not exist']);
  });

  test.each([
    [
      'two entries with one slug',
      { 'content/posts/2024-09-09-one.md': '---\ntitle: x\ndate: 2024-01-01\n---\n' },
      'slug_twice',
    ],
    [
      'a reference that leads nowhere',
      { 'content/posts/a.md': '---\ntitle: x\ndate: 2024-01-01\nauthor: adda\n---\n' },
      'missing_entry',
    ],
    ['a page of no collection', { 'pages/x/[slug].liquid': '---\nentry: post\n---\n' }, 'missing_collection'],
    ['a page whose route has no slug', { 'pages/x.liquid': '---\nentry: posts\n---\n' }, 'entry_route'],
    [
      'an entry in a folder under a route of one part',
      { 'content/posts/a/b.md': '---\ntitle: x\ndate: 2024-01-01\n---\n' },
      'entry_route',
    ],
    [
      'a text that prints itself',
      { 'content/posts/a.md': '---\ntitle: x\ndate: 2024-01-01\n---\n{{ entry.content }}' },
      'text_in_itself',
    ],
    [
      'a text that prints itself by way of a partial',
      {
        'partials/self.liquid': 'x\n{{ post.content }}',
        'content/posts/a.md':
          '---\ntitle: x\ndate: 2024-01-01\n---\nText\n\n{% render "self", post: entry %}',
      },
      'text_in_itself',
    ],
    [
      'two texts that print each other',
      {
        'content/posts/a.md':
          '---\ntitle: x\ndate: 2024-01-01\n---\n{% for p in collections.posts %}{% if p.slug == "b" %}{{ p.content }}{% endif %}{% endfor %}',
        'content/posts/b.md':
          '---\ntitle: x\ndate: 2024-01-01\n---\n{{ entry.next.content }}{{ entry.previous.content }}',
      },
      'text_in_itself',
    ],
  ])('%s is refused at publish', async (_, files, code) => {
    await blog();
    for (const [path, text] of Object.entries(files)) expect((await put(path, text)).status).toBe(201);
    const refused = await call('POST', '/publish');
    expect(refused.status).toBe(422);
    expect(refused.body.diagnostics).toContainEqual(expect.objectContaining({ code }));
  });

  test('excerpts end at the comment, else after the first paragraph; front matter hides what an entry has', async () => {
    await put(
      'pages/index.liquid',
      '{% for e in collections.notes %}[{{ e.excerpt }}|{{ e.words }}|{{ e.meta.words }}]{% endfor %}',
    );
    await put('content/notes/a.md', 'One.\n\nTwo.\n');
    await put('content/notes/b.md', '---\nwords: many\n---\nOne.\n\nTwo.\n\n<!-- more -->\n\nThree.\n');
    await call('POST', '/publish');
    expect((await visit('/')).text).toBe('[<p>One.</p>\n|2|2][<p>One.</p>\n<p>Two.</p>\n|many|3]');
  });

  test('folders are part of the slug, index is its folder, and parents know their children', async () => {
    await put(
      'pages/docs/[...slug].liquid',
      '---\nentry: docs\n---\n{{ entry.title }}[{{ entry.parent.title }}]{% for c in entry.children %}({{ c.title }} {{ c.url }}){% endfor %}',
    );
    await put('content/docs/index.md', '---\ntitle: Docs\norder: 1\n---\n');
    await put('content/docs/guide/index.md', '---\ntitle: Guide\norder: 2\n---\n');
    await put('content/docs/guide/intro.md', '---\ntitle: Intro\norder: 3\n---\n');
    await put('content/docs/guide/next.md', '---\ntitle: Next\norder: 4\n---\n');
    expect((await call('POST', '/publish')).body).toMatchObject({ state: 'live' });
    expect((await visit('/docs')).text).toBe('Docs[](Guide /docs/guide)');
    expect((await visit('/docs/guide')).text).toBe(
      'Guide[Docs](Intro /docs/guide/intro)(Next /docs/guide/next)',
    );
    expect((await visit('/docs/guide/intro')).text).toBe('Intro[Guide]');
  });

  test('a name that begins with _ and an entry in no collection are refused with the way to go', async () => {
    expect((await put('content/posts/_x.md', 'x')).body).toMatchObject({ rule: 'path_underscore' });
    expect((await put('content/x.md', 'x')).body).toMatchObject({ rule: 'path_no_collection' });
  });
});
