import { buildWorker } from './build.ts';
import { blog } from './fixtures/blog/fixture.ts';
import { get, type Isolate, start } from './isolate.ts';
import { startKv, valuesFor } from './kv-server.ts';
import { burst } from './support/client.ts';
import { samePage } from './support/same.ts';

/** Rounds, in each of which every Worker has one turn of TURN milliseconds, so that all meet the same noise. */
const ROUNDS = Number(process.env.ROUNDS ?? 7);
const TURN = Number(process.env.TURN ?? 1_000);
const WARM_UP = 2_000;
const CONNECTIONS = 16;

/** What is shown, which Worker it is, and the path that is asked for. */
const ALL: readonly (readonly [label: string, worker: string, path: string])[] = [
  ['hono, a constant', 'hono', '/'],
  ['meniscus, static', 'meniscus', '/'],
  ['meniscus, dynamic', 'meniscus', '/dynamic'],
  ['meniscus, dynamic, all URLs differ', 'meniscus', '/dynamic?utm=COUNT'],
  ['meniscus, whole', 'meniscus', '/whole'],
  ['meniscus, upstream kept', 'meniscus', '/upstream'],
  ['handlebars, precompiled', 'handlebars', '/'],
  ['nunjucks, precompiled', 'nunjucks', '/'],
  ['minijinja, WebAssembly', 'minijinja', '/'],
  ['liquidjs', 'liquidjs', '/'],
];

/** Those whose label begins with ONLY. */
const PAGES = ALL.filter(([label]) => label.startsWith(process.env.ONLY ?? ''));

interface Round {
  readonly rate: number;
  /** Microseconds of CPU a request. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

const kv = await startKv();
const isolates = new Map<string, Isolate>();
const rounds = new Map<string, Round[]>();
try {
  for (const name of new Set(PAGES.map(([, worker]) => worker))) isolates.set(name, await prepare(name));
  for (const [, worker, path] of PAGES) await check(worker, path);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [label, worker, path] of PAGES)
      rounds.set(label, [...(rounds.get(label) ?? []), await turn(worker, path, TURN)]);
  }
  report();
} finally {
  for (const isolate of isolates.values()) await isolate.stop();
  kv.server.close();
}

/** Starts a Worker; it reads KV at its first request, which is one of this. */
async function prepare(name: string): Promise<Isolate> {
  kv.values.clear();
  for (const [key, value] of await valuesFor(name, `http://127.0.0.1:${kv.port}`)) kv.values.set(key, value);
  const isolate = await start(await buildWorker(name), kv.port, { FRESH_LOOK: '9999', FRESH_WAIT: '9999' });
  await get(`${isolate.url}/`);
  return isolate;
}

async function check(worker: string, path: string): Promise<void> {
  samePage(worker, await get(`${isolates.get(worker)?.url}${path}`), blog.literal());
  await turn(worker, path, WARM_UP);
}

async function turn(worker: string, path: string, milliseconds: number): Promise<Round> {
  const isolate = isolates.get(worker);
  if (!isolate) throw new Error(`${worker} was not started`);
  const before = isolate.cpu();
  const { requests, wall, latencies } = await burst(new URL(path, isolate.url), CONNECTIONS, milliseconds);
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return {
    rate: (requests / wall) * 1_000,
    cpu: ((isolate.cpu() - before) / requests) * 1_000,
    p50: at(0.5),
    p99: at(0.99),
  };
}

function report(): void {
  const rows = PAGES.map(([label, worker]) => {
    const list = rounds.get(label) ?? [];
    const median = (key: keyof Round) =>
      list.map((round) => round[key]).sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
    return {
      page: label,
      'requests/s': Math.round(median('rate')),
      'µs CPU a request': Math.round(median('cpu')),
      'p50 ms': Number(median('p50').toFixed(2)),
      'p99 ms': Number(median('p99').toFixed(2)),
      'MB of memory': Math.round((isolates.get(worker)?.memory() ?? 0) / 1_000),
    };
  });
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(rows));
    return;
  }
  console.log(`${CONNECTIONS} connections; medians of ${ROUNDS} turns of ${TURN / 1_000} s each.`);
  console.table(Object.fromEntries(rows.map(({ page, ...row }) => [page, row])));
}
