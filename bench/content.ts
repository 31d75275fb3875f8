import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { AUTHORIZED, startWorld } from '../test/soak/world.ts';
import { IsolateMemory } from './support/isolate-memory.ts';
import { SITES } from './support/large-sites.ts';

/**
 * What many entries cost: their import and compilation, then a publish. Beside each, the longest time for which the site's
 * object did not answer a question of its status, and what memory the admin Worker's process took more than before.
 */
const ENTRIES = Number(process.env.ENTRIES ?? 10_000);
/** Which of SITES it is. */
const SITE = process.env.SITE ?? 'content';
/** Files of one archive: what is imported at once is in memory at once. */
const ARCHIVE = 10_000;
/** Milliseconds between two questions. */
const EVERY = 10;

interface Row {
  readonly seconds: number;
  readonly 'longest silence, ms': number;
  /** Of CPU, of all its threads. */
  readonly 'CPU, s': number;
  /** What it computed meanwhile: on a machine that has nothing else to do, the same. */
  readonly 'of CPU': number;
  readonly 'over 200 ms': number;
  /** Of the process. */
  readonly 'memory, MB': number;
  /** What JavaScript had in use at the most, with buffers, when others had their turn; as much garbage as HEAP lets lie is in it. */
  readonly 'heap, MB': number;
}

/** What the admin's isolate may have of memory for JavaScript, in megabytes: the platform gives 128 in all. */
const HEAP = process.env.HEAP === undefined ? undefined : Number(process.env.HEAP);

/** Whether garbage is collected before each look at the heap: what is left is what is held, and all else takes longer. */
const HELD = process.env.HELD !== undefined;

/** Where a profile of the first publish goes. */
const { PROFILE } = process.env;

const world = await startWorld(HEAP, true);
try {
  const files = (SITES[SITE]?.(ENTRIES) ?? []).map(
    ([path, text]) => [path, new TextEncoder().encode(text)] as const,
  );
  const archives = Array.from({ length: Math.ceil(files.length / ARCHIVE) }, (_, n) =>
    zipSync(Object.fromEntries(files.slice(n * ARCHIVE, (n + 1) * ARCHIVE))),
  );
  await ask('GET', '/api/status');
  const isolate = await IsolateMemory.connect(world.admin.inspector ?? '');
  console.log(`the admin's process with nothing in it: ${world.admin.memory()} MB`);
  const rows: Record<string, Row> = {};
  const memory = world.admin.memory();
  rows.import = await watched({ memory, isolate }, async () => {
    for (const archive of archives) await ask('POST', '/api/import', archive);
  });
  rows.compile = await watched({ memory, isolate }, () => until(({ compiling }) => !compiling));
  if (PROFILE !== undefined) await isolate.startProfile();
  rows.publish = await watched({ memory, isolate }, async () => {
    await ask('POST', '/api/publish', '{}');
    await until(({ publishing }) => publishing === null);
  });
  if (PROFILE !== undefined) writeFileSync(PROFILE, await isolate.endProfile());
  const [path, text] = files.find(([name]) => name.includes('-50.')) ?? ['', new Uint8Array()];
  await ask('PUT', `/api/files/${path}`, new Uint8Array([...text, ...new TextEncoder().encode('\nNew.\n')]));
  rows['publish of one change'] = await watched({ memory, isolate }, async () => {
    await ask('POST', '/api/publish', '{}');
    await until(({ publishing }) => publishing === null);
  });
  isolate.close();
  console.table(rows);
} finally {
  await world.end();
}

interface Status {
  readonly compiling?: unknown;
  readonly publishing: unknown;
}

async function until(done: (status: Status) => boolean): Promise<void> {
  for (;;) {
    const status: Status = JSON.parse(await ask('GET', '/api/status'));
    if (done(status)) return;
    await sleep(100);
  }
}

async function ask(method: string, path: string, body?: Uint8Array | string): Promise<string> {
  const url = `${world.admin.url}${path}`;
  const response = await fetch(url, { method, headers: AUTHORIZED, body: body as BodyInit }); // Node's types lack it
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
  return text;
}

async function watched(
  { memory: before, isolate }: { readonly memory: number; readonly isolate: IsolateMemory },
  work: () => Promise<unknown>,
): Promise<Row> {
  let done = false;
  let longest = 0;
  let over = 0;
  let most = 0;
  let computed = 0;
  let heap = 0;
  const watch = async () => {
    while (!done) {
      const began = performance.now();
      const cpu = world.admin.cpu();
      await ask('GET', '/api/status');
      const took = performance.now() - began;
      longest = Math.max(longest, took);
      computed = Math.max(computed, world.admin.cpu() - cpu);
      if (took > 200) over++;
      most = Math.max(most, world.admin.memory());
      const used = await (HELD ? isolate.held() : isolate.usage());
      heap = Math.max(heap, used.heap + used.buffers);
      await sleep(HELD ? 50 * EVERY : EVERY);
    }
  };
  const began = performance.now();
  const cpu = world.admin.cpu();
  const watching = watch();
  await work().finally(() => {
    done = true;
  });
  await watching;
  return {
    seconds: Math.round(performance.now() - began) / 1_000,
    'CPU, s': Math.round((world.admin.cpu() - cpu) / 10) / 100,
    'longest silence, ms': Math.round(longest),
    'of CPU': computed,
    'over 200 ms': over,
    'memory, MB': most - before,
    'heap, MB': Math.round(heap),
  };
}
