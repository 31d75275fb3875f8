import { type Built, buildWorker } from './build.ts';
import { blog } from './fixtures/blog/fixture.ts';
import { get, start } from './isolate.ts';
import { startKv, valuesFor } from './kv-server.ts';
import { hasValgrind, type Instructions, instructionsOf } from './support/instructions.ts';
import { samePage } from './support/same.ts';

/** How often each Worker is started. They take turns, so that all meet the same noise. */
const RUNS = Number(process.env.RUNS ?? 15);

/** Name, and the path that is asked for. */
const WORKERS: readonly (readonly [name: string, path: string])[] = [
  ['constant', '/'],
  ['reader', '/'],
  ['literal', '/'],
  ['meniscus', '/'],
  ['meniscus-dynamic', '/dynamic'],
  ['meniscus-whole', '/whole'],
  ['eta', '/'],
  ['handlebars', '/'],
  ['nunjucks', '/'],
  ['minijinja', '/'],
  ['liquidjs', '/'],
];

/** Milliseconds. `cpu` and `wall` from the start of the process to the first page, `first` and `firstWall` of that request. */
interface Run {
  readonly cpu: number;
  readonly wall: number;
  readonly first: number;
  readonly firstWall: number;
}

const wanted = blog.literal();
const runs = new Map<string, Run[]>();
const kv = await startKv();
try {
  const workers = await Promise.all(WORKERS.map(([name, path]) => prepare(name, path)));
  for (let run = 0; run < RUNS; run++) {
    for (const each of workers) runs.set(each.name, [...(runs.get(each.name) ?? []), await measure(each)]);
  }
  report(workers);
  if (hasValgrind()) await reportInstructions(workers);
} finally {
  kv.server.close();
}

interface Prepared extends Built {
  readonly path: string;
  readonly values: Awaited<ReturnType<typeof valuesFor>>;
}

async function prepare(name: string, path: string): Promise<Prepared> {
  return { ...(await buildWorker(name)), path, values: await valuesFor(name, `http://127.0.0.1:${kv.port}`) };
}

async function measure(worker: Prepared): Promise<Run> {
  fill(worker);
  const started = performance.now();
  const isolate = await start(worker, kv.port);
  try {
    const before = isolate.cpu();
    const asked = performance.now();
    const text = await get(isolate.url + worker.path);
    const now = performance.now();
    const cpu = isolate.cpu();
    samePage(worker.name, text, wanted);
    return { cpu, wall: now - started, first: cpu - before, firstWall: now - asked };
  } finally {
    await isolate.stop();
  }
}

function report(workers: readonly Prepared[]): void {
  const base = medians('constant');
  const rows = workers.map(({ name, bytes, first: compiled }) => {
    const { cpu, wall, first, firstWall } = medians(name);
    return {
      worker: name,
      'cpu over constant': cpu - base.cpu,
      'of that, first request': first - base.first,
      cpu,
      wall,
      'first request wall': firstWall,
      kilobytes: bytes / 1000,
      'of them compiled at start': compiled / 1000,
    };
  });
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(rows));
    return;
  }
  console.log(`Milliseconds, medians of ${RUNS} processes each.`);
  console.table(Object.fromEntries(rows.map(({ worker, ...row }) => [worker, rounded(row)])));
}

/** One process each, as their counts hardly differ. */
async function reportInstructions(workers: readonly Prepared[]): Promise<void> {
  const rows = new Map<string, Instructions>();
  for (const worker of workers) {
    fill(worker);
    rows.set(worker.name, await instructionsOf(worker, kv.port, worker.path));
  }
  const base = rows.get('constant') ?? { start: 0, first: 0 };
  const over = [...rows].map(([name, { start, first }]) => {
    const row = { start: start - base.start, 'first request': first - base.first };
    return [name, rounded({ ...row, 'in all': row.start + row['first request'] })] as const;
  });
  console.log('Millions of instructions over a constant.');
  console.table(Object.fromEntries(over));
}

/** Puts what a Worker reads into KV. */
function fill({ values }: Prepared): void {
  kv.values.clear();
  for (const [key, value] of values) kv.values.set(key, value);
}

function medians(name: string): Run {
  const list = runs.get(name) ?? [];
  const median = (key: keyof Run) =>
    list.map((run) => run[key]).sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
  return { cpu: median('cpu'), wall: median('wall'), first: median('first'), firstWall: median('firstWall') };
}

function rounded(row: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Math.round(value * 10) / 10]));
}
