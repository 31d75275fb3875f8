import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

const FILL = 'word '.repeat(2_400);
const number = (n: number) => String(n).padStart(2, '0');
const entry = (n: number, title: string) =>
  put(
    `content/posts/p${number(n)}.md`,
    `---\ntitle: ${title}\norder: ${n}\ntags: [t${n % 3}]\nauthor: p00\n---\n{{ entry.title }} text\n\n<!-- more -->\n\n${FILL}\n`,
  );

test('a large collection is published, read in parts, edited and rolled back', async () => {
  await put('content/posts/_collection.yaml', 'fields:\n  author: { type: reference, to: posts }\n');
  for (let n = 0; n < 40; n++) {
    const path = `content/posts/p${number(n)}.md`;
    const text = `title: P${n}\norder: ${n}\ntags: [t${n % 3}]\nauthor: p00\nfill: ${FILL}`;
    expect((await put(path, `---\n${text}\n---\nText of {{ entry.title }}.\n`)).status).toBe(201);
  }
  await put(
    'pages/posts/[slug].liquid',
    '---\nentry: posts\n---\n{{ entry.title }} by {{ entry.author.title }} {{ entry.previous.slug }} {{ entry.next.slug }} {{ entry.content | strip_html | strip }}',
  );
  await put('pages/index.liquid', '{% for p in collections.posts limit: 3 %}{{ p.title }} {% endfor %}');
  await put('pages/all.liquid', '{{ collections.posts | map: "slug" | join: "," }}');
  await put(
    'pages/tags/[tag].liquid',
    '---\neach: { tag: collections.posts.tags }\n---\n{{ tag.size }} {{ tag.items | map: "slug" | join: "," }}',
  );
  const { body } = await call('POST', '/publish');
  expect(body.state, JSON.stringify(body)).toBe('live');
  const warned = body.diagnostics.filter(({ code }: { code: string }) => code === 'whole_collection');
  expect(warned.map(({ path }: { path: string }) => path)).toEqual(['pages/all.liquid']);
  expect((await visit('/')).text).toBe('P0 P1 P2 ');
  expect((await visit('/posts/p07')).text).toBe('P7 by P0 p06 p08 Text of P7.');
  expect((await visit('/posts/p39')).text).toBe('P39 by P0 p38  Text of P39.');
  expect((await visit('/posts/p40')).status).toBe(404);
  expect((await visit('/all')).text.split(',')).toHaveLength(40);
  expect((await visit('/tags/t1')).text).toMatch(/^13 p01,p04,p07,/);
  expect((await visit('/sitemap.xml')).text.match(/<loc>/g)).toHaveLength(45);
  const { html } = (await call('GET', '/diff?from=live&to=draft&url=/posts/p07')).body;
  expect(html).toMatchObject({ same: true, before: { status: 200 } });

  expect((await entry(7, 'Seven')).status).toBe(200);
  const again = (await call('POST', '/publish')).body;
  expect(again.state, JSON.stringify(again)).toBe('live');
  expect((await visit('/posts/p07')).text).toMatch(/^Seven by P0 p06 p08 Seven text/);
  expect((await call('PUT', '/live', { release: body.id })).status).toBe(200);
  expect((await visit('/posts/p07')).text).toBe('P7 by P0 p06 p08 Text of P7.');
}, 60_000);
