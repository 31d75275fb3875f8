import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inDryParts, inParts } from '../../../cli/sync/in-parts.ts';
import { runs } from '../../support/runs.ts';
import { load, type Mutation } from '../support/in-process.ts';
import { Person } from '../support/meniscus.ts';
import { type Server, useServer } from '../support/server.ts';
import { ShakyProxy } from '../support/shaky.ts';

/** Folders that are too large for one request. */
let server: Server;
let proxy: ShakyProxy;
let ada: Person;
let asked: string[] = [];

useServer((started) => {
  server = started;
});

beforeAll(async () => {
  proxy = await ShakyProxy.start(server.port);
  proxy.next = (each) => {
    asked.push(each.replace(/\?.*/, ''));
    return 'pass';
  };
});

afterAll(() => proxy.stop());

beforeEach(() => {
  ada = new Person();
  ada.env = { ...server.env, MENISCUS_URL: proxy.url };
  ada.write('site.yaml', 'title: Test\n');
  asked = [];
  return () => ada.remove();
});

const pathOf = (n: number) => `data/n-${String(n).padStart(3, '0')}.json`;
const countOf = (what: string) => asked.filter((each) => each === what).length;
const draft = async (path: string) => (await server.api('GET', `/files/${path}`)).text;

/** Runs a command in this process with batches of so many bytes. */
const inBatchesOf = (bytes: number) =>
  withChange({ file: 'cli/sync/in-parts.ts', from: '7 * 1024 * 1024', to: `${bytes}` });

/** Runs a command in this process with a number that is another one. */
async function withChange(mutation: Mutation) {
  const { run, commands } = await load([mutation]);
  return async (...argv: string[]) => {
    let said = '';
    const stream = () =>
      new PassThrough().on('data', (piece: Buffer) => {
        said += piece;
      });
    const code = await run(commands, argv, {
      cwd: ada.folder,
      env: { HOME: ada.home, NO_COLOR: '1', ...ada.env },
      stdin: new PassThrough(),
      stdout: stream(),
      stderr: stream(),
      onSignal: () => {},
      interrupt: () => {},
      exit: () => {},
    });
    return { code, said };
  };
}

test('texts that are too much for one request go ahead many at once, and are saved in one step', async () => {
  const text = (n: number) => JSON.stringify({ n, text: 'The water came at nine. '.repeat(400) });
  for (let n = 0; n < 800; n++) ada.write(pathOf(n), text(n));
  const { draft: before } = JSON.parse((await server.api('GET', '/status')).text);
  const { code, json } = await ada.json(['push']);
  expect([code, json.targets[0].moves.length]).toEqual([0, 801]);
  expect(countOf('POST /api/blobs')).toBeLessThanOrEqual(4);
  expect(asked.length).toBeLessThanOrEqual(8);
  const stepsOf = (etag: string) => Number(/\d+/.exec(etag)?.[0]);
  expect(stepsOf(json.targets[0].batch.draft) - stepsOf(before)).toBe(1);
  for (const n of [0, 1, 400, 799]) expect(await draft(pathOf(n))).toBe(text(n));
  asked = [];
  expect((await ada.run(['push'])).out).toContain('Nothing to push');
  expect(asked).toEqual(['GET /api/status']);
});

test('a push that takes several saves goes on where it was stopped', async () => {
  const push = await inBatchesOf(1_000);
  for (let n = 0; n < 60; n++) ada.write(pathOf(n), `{"n":${n}}`);
  ada.write('pages/a.liquid', '{% if %}');
  const stopped = await push('push');
  expect(stopped.code).toBe(1);
  const saved = Number(/Saved: (\d+) of 62 files/.exec(stopped.said)?.[1]);
  expect(saved).toBeGreaterThan(0);
  const { files } = JSON.parse((await server.api('GET', '/files?limit=1000')).text);
  expect(files.length).toBe(saved);
  ada.write('pages/a.liquid', 'Mended');
  asked = [];
  const again = await push('push', '--json');
  expect([again.code, JSON.parse(again.said).targets[0].moves.length]).toEqual([0, 62 - saved]);
  expect(countOf('POST /api/batch')).toBeLessThan(60);
  for (let n = 0; n < 60; n++) expect(await draft(pathOf(n))).toBe(`{"n":${n}}`);
  asked = [];
  expect((await push('push')).said).toContain('Nothing to push');
  // The draft is known to be as it was seen: nothing is listed.
  expect(asked).toEqual(['GET /api/status']);
});

