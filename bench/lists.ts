import { join } from 'node:path';
import { readConfig } from '../cli/deploy/config.ts';
import { bundleSite } from '../cli/pack/bundle-site.ts';
import { MANIFEST_FORMAT } from '../schema/format.ts';
import { KEYS } from '../schema/keys.ts';
import { type Built, buildSite } from '../test/support/build-site.ts';
import { startKvServer } from '../test/support/kv-server.ts';
import { get, start } from './isolate.ts';

/**
 * What a page of a collection costs a cold isolate: a site of 10 posts beside one of 10,000, three tags each of 500. Milliseconds of CPU
 * of the first request, medians; how often Workers KV was waited for, the release included; and the values that an edit writes.
 */
const RUNS = Number(process.env.RUNS ?? 15);
const MANY = Number(process.env.POSTS ?? 10_000);
const TEXT = 'The water came at nine and left at three, as it does. '.repeat(30);

const PAGES = {
  'layouts/base.liquid': '<!doctype html><title>{{ page.title }}</title><main>{{ content }}</main>',
  'pages/index.liquid':
    '---\nlayout: base\n---\n{% for post in collections.posts limit: 10 %}<a href="{{ post.url }}">{{ post.title }}</a> {{ post.summary }}{% endfor %}',
  'pages/posts/index.liquid':
    '---\nlayout: base\npaginate: { items: collections.posts, size: 10 }\n---\n{% for post in paginator.items %}<a href="{{ post.url }}">{{ post.title }}</a>{% endfor %}{{ paginator.next.url }}',
  'pages/posts/[slug].liquid':
    '---\nlayout: base\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}<a href="{{ entry.previous.url }}">{{ entry.previous.title }}</a>',
  'pages/tags/[tag].liquid':
    '---\nlayout: base\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 10 }\n---\n<h1>{{ tag.name }}</h1>{% for post in paginator.items %}<a href="{{ post.url }}">{{ post.title }}</a>{% endfor %}',
};

function filesOf(count: number, change: (n: number) => string = () => ''): Record<string, string> {
  const posts = Array.from({ length: count }, (_, n): [string, string] => {
    const tags = [n, n * 7, n * 13].map((tag) => `tag ${tag % Math.min(500, count)}`);
    const front = `title: Post ${n}\norder: ${100_000 - n}\ntags: ${JSON.stringify(tags)}\nsummary: A summary of post ${n}, which is a line long or so.`;
    return [`content/posts/post-${n}.md`, `---\n${front}\n---\n${TEXT}${change(n)}\n`];
  });
  return { ...PAGES, ...Object.fromEntries(posts) };
}

const kv = await startKvServer();
try {
  const [few, many] = [await buildSite(filesOf(10)), await buildSite(filesOf(MANY))];
  sizes(few, many);
  await writes(many);
  const modules = await bundleSite();
  const { compatibility_flags: flags = [] } = readConfig(join(import.meta.dirname, '../wrangler.toml'));
  const worker = { name: 'site', modules, flags, bytes: 0, first: 0 };
  const pages: readonly (readonly [name: string, few: string, many: string])[] = [
    ['home', '/', '/'],
    ['a page of the list', '/posts', `/posts/page/${MANY / 20}`],
    ['a tag', '/tags/tag-3', '/tags/tag-3'],
    ['a post', '/posts/post-5', `/posts/post-${MANY / 2 + 5}`],
  ];
  const times = new Map<string, number[]>();
  for (let run = 0; run < RUNS; run++) {
    for (const [name, ...paths] of pages) {
      for (const [at, site] of [few, many].entries()) {
        load(site);
        const isolate = await start(worker, kv.port);
        const before = isolate.cpu();
        const body = await get(isolate.url + (paths[at] ?? '/'));
        if (!body.includes('<main>')) throw new Error(`${paths[at]}: ${body.slice(0, 200)}`);
        const key = `${name} ${at}`;
        times.set(key, [...(times.get(key) ?? []), isolate.cpu() - before]);
        await isolate.stop();
      }
    }
  }
  const median = (key: string) => (times.get(key) ?? []).sort((a, b) => a - b)[RUNS >> 1] ?? Number.NaN;
  const rows = pages.map(([name]) => {
    const [small, large] = [median(`${name} 0`), median(`${name} 1`)];
    const round = (value: number) => Math.round(value * 100) / 100;
    return [
      name,
      { '10 posts, ms': round(small), [`${MANY} posts, ms`]: round(large), ratio: round(large / small) },
    ] as const;
  });
  console.table(Object.fromEntries(rows));
} finally {
  kv.server.close();
}

function load(site: Built): void {
  kv.values.clear();
  const metadata = { id: site.id, format: MANIFEST_FORMAT, move: 1, since: 0 };
  kv.values.set(KEYS.live('main'), { text: site.manifest, metadata });
  for (const { name, text } of site.packs) kv.values.set(KEYS.pack(name), { text });
}

function sizes(...sites: readonly Built[]): void {
  for (const { manifest, packs } of sites) {
    const head = manifest.indexOf('\n');
    const all = packs.reduce((sum, { text }) => sum + text.length, 0);
    console.log(`release ${manifest.length}, of it head ${head}; ${packs.length} packs of ${all} characters`);
  }
}

/** The values that an edit of one post writes, the release and live included. */
async function writes(before: Built): Promise<void> {
  const names = new Set(before.packs.map(({ name }) => name));
  const count = (after: Built) => 2 + after.packs.filter(({ name }) => !names.has(name)).length;
  const files = filesOf(MANY);
  const path = `content/posts/post-${MANY / 2}.md`;
  const edited = async (change: (text: string) => string) =>
    count(await buildSite({ ...files, [path]: change(files[path] ?? '') }));
  console.log('writes: a text', await edited((text) => `${text}More.`));
  console.log('writes: a title', await edited((text) => text.replace('title: Post', 'title: Another')));
  const fresh = {
    'content/posts/new.md': '---\ntitle: New\norder: 1\ntags: [tag 1, tag 2, tag 3]\n---\nNew.\n',
  };
  console.log('writes: a new post', count(await buildSite({ ...files, ...fresh })));
}
