import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { type Outcome, unwrap } from '../../admin/store/outcome.ts';
import { FORMAT } from '../../liquid/program.ts';
import { Manifest } from '../../release/read-manifest.ts';
import { KEYS } from '../../schema/keys.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { LiveMetadata, RouteRecord } from '../../schema/manifest.ts';
import { sha256 } from '../../site/hash.ts';
import { isolate, publish, save, site } from './store.ts';

beforeEach(() => reset());

const STARTER: Record<string, string> = import.meta.glob(
  '../../examples/starter/**/*.{liquid,yaml,json,md}',
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

const LIVE = KEYS.live('main');

async function live(): Promise<{ text: string; metadata: LiveMetadata | null }> {
  const { value, metadata } = await env.KV.getWithMetadata<LiveMetadata>(LIVE);
  return { text: value ?? '', metadata };
}

/** Routes of the live release whose page was made at publish, with their texts. */
async function ready(): Promise<Record<string, string>> {
  const manifest = new Manifest(LIVE, (await live()).text);
  const found = manifest.keys('/').flatMap((key) => {
    const record = manifest.record<RouteRecord>(key);
    return record && 'page' in record && record.ready ? [[key, manifest.inline(record.ready.at)]] : [];
  });
  return Object.fromEntries(found);
}

/** Makes the live release one whose pages are all made at the edge. */
async function withoutReady(): Promise<void> {
  const { text, metadata } = await live();
  await env.KV.put(LIVE, text.replaceAll('"ready":', '"later":'), { metadata });
}

/** What a fresh isolate answers: all of it but how it was made. */
async function answers(paths: readonly string[]) {
  const visit = isolate();
  const all = [];
  for (const path of paths) {
    const { status, body, headers } = await visit(path);
    const kept = [...headers].filter(([name]) => name !== 'server-timing' && name !== 'x-isolate');
    all.push({ path, status, body, headers: kept });
  }
  return all;
}

/** Assets of one byte each. */
async function addAssets(paths: readonly string[]): Promise<void> {
  const hash = await sha256('x');
  const { name } = await site().assetName(hash, 'text/css');
  const source = { content: { hash, size: 1, asset: { name, type: 'text/css' } } };
  const edits = paths.map((path) => ({ path, source }));
  unwrap((await site().commit(edits, 'test')) as Outcome<unknown>);
}

const PAGES = {
  'site.yaml':
    'title: T\ndefaults: { layout: base }\nupstreams: { api: { url: "https://x.test" } }\nroutes: { /twice: { page: about } }\n',
  'layouts/base.liquid': '<title>{{ site.title }}</title>{{ content }}',
  'pages/index.liquid': 'Home {{ data.menu[0] }} é{{ page.path }}',
  'pages/about.liquid': '---\nheaders: { x-own: "1" }\n---\nAbout {{ page.url }} {{ "<" }}',
  'pages/notes.txt.liquid': 'plain {{ "<" }}',
  'pages/teapot.liquid': '---\nstatus: 418\n---\nshort',
  'pages/clock.liquid': '{{ "now" | date: "%Y" }}',
  'pages/query.liquid': '{{ request.query.q }}',
  'pages/asks.liquid': '---\nfetch: { it: "api:/x" }\n---\n{{ it.n }}',
  'pages/posts/[slug].liquid': '{{ page.params.slug }}',
  'data/menu.json': '["first"]',
  'pages/404.liquid': 'none',
};

test('pages that answer every request alike are made when the release is', async () => {
  await save(PAGES);
  await publish();
  expect(await ready()).toEqual({
    '/': '<title>T</title>Home first é/',
    '/about': '<title>T</title>About /about &lt;',
    '/notes.txt': '<title>T</title>plain <',
    '/twice': '<title>T</title>About /twice &lt;',
  });
});

test('and are the same, to the header, as when they are made at the edge', async () => {
  const starter = Object.entries(STARTER).map(([file, text]) => [file.split('/examples/starter/')[1], text]);
  await addAssets(['assets/site.css', 'assets/favicon.svg']);
  await save({ ...Object.fromEntries(starter), 'pages/own.liquid': PAGES['pages/about.liquid'] });
  await publish();
  const paths = Object.keys(await ready());
  expect(paths.length).toBeGreaterThan(2);
  const made = await answers(paths);
  await withoutReady();
  expect(await ready()).toEqual({});
  expect(await answers(paths)).toEqual(made);
});

test('a cold isolate sends them whatever became of programs and data', async () => {
  await save(PAGES);
  await publish();
  const { text, metadata } = await live();
  await env.KV.put(LIVE, text.replaceAll(`"format":${FORMAT},"name"`, '"format":9,"name"'), { metadata });
  expect(await isolate()('/about')).toMatchObject({ status: 200, body: '<title>T</title>About /about &lt;' });
  expect((await isolate()('/query')).status).toBe(503);
});

test('what does not fit into the release is in packs of its own', async () => {
  const half = 'x'.repeat(LIMITS.readyCharacters / 2 + 1);
  await save({
    'pages/index.liquid': half,
    'pages/a.liquid': half,
    'pages/b.liquid': 'small',
    'pages/longer.liquid': half,
  });
  await publish();
  expect(Object.keys(await ready())).toEqual(['/b']);
  for (const [path, body] of Object.entries({ '/': half, '/a': half, '/b': 'small', '/longer': half })) {
    const answer = await isolate()(path);
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers.get('server-timing')).toContain('made at publish');
  }
});
