import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

/**
 * The way of a visitor's request through the source files: `node bench/stops.ts`, with `-v` to see each function.
 *
 * A stop is a file whose function is called while the one called before was of another file. The language (liquid/) is one
 * room: how it renders is not the way of a request. A return is a stop at a file where the request was before. What is
 * called in the order of a stack, as in `f(g(x))`, counts as it runs: g, then f. What a loop does again counts once.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** What is asked as a Map is asked: memory, the index of a release, shapes. */
const TOOLS = /^(?:release\/(?:memory|read-manifest|shared-load|log)\.ts|schema\/)/;
const ROOMS = /^(?:worker|release|schema|site|liquid)\//;

interface Call {
  readonly file: string;
  readonly name: string;
}

let calls: Call[] | undefined;
/** How deep in renders of the language the request is. */
let rendering = 0;
Object.assign(globalThis, {
  __stop: (file: string, name: string) => void (rendering === 0 && calls?.push({ file, name })),
  __render: (step: 1 | -1) => {
    rendering += step;
  },
});

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const path = url.startsWith('file:') ? fileURLToPath(url).replace(ROOT, '') : '';
    if (!ROOMS.test(path) || !path.endsWith('.ts')) return loaded;
    return { ...loaded, source: instrumented(path, String(loaded.source)) };
  },
});

/** What is read of a syntax tree, in the form of ESTree. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly body?: Node;
  readonly [member: string]: unknown;
}

/** The same source, in which each function says that it was called. */
function instrumented(path: string, source: string): string {
  const inserts: [at: number, text: string][] = [];
  const visit = (node: Node, name: string): void => {
    const { type, body } = node;
    if (/Function/.test(type) && body && name !== 'constructor') {
      const call = `__stop(${JSON.stringify(path)},${JSON.stringify(name)})`;
      if (isRender(path, name))
        inserts.push(
          [body.start + 1, `${call};__render(1);try {`],
          [body.end - 1, '} finally { __render(-1); }'],
        );
      else if (body.type === 'BlockStatement' || body.type === 'FunctionBody')
        inserts.push([body.start + 1, `${call};`]);
      else inserts.push([body.start, `(${call},`], [body.end, ')']);
    }
    for (const child of Object.values(node).flat())
      if (isNode(child)) visit(child, nameOf(child) ?? inherited(node, name));
  };
  visit(parseAst(source, { lang: 'ts' }) as unknown as Node, '');
  inserts.sort(([a], [b]) => b - a);
  return inserts.reduce((text, [at, more]) => text.slice(0, at) + more + text.slice(at), source);
}

/** The language's own entry. What it calls back (a partial, a data file, a part of the request) is part of rendering. */
const isRender = (path: string, name: string) => path === 'liquid/run/render.ts' && name === 'render';

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

function nameOf({ id, key }: Node): string | undefined {
  const named = (id ?? key) as { name?: string } | undefined;
  return named?.name;
}

/** A function without a name has that of the variable or member that it is the value of. */
const inherited = ({ type }: Node, name: string) => (/Function/.test(type) ? '(inner)' : name);

// Loaded here, so that what they load is instrumented too.
const { buildSite } = await import('../test/support/build-site.ts');
const { memoryKv } = await import('../test/support/memory-kv.ts');
const { createApp } = await import('../worker/app.ts');

const LAYOUT = '<!doctype html><title>{{ page.title }}</title><body>{{ content }}</body>';
const { manifest, packs } = await buildSite({
  'site.yaml': 'upstreams:\n  api: { url: "https://api.example/" }\n',
  'layouts/base.liquid': LAYOUT,
  'partials/card.liquid': '<b>{{ name }}</b>',
  'data/team.json': '["Ada", "Grace"]',
  'pages/index.liquid':
    '---\nlayout: base\ntitle: Home\n---\n{% for name in data.team %}{% render "card", name: name %}{% endfor %}{{ request.query.q }}',
  'pages/p/[id].liquid':
    '---\nlayout: base\ntitle: P\nfetch:\n  thing: api:/things/{id}\n---\n{{ thing.name }}{% render "card", name: thing.name %}',
});
const kv = memoryKv();
await kv.put('live:main', manifest, { metadata: { id: 'r1', format: formatOf(manifest), move: 1 } });
for (const { name, text } of packs) await kv.put(`pack:${name}`, text);
Object.assign(globalThis, {
  caches: { default: { match: async () => undefined, put: async () => undefined } },
  fetch: async () => Response.json({ name: 'Ada' }),
});

function formatOf(text: string): number {
  return (JSON.parse(text.slice(0, text.indexOf('\n'))) as { format: number }).format; // written by assemble
}

const isVerbose = process.argv.includes('-v');
for (const path of ['/?q=1', '/p/1']) {
  const app = createApp({
    kv,
    site: 'main',
    fresh: { look: 16e3, wait: 30e3 },
    clock: Date,
    hosts: 'api.example',
  });
  for (const state of ['cold', 'second', 'warm']) {
    calls = [];
    const response = await app.fetch(
      new Request(`https://example.com${path}`),
      {},
      { waitUntil: () => undefined },
    );
    const text = await response.text();
    const { stops, returns } = wayOf(calls);
    const rooms = wayOf(calls.filter(({ file }) => !TOOLS.test(file)));
    calls = undefined;
    console.log(
      `${path} ${state}: ${stops.length} stops, ${returns} returns; without tools ${rooms.stops.length} and ${rooms.returns} (${response.status}, ${text.length} characters)`,
    );
    if (isVerbose)
      for (const { room, names } of process.argv.includes('-r') ? rooms.stops : stops)
        console.log(`  ${room}: ${names.join(' ')}`);
  }
}

interface Stop {
  readonly room: string;
  readonly names: string[];
}

function wayOf(all: readonly Call[]): { stops: Stop[]; returns: number } {
  const stops: Stop[] = [];
  for (const { file, name } of all) {
    const room = file.startsWith('liquid/') ? 'liquid/' : file;
    const last = stops.at(-1);
    if (last?.room === room) last.names.push(name);
    else stops.push({ room, names: [name] });
    while (isRepeated(stops, 2) || isRepeated(stops, 3)) stops.length -= isRepeated(stops, 2) ? 2 : 3;
  }
  return { stops, returns: stops.length - new Set(stops.map(({ room }) => room)).size };
}

/** Whether the last so many stops are those that were before them. */
function isRepeated(stops: readonly Stop[], length: number): boolean {
  const rooms = stops.slice(-2 * length).map(({ room }) => room);
  return rooms.length === 2 * length && rooms.slice(0, length).join() === rooms.slice(length).join();
}
