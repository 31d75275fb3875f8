import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { commands } from '../../../cli/commands/all.ts';
import { hashOf } from '../../../cli/folder/read.ts';
import { run } from '../../../cli/frame/run.ts';
import { runIn } from '../support/in-process.ts';
import { Person } from '../support/meniscus.ts';

/** A server that begins with a call, and of which nobody learns how that ended. */
let server: Server;
let ada: Person;
/** What it answers to a POST, one after the other; 'cut': nothing. */
let answers: (Answer | 'cut')[];
let posts: { key: string; body: Record<string, unknown> }[];
/** Of its draft and its live release. */
let state: { draft: string; files: number; hashes: string; live: string };
/** Called when a POST has come. */
let onPost: (count: number) => void;

interface Answer {
  readonly status: number;
  readonly body: object;
}

const problem = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: { type: 'about:blank', title: 'No', status, detail: 'No', code, ...more },
});
const UNDER_WAY = problem(409, 'conflict', { rule: 'idempotency_under_way', retryAfter: 0 });
const DONE = problem(409, 'conflict', { rule: 'idempotency_done' });
const INTERNAL = problem(500, 'internal');
const BATCH: Answer = { status: 200, body: { files: [], draft: '"d2"', diagnostics: [] } };
const release = (id: string, version: number) => ({
  ...{ id, version, state: 'live', reason: null, message: '', author: 'ada', created: 1, liveAt: 1 },
  ...{ draft: 1, files: 1, diagnostics: [], attempts: 0, everywhereBy: null },
});
const PUBLISHED: Answer = { status: 200, body: release('r2', 2) };

beforeEach(async () => {
  answers = [];
  posts = [];
  onPost = () => {};
  state = { draft: '"d1"', files: 0, hashes: '', live: 'r1' };
  ada = new Person();
  ada.write('site.yaml', 'title: Test\n');
  ada.write('pages/index.liquid', 'One\n');
  server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const say = (data: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data));
    if (request.method === 'GET') {
      const path = request.url ?? '';
      if (path.startsWith('/api/hashes')) response.writeHead(200, { etag: state.draft }).end(state.hashes);
      else if (path.startsWith('/api/diff')) say(DIFF);
      else if (path.startsWith('/api/releases/')) say({ ...release('r2', 2), ...RELEASE });
      else say({ ...STATUS, ...state, live: { release: state.live, since: 1, everywhereBy: 1 } });
      return;
    }
    posts.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(body) });
    onPost(posts.length);
    const answer = answers.shift() ?? 'cut';
    if (answer === 'cut') request.socket.destroy();
    else say(answer.body, answer.status);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

const STATUS = { site: 'main', publishing: null, compiling: null, siteUrl: null };
const DIFF = {
  from: 'live',
  to: 'draft',
  files: [{ path: 'a', change: 'added', before: null, after: { hash: 'x' } }],
};
const RELEASE = { contents: [], pages: [] };

afterEach(() => {
  server.closeAllConnections();
  server.close();
  ada.remove();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

function meniscus(...argv: string[]) {
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  const env = { HOME: ada.home, MENISCUS_URL: `http://127.0.0.1:${port}`, MENISCUS_TOKEN: 'x' };
  return runIn({ commands, run }, argv, ada.folder, env);
}

const keys = () => new Set(posts.map(({ key }) => key)).size;

test('a push whose first try fails over there goes again under another key, with what each edit expects', async () => {
  answers = [INTERNAL, UNDER_WAY, BATCH];
  expect(await meniscus('push')).toMatchObject({ code: 0 });
  expect([posts.length, keys(), posts[0]?.key === posts[1]?.key]).toEqual([3, 2, true]);
  for (const { body } of posts)
    for (const edit of z.parse(editsSchema, body).edits) expect(edit).toHaveProperty('ifNoneMatch', '*');
});

test('one that was cut off is waited for under the same key', async () => {
  answers = ['cut', UNDER_WAY, UNDER_WAY, UNDER_WAY, BATCH];
  expect(await meniscus('push')).toMatchObject({ code: 0 });
  expect([posts.length, keys()]).toEqual([5, 1]);
});

test('what the first try has done is found to be done', async () => {
  answers = [INTERNAL, DONE, problem(412, 'precondition_failed')];
  onPost = (count) => {
    if (count < 3) return;
    const lines = ['pages/index.liquid', 'site.yaml'].map(
      (path) => `${hashOf(ada.read(path) ?? '')}  ${path}\n`,
    );
    state = { ...state, draft: '"d2"', files: 2, hashes: lines.join('') };
  };
  expect(await meniscus('push')).toMatchObject({ code: 0, json: { targets: [{ batch: null, moves: [] }] } });
  expect(posts).toHaveLength(3);
});

test('a publish that has made its release is that release', async () => {
  answers = [INTERNAL, UNDER_WAY];
  onPost = () => {
    state = { ...state, live: 'r2' };
  };
  expect(await meniscus('publish')).toMatchObject({ code: 0, json: { release: { id: 'r2' } } });
  expect(posts).toHaveLength(2);
});

test('one that has made none begins again, for the draft that was meant', async () => {
  answers = [INTERNAL, UNDER_WAY, PUBLISHED];
  expect(await meniscus('publish')).toMatchObject({ code: 0, json: { release: { id: 'r2' } } });
  expect(keys()).toBe(2);
  expect(posts[2]?.body).toEqual({ message: '', expect: '"d1"' });
});

const editsSchema = z.object({ edits: z.array(z.record(z.string(), z.unknown())) });
