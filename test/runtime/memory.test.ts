import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../cli/deploy/config.ts';
import { bundleSite } from '../../cli/pack/bundle-site.ts';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import { buildSite } from '../support/build-site.ts';
import { type KvServer, startKvServer } from '../support/kv-server.ts';
import { startWorkerd, type Workerd } from '../support/workerd.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATHS = 12_000;
const LONG = 7_000;
/** Megabytes of which the platform gives an isolate 128: what the process may take more, garbage included. */
const MOST = 120;

let worker: Workerd;
let kv: KvServer;

beforeAll(async () => {
  kv = await startKvServer();
  const site = await buildSite({
    'pages/index.liquid': 'Home',
    'pages/s/[slug].liquid': '{{ page.params.slug | size }}',
    'pages/d/[slug].liquid': '{{ page.params.slug | size }} {{ request.country }}',
    'pages/404.liquid': 'Nothing here',
  });
  const metadata = { id: site.id, format: MANIFEST_FORMAT, move: 1, since: 0 };
  kv.values.set(KEYS.live('main'), { text: site.manifest, metadata });
});

afterAll(() => void kv?.server.close());

/** A new isolate's process, with nothing in it but the site's first page. */
async function start(): Promise<void> {
  worker = await startWorkerd({
    modules: await bundleSite(),
    flags: readConfig(`${ROOT}wrangler.toml`).compatibility_flags ?? [],
    bindings: ['(name = "KV", kvNamespace = "kv")'],
    services: [`(name = "kv", external = (address = "127.0.0.1:${kv.port}", http = ()))`],
  });
  await visit('/');
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

function visit(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(worker.url + path, { agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

/** Megabytes that the process has in memory. */
function memory(): number {
  const pages = Number(readFileSync(`/proc/${worker.pid}/statm`, 'utf8').split(' ')[1]);
  return (pages * 4_096) / 1024 / 1024;
}

test.each([
  ['pages that never change', '/s/', 200],
  ['pages that change', '/d/', 200],
  ['pages that are not there', '/nothing/', 404],
])('%s at made-up addresses fill an isolate no more than it may hold', async (_, prefix, status) => {
  await start();
  try {
    const before = memory();
    for (let n = 0; n < PATHS; n += 100) {
      const paths = Array.from({ length: 100 }, (_, more) => `${prefix}${n + more}${'x'.repeat(LONG)}`);
      expect(new Set(await Promise.all(paths.map(visit)))).toEqual(new Set([status]));
      expect(memory() - before, `after ${n + 100} addresses`).toBeLessThan(MOST);
    }
  } finally {
    await worker.stop();
  }
});
