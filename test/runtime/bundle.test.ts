import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../cli/deploy/config.ts';
import { bundleSite } from '../../cli/pack/bundle-site.ts';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import { addResiduals, type Residual } from '../../site/release/residuals.ts';
import { type Built, buildSite } from '../support/build-site.ts';
import { type KvServer, startKvServer } from '../support/kv-server.ts';
import { type Setting, startWorkerd, type Workerd } from '../support/workerd.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The site Worker as it is deployed: bundled and in parts, on the runtime's own loader, with its own flags. */
let worker: Workerd;
/** The one with the gateway, in a runtime without the Workers Cache. */
let edge: Workerd;
let kv: KvServer;
let backend: Server;
let setting: Omit<Setting, 'modules'>;

beforeAll(async () => {
  backend = createServer((_, response) => response.end('{"n":7}')).listen(0, '127.0.0.1');
  await new Promise((resolve) => backend.once('listening', resolve));
  const upstream = `127.0.0.1:${(backend.address() as AddressInfo).port}`; // listens on TCP
  kv = await startKvServer();
  const site = await buildSite({
    'site.yaml': `upstreams: { api: { url: "http://${upstream}" } }\nredirects: { /old: / }\n`,
    'pages/index.liquid': 'Home {{ "a.css" | asset_url }}',
    'pages/asks.liquid': '---\nfetch: { it: "api:/x" }\n---\nn={{ it.n }}',
    'pages/digest.liquid': '{{ "abc" | sha256 | slice: 0, 8 }} {{ request.query.q }}',
    'pages/broken.liquid': '{{ 1 | divided_by: 0 }}',
    'pages/part.liquid': 'P{% if request.query.q %}<{{ request.query.q }}>{% endif %}',
    'pages/more.liquid': '{{ request.query.q | upcase }}{{ "a.css" | asset_url }}',
    'pages/404.liquid': 'Nothing at {{ page.path }}',
    'assets/a.css': 'a{}',
  });
  const manifest = withResiduals(site, ['pages/part.liquid', 'pages/more.liquid']);
  const metadata = { id: site.id, format: MANIFEST_FORMAT, move: 1, since: 0 };
  kv.values.set(KEYS.live('main'), { text: manifest, metadata });
  for (const { name, type, text } of site.assets.values())
    kv.values.set(KEYS.asset(name), { text, metadata: { type, size: text.length } });
  for (const { name, text } of site.packs) kv.values.set(KEYS.pack(name), { text });
  kv.values.set(KEYS.release(site.id), { text: manifest });
  setting = {
    flags: readConfig(`${ROOT}wrangler.toml`).compatibility_flags ?? [],
    bindings: ['(name = "KV", kvNamespace = "kv")', `(name = "UPSTREAM_HOSTS", text = "${upstream}")`],
    services: [
      `(name = "kv", external = (address = "127.0.0.1:${kv.port}", http = ()))`,
      '(name = "internet", network = (allow = ["public", "private", "local"]))',
    ],
  };
  worker = await startWorkerd({ ...setting, modules: await bundleSite() });
  edge = await startWorkerd({ ...setting, modules: await bundleSite(true) });
});

/** The release with what is left of pages: of these, all. */
function withResiduals(site: Built, paths: readonly string[]): string {
  const left = new Map<string, Residual>();
  for (const path of paths) {
    const meant = site.meant.get(path) ?? '';
    left.set(path, { text: typeof meant === 'string' ? meant : meant.code, needs: [] });
  }
  return addResiduals(site, left).manifest;
}

afterAll(async () => {
  await worker?.stop();
  await edge?.stop();
  kv?.server.close();
  backend?.close();
});

test('a cold isolate compiles a part of it for a page, and the rest when something needs it', async () => {
  const modules = await bundleSite();
  const later = modules.filter(({ first }) => !first).flatMap(({ sources }) => Object.keys(sources));
  expect(modules[0]).toMatchObject({ name: 'index.js', first: true });
  expect(later).toEqual(expect.arrayContaining(['worker/others/app.ts', 'worker/upstreams/ask.ts']));
  const first = modules.filter((one) => one.first).flatMap(({ sources }) => Object.keys(sources));
  expect(first.filter((path) => path.startsWith('liquid/') || path === 'release/render.ts')).toEqual([]);
});

