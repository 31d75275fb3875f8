import { join } from 'node:path';
import { readConfig } from '../../cli/deploy/config.ts';
import { bundleSite } from '../../cli/pack/bundle-site.ts';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import { startKvServer } from '../../test/support/kv-server.ts';
import { NodeStore } from '../../test/support/node-store.ts';
import { type Built, buildWorker } from '../build.ts';
import { get, type Isolate, start } from '../isolate.ts';
import { valuesFor } from '../kv-server.ts';
import { hasValgrind, instructionsOf } from '../support/instructions.ts';

/**
 * Sites of PAGES=10,1000,10000 posts, with lists, tags and a page that reads its query: what publishing them takes, and what their pages cost a
 * cold isolate and a warm one, beside a constant and handlebars. WRITES=all are the packs of bodies that a publish may write. CPU in milliseconds,
 * medians of RUNS=9; instructions in millions, over a constant, where valgrind is there.
 */
const RUNS = Number(process.env.RUNS ?? 9);
const SIZES = (process.env.PAGES ?? '10,1000,10000').split(',').map(Number);
const WRITES = process.env.WRITES === undefined ? Number.POSITIVE_INFINITY : Number(process.env.WRITES);
const WARM = 2_000;

const TEXT = 'The water came at nine and left at three, as it does. '.repeat(60);
const BASE =
  '<!doctype html><title>{{ page.title }}</title><nav>{% for link in data.nav %}<a href="{{ link }}">{{ link }}</a>{% endfor %}</nav><main>{{ content }}</main>';

function filesOf(count: number): Record<string, string> {
  const posts = Array.from({ length: count }, (_, n) => [`content/posts/post-${n}.md`, postOf(n)]);
  return {
    'layouts/base.liquid': BASE,
    'data/nav.json': '["/", "/posts", "/about"]',
    'pages/index.liquid':
      '---\nlayout: base\n---\n{% for post in collections.posts limit: 10 %}<a href="{{ post.url }}">{{ post.title }}</a> {{ post.summary }}{% endfor %}',
    'pages/search.liquid':
      '---\nlayout: base\n---\n{% if request.query.q %}{{ request.query.q }}{% endif %}{% for post in collections.posts limit: 10 %}{{ post.title }}{% endfor %}',
    'pages/posts/index.liquid':
      '---\nlayout: base\npaginate: { items: collections.posts, size: 20 }\n---\n{% for post in paginator.items %}<a href="{{ post.url }}">{{ post.title }}</a>{% endfor %}',
    'pages/posts/[slug].liquid':
      '---\nlayout: base\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}',
    'pages/tags/[tag].liquid':
      '---\nlayout: base\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 20 }\n---\n{% for post in paginator.items %}{{ post.title }}{% endfor %}',
    ...Object.fromEntries(posts),
  };
}

function postOf(n: number, title = `Post ${n}`): string {
  const date = new Date(Date.UTC(2020, 0, 1) + n * 3_600_000).toISOString().slice(0, 10);
  return `---\ntitle: ${title}\ndate: ${date}\ntags: [tag-${n % 20}]\nsummary: A summary of post ${n}, a line long.\n---\n# ${title}\n\n${TEXT}\n`;
}

/** Seconds of CPU, KV writes and bytes of a publish. */
async function published(site: NodeStore, files: Record<string, string>) {
  await site.save(files);
  const before = new Set(site.kv.keys());
  const { user, system } = process.cpuUsage();
  const { state, reason } = await site.publish();
  if (state !== 'live') throw new Error(`${state}: ${reason}`);
  const after = process.cpuUsage();
  const written = [...site.kv].filter(([key]) => !before.has(key) || key === KEYS.live('main'));
  const bytes = written.reduce((sum, [, value]) => sum + value.length, 0);
  return {
    'CPU, s': round((after.user + after.system - user - system) / 1e6),
    'KV writes': written.length,
    megabytes: round(bytes / 1e6),
  };
}

const round = (value: number) => Math.round(value * 100) / 100;

const rounds: string[][] = [];
const kv = await startKvServer((url) => {
  rounds.push([url.pathname]);
  return false;
});

