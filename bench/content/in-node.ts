import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { inTurns } from '../../admin/store/renders.ts';
import { NodeStore } from '../../test/support/node-store.ts';
import { SITES } from '../support/large-sites.ts';

/**
 * The code of the site's object on SQLite in Node, with a site of ENTRIES=10000 entries of 5 KB: CPU of compiling it, of its first publish
 * and of the publish of one change, and the most of it that is done in one go. `bench/content.ts` measures the object itself. WRITES=500 are the
 * packs of bodies that they may write. FILLED=path keeps the compiled site for the next run, PROFILE=path a profile of each publish. ONLY='one text,a tag less'
 * makes no other changes.
 */
const ENTRIES = Number(process.env.ENTRIES ?? 10_000);

/** Which of SITES: entries of 5 KB, posts of 1 KB with tags, or pages and files without a collection. */
const SITE = process.env.SITE ?? 'content';
const makeSite = SITES[SITE];

/** Packs of bodies that the publishes may write. */
const WRITES = Number(process.env.WRITES ?? 500);

const CHANGED = '---\ntitle: Another\ndate: 2024-01-20\n---\nNew.\n';

/** A changed file: its text as it becomes of what it was; null where it goes. */
type Change = readonly [name: string, path: string, now: (text: string) => string | null];

const longer = (text: string): string => `${text}\nMore.\n`;
const post = (n: number): string => `content/posts/post-${n}.md`;
/** The number of a post half way through all. */
const MIDDLE = Math.floor(ENTRIES / 2);

/** What is changed before each publish but the first. */
const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  content: [
    ['publish of one change', 'content/posts/entry-50.md', () => CHANGED],
    ['and of another', 'content/posts/entry-60.md', () => CHANGED],
  ],
  posts: [
    ['one text', post(50), longer],
    ['another title', post(55), (text) => text.replace(/^title: .*$/m, 'title: Another')],
    // It moves over hundreds of parts of the list.
    ['another date and no tags', post(60), () => CHANGED],
    ['one less', post(MIDDLE), () => null],
    // A full collection has room for it now.
    ['one with an old date', 'content/posts/older.md', () => CHANGED.replace('2024', '2020')],
    ['a tag less', post(MIDDLE + 1), (text) => text.replace(/, tag-\d+\]/, ']')],
    ['a new tag', post(MIDDLE + 2), (text) => text.replace(/\]$/m, ', new]')],
    ['the layout', 'layouts/base.liquid', longer],
  ],
  files: [
    ['one page', 'pages/docs/part-0/page-100.liquid', longer],
    ['one data file', 'data/facts/part-1/fact-101.json', () => '{"name":"Other","value":1}'],
    ['the layout', 'layouts/base.liquid', longer],
  ],
};

/** Milliseconds between two looks at what is live. */
const LIVE_EVERY = 300;

/** Milliseconds of a stretch that `-v` says. */
const LONG = 40;

interface Row {
  'clock, s': number;
  'CPU, s': number;
  'in one go, ms': number;
  'heap, MB': number;
  /** Of that, what was not garbage: with `--expose-gc` only, which makes all else slower. */
  'live, MB'?: number;
}

const folder = mkdtempSync(join(tmpdir(), 'meniscus-bench-'));
const file = join(folder, 'site.sqlite');
const kept = process.env.FILLED;
try {
  const rows: Record<string, Row> = {};
  if (kept !== undefined && existsSync(kept)) copyFileSync(kept, file);
  else {
    rows.fill = await watched(() => fill(file));
    if (kept !== undefined) copyFileSync(file, kept);
  }
  const site = new NodeStore(file, WRITES);
  // What is written is not the object's memory.
  const { set } = Map.prototype;
  site.kv.set = (key) => set.call(site.kv, key, '') as typeof site.kv;
  rows['first publish'] = await watched(() => profiled('first', () => publish(site)));
  const only = process.env.ONLY?.split(',');
  for (const [name, path, change] of CHANGES[SITE] ?? []) {
    if (only?.includes(name) === false) continue;
    const text = change(site.text(path));
    await site.editor.commit([{ path, source: text === null ? null : { text } }], 'bench');
    rows[name] = await watched(() => profiled(name, () => publish(site)));
  }
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true });
}

async function fill(path: string): Promise<void> {
  const { editor, compiling } = new NodeStore(path);
  const edits = (makeSite?.(ENTRIES) ?? []).map(([name, text]) => ({ path: name, source: { text } }));
  for (let at = 0; at < edits.length; at += 1_000) await editor.commit(edits.slice(at, at + 1_000), 'bench');
  while (await compiling.step());
}

async function publish(site: NodeStore): Promise<void> {
  site.written = () => new Promise((resolve) => setTimeout(resolve, 0));
  // As the object does before it begins.
  await inTurns(site.files.reading());
  const { state, reason } = await site.publish();
  if (state !== 'live') throw new Error(`${state}: ${reason}`);
  console.log(`${site.kv.size} values written`);
  site.kv.clear();
}

async function profiled(name: string, work: () => Promise<void>): Promise<void> {
  const { PROFILE } = process.env;
  if (PROFILE === undefined) return work();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await work();
  const { profile } = await session.post('Profiler.stop');
  writeFileSync(`${PROFILE}-${name.replaceAll(' ', '-')}.cpuprofile`, JSON.stringify(profile));
  session.disconnect();
}

/** Milliseconds of CPU. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Counts CPU between turns: `turn` of admin/store/renders waits for a timer. With `-v`, says where long stretches end. */
async function watched(work: () => Promise<void>): Promise<Row> {
  const { setTimeout: real } = globalThis;
  const loud = process.argv.includes('-v');
  const began = { cpu: cpu(), clock: performance.now() };
  let since = began;
  let longest = 0;
  let heap = 0;
  let live = 0;
  let collected = 0;
  const collect = () => {
    if (!globalThis.gc || performance.now() - collected < LIVE_EVERY) return;
    globalThis.gc();
    live = Math.max(live, getHeapStatistics().used_heap_size);
    collected = performance.now();
  };
  const ended = () => {
    heap = Math.max(heap, getHeapStatistics().used_heap_size);
    collect();
    // To ask for CPU takes as long as a short stretch.
    if (performance.now() - since.clock < LONG / 2) return;
    const took = cpu() - since.cpu;
    longest = Math.max(longest, took);
    if (loud && took > LONG) console.log(Math.round(took), 'ms', whereFrom(new Error().stack ?? ''));
  };
  globalThis.setTimeout = ((then: () => void, wait: number) => {
    ended();
    return real(() => {
      since = { cpu: cpu(), clock: performance.now() };
      then();
    }, wait);
  }) as typeof setTimeout;
  await work().finally(() => {
    ended();
    globalThis.setTimeout = real;
  });
  if (loud) console.log(Math.round(cpu() - began.cpu), 'ms in all');
  const round = (value: number, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits;
  return {
    'clock, s': round((performance.now() - began.clock) / 1_000, 2),
    'CPU, s': round((cpu() - began.cpu) / 1_000, 2),
    'in one go, ms': round(longest),
    'heap, MB': round(heap / 1e6),
    ...(live > 0 && { 'live, MB': round(live / 1e6) }),
  };
}

function whereFrom(stack: string): string {
  const lines = stack.split('\n').slice(3, 9);
  return lines
    .map((line) => line.replace(/^\s*at (?:async )?/, '').replace(/\(?file:.*\/(.*:\d+):\d+\)?/, '$1'))
    .join(' < ');
}
