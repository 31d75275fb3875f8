import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MANIFEST_FORMAT } from '../schema/format.ts';
import { KEYS } from '../schema/keys.ts';
import { buildSite } from '../test/support/site.ts';
import { blog } from './fixtures/blog/fixture.ts';
import { templatesOf } from './fixtures/fixture.ts';

interface Value {
  readonly text: string;
  readonly metadata?: object;
}

/**
 * Workers KV as workerd asks for it, in this process: what it costs is not the Worker's. It answers as an upstream and
 * as an empty Cache API too.
 */
export async function startKv(): Promise<{ port: number; server: Server; values: Map<string, Value> }> {
  const values = new Map<string, Value>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://kv');
    if (url.pathname === '/posts') return json(response, blog.data.posts);
    if (request.method === 'PUT') return response.writeHead(204).end();
    if (url.pathname === '/bulk/get') {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { keys } = JSON.parse(body) as { keys: string[] }; // what workerd sends
      return json(response, Object.fromEntries(keys.map((key) => [key, values.get(key)?.text ?? null])));
    }
    const found = values.get(decodeURIComponent(url.pathname.slice(1)));
    if (!found) return response.writeHead(404).end();
    if (found.metadata) response.setHeader('cf-kv-metadata', JSON.stringify(found.metadata));
    return response.end(found.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  return { port, server, values };
}

function json(
  response: { setHeader(name: string, value: string): void; end(text: string): void },
  value: unknown,
): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}

/** What each kind of Worker reads. All are to answer the same page. */
export async function valuesFor(name: string, upstream: string): Promise<Map<string, Value>> {
  const values = new Map<string, Value>([
    ['data', { text: JSON.stringify(blog.data) }],
    ['template', { text: templateOf(name) }],
  ]);
  if (!name.startsWith('meniscus')) return values;
  const { manifest, id } = await buildSite(siteFiles(upstream));
  const metadata = { id, format: MANIFEST_FORMAT, move: 1, since: 0 };
  return values.set(KEYS.live('main'), { text: manifest, metadata });
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
    'pages/upstream.liquid': `---\nfetch: { posts: "api:/posts" }\n---\n${page.replace('data.posts', 'posts')}`,
    'data/nav.json': JSON.stringify(nav),
    'data/posts.json': JSON.stringify(posts),
  };
}
