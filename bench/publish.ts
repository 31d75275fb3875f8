import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MANIFEST_FORMAT } from '../schema/format.ts';
import { KEYS } from '../schema/keys.ts';
import { buildSite } from '../test/support/build-site.ts';
import { bundleOne } from '../test/support/bundle.ts';
import { buildWorker } from './build.ts';
import { get, start } from './isolate.ts';
import { startKv } from './kv-server.ts';
import { pageOf } from './support/page-of.ts';

/**
 * What a large site costs: its first publish and that of one changed file (time, KV writes), and the first page of a
 * cold isolate (time, CPU, memory) beside that of a small one.
 */
const SIZES = [10, 10_000] as const;
const RUNS = Number(process.env.RUNS ?? 9);

interface Row {
  readonly files: number;
  readonly [figure: string]: number;
}

const rows = await Promise.all(SIZES.map(publishing)).then((published) => reading(published));
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else console.table(Object.fromEntries(rows.map(({ files, ...row }) => [`${files} files`, row])));

/** The real Durable Object in Miniflare, with its local KV. */
async function publishing(files: number): Promise<Row> {
  const { Miniflare, convertV4MiniflareOptions } = createRequire(
    createRequire(import.meta.url).resolve('wrangler/package.json'),
  )('miniflare');
  const folder = mkdtempSync(join(tmpdir(), 'meniscus-bench-'));
  const options = {
    modules: true,
    script: await bundleOne(join(import.meta.dirname, 'workers/store.ts'), {
      external: [/^(cloudflare|node):/],
      resolve: { conditionNames: ['workerd', 'browser', 'import'] },
    }),
    compatibilityDate: '2026-11-01',
    kvNamespaces: ['KV'],
    durableObjects: { SITE_OBJECT: { className: 'BenchedSite', useSQLite: true } },
    bindings: { SITE: 'main' },
    defaultPersistRoot: folder,
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options));
  const ask = async (path: string) => (await miniflare.dispatchFetch(`http://bench${path}`)).text();
  try {
    await ask(`/fill?files=${files}`);
    const first = await timed(() => ask('/publish'));
    await ask(`/fill?files=0&change=${encodeURIComponent('changed')}`);
    const change = await timed(() => ask('/publish'));
    return {
      files,
      'first publish, ms': first.time,
      'KV writes': JSON.parse(first.value).writes,
      'one change, ms': change.time,
      'KV writes of it': JSON.parse(change.value).writes,
    };
  } finally {
    await miniflare.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Cold isolates of the site Worker, in turns, with a KV of this process. */
async function reading(published: readonly Row[]): Promise<Row[]> {
  const kv = await startKv();
  const worker = await buildWorker('meniscus');
  const sites = await Promise.all(published.map(({ files }) => siteValues(files)));
  const measured = published.map(() => [] as { cpu: number; wall: number; memory: number }[]);
  for (let run = 0; run < RUNS; run++) {
    for (const [at, values] of sites.entries()) {
      kv.values.clear();
      for (const [key, value] of values) kv.values.set(key, value);
      const isolate = await start(worker, kv.port);
      const before = isolate.cpu();
      const page = await timed(() => get(`${isolate.url}/p5`));
      if (!page.value.includes('Text 5 ')) throw new Error(`not the page: ${page.value.slice(0, 200)}`);
      measured[at]?.push({ cpu: isolate.cpu() - before, wall: page.time, memory: isolate.memory() / 1024 });
      await isolate.stop();
    }
  }
  kv.server.close();
  return published.map((row, at) => ({
    ...row,
    'cold page, ms CPU': median(measured[at]?.map(({ cpu }) => cpu)),
    'cold page, ms': median(measured[at]?.map(({ wall }) => wall)),
    'memory, MB': median(measured[at]?.map(({ memory }) => memory)),
  }));
}

async function siteValues(files: number) {
  const pages = Array.from({ length: files }, (_, n) => [`pages/p${n}.liquid`, pageOf(n)] as const);
  const { manifest, packs, id } = await buildSite(Object.fromEntries(pages));
  const metadata = { id, format: MANIFEST_FORMAT, move: 1, since: 0 };
  return new Map<string, { text: string; metadata?: object }>([
    [KEYS.live('main'), { text: manifest, metadata }],
    ...packs.map((pack) => [KEYS.pack(pack.name), { text: pack.text }] as const),
  ]);
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; time: number }> {
  const began = performance.now();
  const value = await work();
  return { value, time: Math.round((performance.now() - began) * 10) / 10 };
}

function median(values: readonly number[] = []): number {
  return Math.round(([...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN) * 10) / 10;
}