test('what is left of pages at publish is rendered with the core of the language alone', async () => {
  const modules = await bundleSite();
  const core = modules.filter((one) => one.second);
  const sources = core.flatMap((one) => Object.keys(one.sources));
  expect(core).toHaveLength(1);
  expect(sources).toEqual(expect.arrayContaining(['worker/pages/partly.ts', 'liquid/run/tags/if.ts']));
  const rest =
    /^(?:liquid\/run\/(?:filters\/[^/]+\/|usual|more|tags\/(?:for|layout|partial))|release\/(?:render|working|content))/;
  expect(sources.filter((path) => rest.test(path))).toEqual([]);
  // It takes of the first module, and imports nothing.
  expect(core[0]?.contents).not.toMatch(/\bimport\b(?!\()/);
});

test.each([
  [false, ['default']],
  [true, ['EdgePages', 'default']],
])(
  'the entry exports entrypoints only, and is imported by no other module (edge: %s)',
  async (isEdge, wanted) => {
    const [entry, ...others] = await bundleSite(isEdge);
    const [, exported = ''] = /export\{([^}]*)\};\s*$/.exec(entry?.contents ?? '') ?? [];
    const names = exported.split(',').map((each) => each.replace(/^.* as /, ''));
    expect(names.sort()).toEqual(wanted);
    expect(entry?.contents).not.toMatch(/from"\./);
    const imported = others.flatMap(({ contents }) =>
      [...contents.matchAll(/from"\.\/([^"]+)"/g)].map(([, name]) => name),
    );
    // What is shared stands in a list, which would not follow.
    for (const path of Object.keys(entry?.sources ?? {}).filter((each) => each.endsWith('.ts')))
      expect(readFileSync(ROOT + path, 'utf8')).not.toMatch(/^export (?:let|var) /m);
    const shipped = new Set(others.map(({ name }) => name));
    expect(imported.filter((name) => !shipped.has(name ?? ''))).toEqual([]);
  },
);

test('the gateway begins without the site Worker, and asks its other entrypoint for pages that everybody gets', async () => {
  const first = (await bundleSite(true)).filter((module) => module.first);
  const sources = first.flatMap((module) => Object.keys(module.sources));
  expect(sources).toContain('worker/edge/gateway.ts');
  expect(sources.filter((path) => /^(?:worker\/(?!edge\/|env)|liquid|site)/.test(path))).toEqual([]);
  const { headers } = await fetch(`${edge.url}/`);
  expect(headers.get('server-timing')).toMatch(/^kv;dur=\d+, edge;dur=\d+;desc="NONE"$/);
  const dynamic = await fetch(`${edge.url}/digest?q=x`);
  expect(dynamic.headers.get('server-timing')).toMatch(/, edge;desc="DYNAMIC"$/);
});

test.each([
  ['/', 200, /^Home \/assets\/a\.css\?v=1-[0-9a-f]{32}$/],
  ['/asks', 200, /^n=7$/],
  ['/part', 200, /^P$/],
  ['/part?q=%3C', 200, /^P<&lt;>$/],
  ['/more?q=x', 200, /^X\/assets\/a\.css\?v=/],
  ['/digest?q=x', 200, /^ba7816bf x$/],
  ['/assets/a.css', 200, /^a\{\}$/],
  ['/old', 301, /^$/],
  ['/nothing', 404, /^Nothing at \/nothing$/],
  ['/broken', 500, /Something went wrong/],
  ['/_preview/shell', 200, /^<!doctype html>/],
])('%s answers %i', async (path, status, body) => {
  for (const { url } of [worker, edge]) {
    const response = await fetch(url + path, { redirect: 'manual' });
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(body);
  }
});

test('a page that was made in part says so, cold and warm', async () => {
  const cold = await startWorkerd({ ...setting, modules: await bundleSite() });
  try {
    for (const [path, text] of [
      ['/part?q=a', 'P<a>'],
      ['/part?q=b', 'P<b>'],
      ['/more?q=c', /^C\/assets/],
    ] as const) {
      const response = await fetch(cold.url + path);
      expect(response.headers.get('server-timing')).toMatch(/operations, made in part at publish"$/);
      expect(await response.text()).toMatch(text);
    }
  } finally {
    await cold.stop();
  }
});