test('a dry run of a push that takes several saves refuses nothing that the push would save', async () => {
  const push = await inBatchesOf(2_000);
  const config = (field: string) => `fields:\n  ${field}: { type: number, required: true }\n`;
  const entry = (field: string, n: number) => `---\n${field}: ${n}\n---\nText ${n}.\n`;
  ada.write('content/posts/_collection.yaml', config('before'));
  for (let n = 0; n < 40; n++) ada.write(`content/posts/p-${n}.md`, entry('before', n));
  expect((await push('push')).code).toBe(0);
  ada.write('content/posts/_collection.yaml', config('after'));
  for (let n = 0; n < 40; n++) ada.write(`content/posts/p-${n}.md`, entry('after', n));
  asked = [];
  const dry = await push('push', '--dry-run', '--json');
  expect([dry.code, dry.said]).toEqual([0, expect.anything()]);
  expect(countOf('POST /api/batch')).toBeGreaterThan(1);
  const { moves, batch } = JSON.parse(dry.said).targets[0];
  const paths = (all: { path: string }[]) => all.map(({ path }) => path).sort();
  expect(paths(batch.files)).toEqual(paths(moves));
  expect(await draft('content/posts/p-7.md')).toBe(entry('before', 7));
  expect((await push('push')).code).toBe(0);
  expect(await draft('content/posts/p-7.md')).toBe(entry('after', 7));
});

test('a pull asks for the archive where much of it is wanted, and for files where little is', async () => {
  for (let n = 0; n < 120; n++) ada.write(pathOf(n), `${n}`);
  expect((await ada.run(['push'])).code).toBe(0);
  const pull = await withChange({ file: 'cli/sync/pull.ts', from: 'MANY = 200', to: 'MANY = 5' });
  const edits = (paths: number[]) => paths.map((n) => ({ path: pathOf(n), text: `"${n}"` }));
  const change = async (paths: number[]) => {
    asked = [];
    await server.api('POST', '/batch', JSON.stringify({ edits: edits(paths) }));
    expect((await pull('pull')).code).toBe(0);
    for (const n of paths) expect(ada.read(pathOf(n))).toBe(`"${n}"`);
    return countOf('GET /api/export');
  };
  expect(await change([1, 2, 3, 4, 5, 6])).toBe(0);
  expect(await change(Array.from({ length: 30 }, (_, n) => n + 50))).toBe(1);
});

test('the hashes of a draft that changes while they are read are of one time in the end', async () => {
  const push = await inBatchesOf(1_000_000);
  for (let n = 0; n < 30; n++) ada.write(pathOf(n), `${n}`);
  await push('push');
  const { run, commands } = await load([
    { file: 'cli/api/site.ts', from: 'const HASHES = 20_000;', to: 'const HASHES = 7;' },
  ]);
  const fresh = new Person('bob');
  try {
    let saves = 0;
    const before = proxy.next;
    proxy.next = async (each) => {
      if (each.includes('cursor=') && saves < 2)
        await server.api('PUT', `/files/data/a-${saves++}.json`, '1');
      return before(each);
    };
    const out = new PassThrough();
    const code = await run(commands, ['pull'], {
      cwd: fresh.folder,
      env: { HOME: fresh.home, NO_COLOR: '1', ...server.env, MENISCUS_URL: proxy.url },
      stdin: new PassThrough(),
      stdout: out,
      stderr: out,
      onSignal: () => {},
      interrupt: () => {},
      exit: () => {},
    });
    proxy.next = before;
    expect([code, saves]).toEqual([0, 2]);
    for (let n = 0; n < 30; n++) expect(fresh.read(pathOf(n))).toBe(`${n}`);
    expect([fresh.read('data/a-0.json'), fresh.read('data/a-1.json')]).toEqual(['1', '1']);
  } finally {
    fresh.remove();
  }
});

test('batches hold what they may, settings first and removals before what is new', () => {
  const edit = fc.oneof(
    fc.record({ path: fc.constantFrom('site.yaml', 'content/a/_collection.yaml'), text: fc.string() }),
    fc.record({ path: fc.string({ minLength: 1 }), text: fc.string({ unit: 'binary', maxLength: 40 }) }),
    fc.record({ path: fc.string({ minLength: 1 }), delete: fc.constant(true as const) }),
  );
  fc.assert(
    fc.property(fc.array(edit), fc.integer({ min: 1, max: 400 }), (edits, most) => {
      const parts = inParts(edits, most);
      const sizeOf = (part: object) => Buffer.byteLength(JSON.stringify(part)) - 2;
      for (const part of parts) expect(part.length === 1 || sizeOf(part) <= most).toBe(true);
      const all = parts.flat();
      expect(new Set(all)).toEqual(new Set(edits));
      expect(all.length).toBe(edits.length);
      const dry = inDryParts(edits, most);
      for (const part of dry) expect(part.length === 1 || sizeOf(part) <= most).toBe(true);
      expect(new Set(dry.flat())).toEqual(new Set(edits));
      if (parts.length < 2) return;
      const ranks = all.map(({ path, ...each }) => (/yaml$/.test(path) ? 0 : 'delete' in each ? 1 : 2));
      expect(ranks).toEqual([...ranks].sort());
      for (const [at, part] of parts.slice(1).entries())
        expect(sizeOf([...(parts[at] ?? []), ...part.slice(0, 1)])).toBeGreaterThan(most - 1);
    }),
    { numRuns: runs(300) },
  );
});