const constant = await buildWorker('constant');
const handlebars = await buildWorker('handlebars');
const { compatibility_flags: flags = [] } = readConfig(join(import.meta.dirname, '../../wrangler.toml'));
const worker: Built = { name: 'site', modules: await bundleSite(), flags, bytes: 0, first: 0 };

/** CPU from the start to the first page, rounds of KV of that, and memory. */
async function cold(built: Built, path: string) {
  const isolate = await start(built, kv.port);
  rounds.length = 0;
  await get(isolate.url + path);
  const measured = { cpu: isolate.cpu(), rounds: rounds.length, memory: isolate.memory() / 1_000 };
  const warm = await warmOf(isolate, path);
  await isolate.stop();
  return { ...measured, warm };
}

/** Microseconds of CPU of a request. */
async function warmOf(isolate: Isolate, path: string): Promise<number> {
  for (let n = 0; n < WARM / 4; n++) await get(isolate.url + path);
  const before = isolate.cpu();
  for (let n = 0; n < WARM; n++) await get(isolate.url + path);
  return ((isolate.cpu() - before) * 1_000) / WARM;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function visits(count: number): Promise<void> {
  const pages: readonly (readonly [string, Built, string])[] = [
    ['constant', constant, '/'],
    ['handlebars', handlebars, '/'],
    ['home', worker, '/'],
    ['a list', worker, count > 20 ? '/posts/page/2' : '/posts'],
    ['a tag', worker, '/tags/tag-3'],
    ['the newest post', worker, `/posts/post-${count - 1}`],
    ['an old post', worker, '/posts/post-1'],
    ['reads its query', worker, '/search?q=1'],
  ];
  const runs = new Map<string, Awaited<ReturnType<typeof cold>>[]>();
  for (let run = 0; run < RUNS; run++)
    for (const [name, built, path] of pages)
      runs.set(name, [...(runs.get(name) ?? []), await cold(built, path)]);
  const of = (name: string, key: 'cpu' | 'warm') => median((runs.get(name) ?? []).map((each) => each[key]));
  const peer = of('handlebars', 'cpu') - of('constant', 'cpu');
  const base = hasValgrind() ? await instructionsOf(constant, kv.port, '/') : undefined;
  const rows: Record<string, Record<string, number>> = {};
  for (const [name, built, path] of pages) {
    const over = of(name, 'cpu') - of('constant', 'cpu');
    const counted = base && (await instructionsOf(built, kv.port, path));
    rows[name] = {
      'cold, ms over constant': round(over),
      'of handlebars': round(over / peer),
      ...(base &&
        counted && { instructions: round(counted.start + counted.first - base.start - base.first) }),
      'warm, us': round(of(name, 'warm')),
      'KV rounds': median((runs.get(name) ?? []).map((each) => each.rounds)),
      'memory, MB': round(median((runs.get(name) ?? []).map((each) => each.memory))),
    };
  }
  console.table(rows);
}

try {
  for (const count of SIZES) {
    const site = new NodeStore(undefined, WRITES);
    console.log(`\n${count} posts`);
    console.table({
      'first publish': await published(site, filesOf(count)),
      'one post': await published(site, { 'content/posts/post-1.md': postOf(1, 'Another') }),
      'a new post': await published(site, { [`content/posts/post-${count}.md`]: postOf(count) }),
      'the layout': await published(site, { 'layouts/base.liquid': `${BASE}<footer></footer>` }),
    });
    kv.values.clear();
    for (const [key, value] of await valuesFor('handlebars', '')) kv.values.set(key, value);
    for (const [key, text] of site.kv) kv.values.set(key, { text });
    const live = site.kv.get(KEYS.live('main')) ?? '';
    const { id } = JSON.parse(live.slice(0, live.indexOf('\n'))) as { id: string }; // a manifest begins with its head
    kv.values.set(KEYS.live('main'), {
      text: live,
      metadata: { id, format: MANIFEST_FORMAT, move: 1, since: 0 },
    });
    await visits(count + 1);
  }
} finally {
  kv.server.close();
}
