import { type Built, buildWorker } from './build.ts';
import { blog } from './fixtures/blog/fixture.ts';
import { get, start } from './isolate.ts';
import { startKv, valuesFor } from './kv-server.ts';
import { hasValgrind, type Instructions, instructionsOf } from './support/instructions.ts';
import { samePage } from './support/same.ts';

/** How often each Worker is started. They take turns, each time in another order, so that all meet the same noise. */
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

/**
 * Milliseconds, and page faults. `cpu`, `wall` and `faults` from the start of the process to the first page, `first`, `firstWall` and `firstFaults` of
 * that request.
 */
interface Run {
  readonly cpu: number;
  readonly wall: number;
  readonly faults: number;
  readonly first: number;
  readonly firstWall: number;
  readonly firstFaults: number;
}

const wanted = blog.literal();
const runs = new Map<string, Run[]>();
const kv = await startKv();
try {
  const workers = await Promise.all(WORKERS.map(([name, path]) => prepare(name, path)));
  for (let run = 0; run < RUNS; run++) {
    for (const each of shuffled(workers))
      runs.set(each.name, [...(runs.get(each.name) ?? []), await measure(each)]);
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
  const isolate = await start(worker, kv.port);
  try {
    const before = isolate.cpu();
    const faulted = isolate.faults();
    const asked = performance.now();
    const text = await get(isolate.url + worker.path);
    const now = performance.now();
    const cpu = isolate.cpu();
    const faults = isolate.faults();
    samePage(worker.name, text, wanted);
    const [wall, firstWall] = [now - isolate.started, now - asked];
    return { cpu, wall, faults, first: cpu - before, firstWall, firstFaults: faults - faulted };
  } finally {
    await isolate.stop();
  }
}

/** Noise only ever adds, so a fifth of the runs say what a Worker takes; the median says what it took here. */
function report(workers: readonly Prepared[]): void {
  const base = below(0.2, 'constant');
  const usualBase = below(0.5, 'constant');
  const rows = workers.map(({ name, bytes, first: compiled }) => {
    const low = below(0.2, name);
    const usual = below(0.5, name);
    return {
      worker: name,
      'cpu over constant': low.cpu - base.cpu,
      'of that, first request': low.first - base.first,
      median: usual.cpu - usualBase.cpu,
      'faults over constant': usual.faults - usualBase.faults,
      'of them, first request': usual.firstFaults - usualBase.firstFaults,
      cpu: low.cpu,
      wall: low.wall,
      'first request wall': low.firstWall,
      kilobytes: bytes / 1000,
      'of them compiled at start': compiled / 1000,
    };
  });
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(rows));
    return;
  }
  console.log(`Milliseconds that a fifth of ${RUNS} processes each stay below; faults are medians.`);
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

/** What a share of the runs stays below, each figure by itself. */
function below(share: number, name: string): Run {
  const list = runs.get(name) ?? [];
  const of = (key: keyof Run) =>
    list.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(list.length * share)] ?? Number.NaN;
  return {
    cpu: of('cpu'),
    wall: of('wall'),
    faults: of('faults'),
    first: of('first'),
    firstWall: of('firstWall'),
    firstFaults: of('firstFaults'),
  };
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function rounded(row: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Math.round(value * 10) / 10]));
}
