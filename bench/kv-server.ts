import { Assembled, packsFrom } from '../admin/check/assembled.ts';
import { pageRoutes } from '../admin/check/page-routes.ts';
import { isFixed } from '../admin/check/ready-pages.ts';
import { fetchesOf, tryRender } from '../admin/check/render-page.ts';
import { Residuals } from '../admin/check/residual/residuals.ts';
import { fingerprint } from '../release/etag.ts';
import { MANIFEST_FORMAT } from '../schema/format.ts';
import { KEYS } from '../schema/keys.ts';
import { ReadyPages } from '../site/release/ready.ts';
import { addResiduals } from '../site/release/residuals.ts';
import { type Built, buildSite } from '../test/support/build-site.ts';
import { type KvServer, type KvValue, startKvServer } from '../test/support/kv-server.ts';
import { blog } from './fixtures/blog/fixture.ts';
import { templatesOf } from './fixtures/fixture.ts';

/** KV for the Workers here; it answers as an upstream and as an empty Cache API too. */
export function startKv(): Promise<KvServer> {
  return startKvServer(({ pathname }, { method }, response) => {
    if (pathname === '/posts') response.setHeader('content-type', 'application/json').end(POSTS);
    else if (method === 'PUT') response.writeHead(204).end();
    else return false;
    return true;
  });
}

const POSTS = JSON.stringify(blog.data.posts);

/** What each kind of Worker reads. All are to answer the same page. */
export async function valuesFor(name: string, upstream: string): Promise<Map<string, KvValue>> {
  const values = new Map<string, KvValue>([
    ['data', { text: JSON.stringify(blog.data) }],
    ['template', { text: templateOf(name) }],
  ]);
  if (!name.startsWith('meniscus')) return values;
  const { manifest, id } = await publishable(await buildSite(siteFiles(upstream)));
  const metadata = { id, format: MANIFEST_FORMAT, move: 1, since: 0 };
  return values.set(KEYS.live('main'), { text: manifest, metadata });
}

/** A release with its static pages in it, as publishing makes it. */
async function publishable(built: Built): Promise<Built> {
  const site = new Assembled(
    built.manifest,
    packsFrom(() => undefined),
  );
  const ready = new ReadyPages();
  const residuals = new Residuals(site, []);
  for (const { pattern, record } of pageRoutes(site.manifest)) {
    const fetched = new Map(Object.keys(fetchesOf(site, record.page)).map((name) => [name, undefined]));
    const url = new URL(pattern, 'https://bench.invalid');
    const input = { page: record.page, url, params: {}, status: 200, fetched, now: () => 0 };
    const made = await tryRender(site, input);
    if (isFixed({ pattern, ...input }, made)) ready.add(pattern, made.rendered.body);
    if (process.env.RESIDUALS !== 'none') await residuals.compare({ pattern, ...input }, input, made);
  }
  const left = addResiduals(built, residuals.all);
  return { ...built, ...(await ready.addTo(left, fingerprint)) };
}

/** minijinja takes functions as filters only. */
function templateOf(name: string): string {
  if (name !== 'minijinja') return templatesOf('blog', 'liquid').page ?? '';
  const source = templatesOf('blog', 'njk').page ?? '';
  return source.replace(/(\w+)\(([\w.]+)(?:, ([^)]*))?\)/g, (_, helper, value, rest) =>
    rest ? `${value}|${helper}(${rest})` : `${value}|${helper}`,
  );
}

/** The blog index as a site: static, dynamic as it reads the request, and with its posts from an upstream. */
function siteFiles(upstream: string): Record<string, string> {
  const source = templatesOf('blog', 'liquid').page ?? '';
  const page = source.replace('in nav %}', 'in data.nav %}').replace('in posts %}', 'in data.posts %}');
  const { site, nav, posts } = blog.data;
  return {
    'site.yaml': JSON.stringify({ ...Object(site), upstreams: { api: { url: upstream, cache: 3600 } } }),
    'pages/index.liquid': page,
    'pages/dynamic.liquid': `{% if request.query.q %}{{ request.query.q }}{% endif %}${page}`,
    // An include may set any variable: no part of the page is made at publish.
    'pages/whole.liquid': `{% include 'none' %}${page}`,
    'partials/none.liquid': '{% if request.query.q %}{{ request.query.q }}{% endif %}',
    'pages/upstream.liquid': `---\nfetch: { posts: "api:/posts" }\n---\n${page.replace('data.posts', 'posts')}`,
    'data/nav.json': JSON.stringify(nav),
    'data/posts.json': JSON.stringify(posts),
  };
}
