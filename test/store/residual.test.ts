import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { Manifest } from '../../release/read-manifest.ts';
import { KEYS } from '../../schema/keys.ts';
import type { LiveMetadata, PageRecord } from '../../schema/manifest.ts';
import { isolate, publish, save } from './store.ts';

beforeEach(() => reset());

const LIVE = KEYS.live('main');

const PAGES = {
  'site.yaml':
    'title: T\ndefaults: { layout: base }\ncsp: "script-src {nonce}"\nupstreams: { api: { url: "https://x.test" } }\nroutes: { /twice: { page: list } }\n',
  'layouts/base.liquid':
    '<title>{{ page.title }}{{ site.title }}</title>{{ content }}<nav>{% for n in data.nav %}{% if n.url == request.path %}[{{ n.title }}]{% else %}{{ n.title }}{% endif %}{% endfor %}</nav>',
  'partials/card.liquid': '<b>{{ post.title }}</b>',
  'pages/list.liquid':
    "---\nheaders: { x-own: '1' }\n---\n{% for post in data.nav %}{% if request.query.q == nil or post.title contains request.query.q %}{% render 'card', post: post %}{% endif %}{% endfor %}{{ page.path }}",
  'pages/clock.liquid':
    '{{ site.title }}{% if request.query.q == "none" %}{% not_found %}{% endif %}{{ "now" | date: "%Y" }}',
  'pages/fails.liquid':
    '{{ site.title }}\n{% if request.query.q %}{{ request.query.q | divided_by: 0 }}{% endif %}{{ request.path }}',
  'pages/asks.liquid':
    '---\nfetch: { it: "api:/x" }\n---\n{{ site.title }}{% unless upstream.it.ok %}down{% endunless %}{{ it.n }}',
  'pages/p/[id].liquid': '{{ site.title }}{{ page.params.id }}{{ page.url }}',
  'pages/posts/[slug].liquid':
    '---\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}{{ request.query.q }}',
  'pages/blog.liquid':
    '---\npaginate: { items: collections.posts, size: 1 }\n---\n{{ site.title }}{% for p in paginator.items %}{{ p.title }}{{ p.url }}{% endfor %}',
  'content/posts/one.md': '---\ntitle: One\n---\nText *one*, {{ request.path }}',
  'content/posts/two.md': '---\ntitle: Two\n---\nText two, {{ site.title }}',
  'pages/fixed.liquid': '{{ site.title }}',
  'pages/404.liquid': 'none {{ request.path }}',
  'data/nav.json': '[{"title":"home","url":"/"},{"title":"list","url":"/list"}]',
};

const PATHS = [
  ...['/list', '/list?q=li', '/twice?q=home', '/clock', '/clock?q=none', '/fails', '/fails?q=1', '/asks'],
  ...['/p/one', '/fixed', '/missing', '/posts/one', '/posts/two?q=1', '/posts/none', '/blog', '/blog/page/2'],
];

async function live() {
  const { value, metadata } = await env.KV.getWithMetadata<LiveMetadata>(LIVE);
  return { text: value ?? '', metadata };
}

async function made(): Promise<string[]> {
  const manifest = new Manifest(LIVE, (await live()).text);
  return manifest.keys('pages/').filter((key) => manifest.record<PageRecord>(key)?.residual);
}

/** Makes the live release one whose pages are all made at the edge. */
async function withoutResiduals(): Promise<void> {
  const { text, metadata } = await live();
  await env.KV.put(LIVE, text.replaceAll('"residual":', '"retained":'), { metadata });
}

const timing = (headers: Headers) => headers.get('server-timing') ?? '';

/** What fresh isolates answer, twice each: all of it but how it was made. */
async function answers() {
  const all = [];
  for (const path of PATHS) {
    const visit = isolate();
    for (const round of ['cold', 'warm']) {
      const { status, body, headers } = await visit(path);
      const kept = [...headers].filter(
        ([name]) => !['server-timing', 'content-security-policy'].includes(name),
      );
      // An error page has the id of its request.
      all.push({ path, round, status, body: body.replace(/[0-9a-f]{8}/g, 'id'), headers: kept });
    }
  }
  return all;
}

test('pages that differ from request to request are made in part when the release is, and are the same', async () => {
  await save(PAGES);
  await publish();
  expect(await made()).toEqual(
    ['asks', 'blog', 'clock', 'fails', 'list', 'p/[id]', 'posts/[slug]'].map(
      (name) => `pages/${name}.liquid`,
    ),
  );
  const parted = await answers();
  expect(timing((await isolate()('/list')).headers)).toContain('operations, made in part at publish');
  await withoutResiduals();
  expect(await made()).toEqual([]);
  expect(timing((await isolate()('/list')).headers)).toMatch(/desc="\d+ operations"$/);
  expect(await answers()).toEqual(parted);
});

/** KV that counts what is read of it. */
function counting(): { kv: KVNamespace; reads: string[] } {
  const reads: string[] = [];
  const kv = new Proxy(env.KV, {
    get(target, name: keyof KVNamespace) {
      const member = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        reads.push(JSON.stringify(args[0]));
        return member.apply(target, args);
      };
    },
  });
  return { kv, reads };
}

test('a cold isolate reads neither templates nor data for them', async () => {
  const rows = Array.from({ length: 6000 }, (_, n) => ({ title: `row ${n}`, text: 'x'.repeat(60) }));
  await save({
    ...PAGES,
    'data/rows.json': JSON.stringify(rows),
    'pages/rows.liquid': '{{ data.rows[7].title }}{{ data.rows.size }}{{ request.query.q }}',
  });
  await publish();
  const { kv, reads } = counting();
  const { body } = await isolate(kv)('/rows?q=1');
  expect(body).toContain('row 760001');
  expect(reads).toEqual([JSON.stringify(LIVE)]);
});

test('an edit of one page writes no more values than without them', async () => {
  await save(PAGES);
  await publish();
  const before = (await env.KV.list()).keys.length;
  await save({ 'data/nav.json': '[{"title":"other","url":"/"}]' });
  await publish();
  // The release itself; `live` is written again.
  expect((await env.KV.list()).keys.length - before).toBe(1);
  expect(await made()).toContain('pages/posts/[slug].liquid');
  expect((await isolate()('/list')).body).toContain('<b>other</b>');
});
