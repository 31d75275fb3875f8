import { join } from 'node:path';
import { readConfig } from '../../cli/deploy/config.ts';
import { bundleSite } from '../../cli/pack/bundle-site.ts';
import { LIMITS } from '../../schema/limits.ts';
import { startKvServer } from '../../test/support/kv-server.ts';
import { type Built, buildWorker } from '../build.ts';
import { get, type Isolate, start } from '../isolate.ts';
import { valuesFor } from '../kv-server.ts';
import { burst } from '../support/client.ts';
import { hasValgrind, instructionsOf } from '../support/instructions.ts';
import { round } from '../support/print.ts';
import { type Published, publishSite } from '../support/published.ts';

/**
 * Sites of PAGES=10,1000,10000,100000 posts, as far as a collection may have so many, with lists, tags and a page that reads its query: what
 * publishing them takes, and what their pages cost a cold isolate and a warm one, over a constant and beside handlebars. WRITES=all are the packs of
 * bodies that a publish may write. CPU is the median of RUNS=9, in which all pages of all sites take turns; a page is asked for WARM=300 milliseconds
 * in each. INSTRUCTIONS='home|old' (`.` for all) counts those of such pages too, which takes half a minute each, and says how many times those of the same page of
 * the first site they are: neither the machine nor what else it does is in them.
 */
const RUNS = Number(process.env.RUNS ?? 9);
const SIZES = (process.env.PAGES ?? '10,1000,10000,100000').split(',').map(Number);
const { WRITES = 'all' } = process.env;
const BODY_WRITES = WRITES === 'all' ? Number.POSITIVE_INFINITY : Number(WRITES);
const WARM = Number(process.env.WARM ?? 300);
const { INSTRUCTIONS } = process.env;
const COUNTED = INSTRUCTIONS !== undefined && hasValgrind() ? new RegExp(INSTRUCTIONS) : undefined;

/** Workers that are asked before the sites. */
const PEERS = 2;

/** What KV was asked for since the last look. */
const asked = { rounds: 0, keys: 0, bytes: 0 };

const kv = await startKvServer((url, _, response) => {
  asked.rounds++;
  const { end } = response;
  response.end = ((text: string) => {
    asked.bytes += Buffer.byteLength(text ?? '');
    asked.keys += url.pathname === '/bulk/get' ? Object.keys(JSON.parse(text)).length : 1;
    return end.call(response, text, 'utf8');
  }) as typeof response.end; // the one form that the server uses
  return false;
});

const { compatibility_flags: flags = [] } = readConfig(join(import.meta.dirname, '../../wrangler.toml'));
const site: Built = { name: 'site', modules: await bundleSite(), flags, bytes: 0, first: 0 };
const peers = { constant: await buildWorker('constant'), handlebars: await buildWorker('handlebars') };

/** A page that is asked for. */
interface Asked {
  readonly name: string;
  readonly worker: Built;
  readonly values: Published['values'];
  readonly path: string;
}

interface Visited {
  /** Milliseconds from the start of the process to the page, microseconds of a warm request, megabytes. */
  readonly cold: number;
  readonly warm: number;
  readonly memory: number;
  readonly rounds: number;
  readonly keys: number;
  readonly bytes: number;
}

const PAGES: readonly (readonly [name: string, path: (posts: number) => string])[] = [
  ['home', () => '/'],
  ['a list', (posts) => (posts > 20 ? '/posts/page/2' : '/posts')],
  ['a tag', () => '/tags/tag-3'],
  ['the newest post', (posts) => `/posts/post-${posts - 1}`],
  ['an old post', () => '/posts/post-1'],
  ['reads its query', () => '/search?q=1'],
];

async function visit({ worker, values, path }: Asked): Promise<Visited> {
  fill(values);
  const isolate = await start(worker, kv.port, { FRESH_LOOK: '9999', FRESH_WAIT: '9999' });
  Object.assign(asked, { rounds: 0, keys: 0, bytes: 0 });
  await get(isolate.url + path);
  const cold = { cold: isolate.cpu(), memory: isolate.memory() / 1_000, ...asked };
  const warm = await warmOf(isolate, path);
  await isolate.stop();
  return { ...cold, warm };
}

async function warmOf(isolate: Isolate, path: string): Promise<number> {
  const url = new URL(path, isolate.url);
  await burst(url, 4, WARM / 2);
  const before = isolate.cpu();
  const { requests } = await burst(url, 4, WARM);
  return ((isolate.cpu() - before) * 1_000) / requests;
}

function fill(values: Published['values']): void {
  kv.values.clear();
  for (const [key, value] of values) kv.values.set(key, value);
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function visits(sites: readonly Published[]): Promise<void> {
  const values = await valuesFor('handlebars', '');
  const all: Asked[] = [
    { name: 'constant', worker: peers.constant, values, path: '/' },
    { name: 'handlebars', worker: peers.handlebars, values, path: '/' },
    ...sites.flatMap((each) =>
      PAGES.map(([name, path]) => ({
        name: `${each.posts - 1}: ${name}`,
        worker: site,
        values: each.values,
        path: path(each.posts),
      })),
    ),
  ];
  const runs = all.map((): Visited[] => []);
  for (let run = 0; run < RUNS; run++)
    for (const [at, page] of all.entries()) runs[at]?.push(await visit(page));
  const medians = runs.map((list) => (key: keyof Visited) => median(list.map((each) => each[key])));
  const instructions = COUNTED ? await counted(all, COUNTED) : [];
  const [base, peer] = medians;
  const more = (at: number) => (instructions[at] ?? Number.NaN) - (instructions[0] ?? 0);
  const over = (at: number, key: keyof Visited) => (medians[at]?.(key) ?? 0) - (base?.(key) ?? 0);
  const rows = all.map(({ name }, at) => [
    name,
    {
      'cold, ms over constant': round(over(at, 'cold')),
      'of handlebars': round(over(at, 'cold') / over(1, 'cold')),
      ...(COUNTED && {
        'M instructions': round(more(at)),
        'of the first site':
          at < PEERS ? undefined : round(more(at) / more(PEERS + ((at - PEERS) % PAGES.length))),
      }),
      'warm, us': round(medians[at]?.('warm') ?? 0),
      'of handlebars, warm': round((medians[at]?.('warm') ?? 0) / (peer?.('warm') ?? 0)),
      'KV rounds': medians[at]?.('rounds'),
      'KV reads': medians[at]?.('keys'),
      'KB read': round((medians[at]?.('bytes') ?? 0) / 1_000),
      'MB over constant': round(over(at, 'memory')),
    },
  ]);
  console.table(Object.fromEntries(rows));
}

/** Millions of instructions of those whose name matches, and of the peers. */
async function counted(pages: readonly Asked[], which: RegExp): Promise<(number | undefined)[]> {
  const counts: (number | undefined)[] = [];
  for (const { name, worker, values, path } of pages) {
    if (worker === site && !which.test(name)) {
      counts.push(undefined);
      continue;
    }
    fill(values);
    const { start: begun, first } = await instructionsOf(worker, kv.port, path);
    counts.push(begun + first);
  }
  return counts;
}

try {
  const sites: Published[] = [];
  for (const count of SIZES) {
    const most = LIMITS.entriesPerCollection;
    if (count > most) console.log(`\n${count} posts: not made, a collection has at most ${most}`);
    // A full one has no room for the post that is added.
    else sites.push(await publishSite(Math.min(count, most - 1), BODY_WRITES));
  }
  await visits(sites);
} finally {
  kv.server.close();
}
