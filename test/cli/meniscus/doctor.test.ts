import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { account, diagnose } from '../../../cli/doctor/diagnose.ts';
import { edgeOf } from '../../../cli/doctor/edge.ts';
import type { Finding } from '../../../cli/doctor/finding.ts';
import { lookAtSite, skewOf, versionOf } from '../../../cli/doctor/site.ts';
import { type Context, Safe } from '../../../cli/frame/context.ts';
import { Terminal } from '../../../cli/output/terminal.ts';
import { MANIFEST_FORMAT } from '../../../schema/format.ts';
import { VERSION } from '../../../schema/version.ts';
import { Person } from '../support/meniscus.ts';

/** Answers as an admin and a site do that have something wrong with them; the right ones are in commands.test.ts. */
const WHO = { id: 'o', name: 'operator', kind: 'operator', scopes: ['admin'], prefix: null, expires: null };
const STATUS = { site: 'main', files: 3, draft: '"d1"', live: null, publishing: null, siteUrl: null };

let ada: Person;
let server: Server;
let url: string;
let status: object;
let visitors: (path: string) => { status: number; release?: string; timing?: string; body: string };
let date: Date | undefined;

beforeEach(async () => {
  ada = new Person();
  ada.write('site.yaml', 'title: Test\n');
  [status, date, visitors] = [STATUS, undefined, () => ({ status: 404, body: 'none' })];
  server = createServer((request, response) => {
    if (date) response.setHeader('date', date.toUTCString());
    const path = request.url ?? '/';
    if (path === '/api/session') return void json(response, WHO);
    if (path === '/api/status') return void json(response, status);
    const { status: code, release, timing, body } = visitors(path);
    if (timing) response.setHeader('server-timing', timing);
    response.writeHead(code, release ? { 'x-release': release } : {}).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}`; // a TCP server's address is one
  ada.env = { MENISCUS_URL: url, MENISCUS_TOKEN: 'some-token-that-is-long-enough' };
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  ada.remove();
});

const json = (response: import('node:http').ServerResponse, value: object) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));

/** As the command has it, with --json. */
function context(): Context {
  return {
    cwd: ada.folder,
    env: ada.env,
    terminal: new Terminal(
      { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr },
      {},
      true,
    ),
    signal: new AbortController().signal,
    safe: new Safe(),
  };
}

const project = () => ({ folder: ada.folder, configPath: undefined, config: { sites: {} } });

/** What it says about one thing of the site, with what to do. */
async function about(what: string): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const each of lookAtSite(context(), project(), url)) found.push(each);
  return found.filter((each) => each.about === what);
}

/** The first that it says, before it looks at what else is installed. */
async function ofFolder(): Promise<Finding | undefined> {
  for await (const each of diagnose(context(), project(), url)) if (each.about === 'folder') return each;
  return undefined;
}

test('an admin of an older or newer version', async () => {
  expect(await about('versions')).toMatchObject([
    {
      state: 'bad',
      says: expect.stringContaining('older than this command'),
      next: expect.stringContaining('meniscus deploy'),
    },
  ]);
  status = { ...STATUS, versions: { meniscus: '9.0.0', manifest: MANIFEST_FORMAT + 1 } };
  expect(await about('versions')).toMatchObject([
    {
      state: 'bad',
      says: expect.stringContaining(`format ${MANIFEST_FORMAT + 1}`),
      next: 'Install the newer command.',
    },
  ]);
  expect(versionOf('x', { meniscus: '0.1.9', manifest: MANIFEST_FORMAT })).toMatchObject({ state: 'note' });
  expect(versionOf('x', { meniscus: VERSION, manifest: MANIFEST_FORMAT })).toMatchObject({ state: 'good' });
  expect(versionOf('x', { meniscus: '0.1.9', manifest: MANIFEST_FORMAT - 1 })).toMatchObject({
    next: 'meniscus deploy upgrades the site.',
  });
});

test('a clock that is wrong, in each direction', async () => {
  const now = Date.now();
  expect(skewOf(now - 600_000, now)).toMatchObject({ state: 'bad', says: "600 s ahead of the server's" });
  expect(skewOf(now + 600_000, now)).toMatchObject({ state: 'bad', says: "600 s behind the server's" });
  expect(skewOf(now - 30_000, now)).toMatchObject({ state: 'good' });
  expect(skewOf(Number.NaN, now)).toMatchObject({ state: 'note' });
  date = new Date(now - 86_400_000);
  expect(await about('clock')).toMatchObject([{ state: 'bad', says: expect.stringContaining('ahead of') }]);
});

test('a site that is full, and what the free plan carries', async () => {
  status = { ...STATUS, files: 19_999, limits: { filesPerSite: 20_000 } };
  expect(await about('limits')).toMatchObject([{ state: 'note', says: '19999 of at most 20000 files' }]);
  expect(await about('plan')).toMatchObject([{ says: expect.stringContaining('about 250 publishes') }]);
});

test('an admin without SITE_URL, a site that is away, behind, or without its binding', async () => {
  expect(await about('bindings')).toMatchObject([
    { state: 'bad', next: expect.stringContaining('SITE_URL') },
  ]);
  status = { ...STATUS, siteUrl: 'http://localhost:9/' };
  expect(await about('site')).toMatchObject([
    { state: 'bad', says: expect.stringContaining('gives no answer') },
  ]);
  status = { ...STATUS, siteUrl: url, live: { release: '2-b', since: 1, everywhereBy: 2 } };
  visitors = () => ({ status: 200, release: '1-a', body: '<h1>Old</h1>' });
  expect(await about('site')).toMatchObject([
    { state: 'note', says: expect.stringContaining('live is 2-b') },
  ]);
  expect(await about('bindings')).toMatchObject([
    {
      state: 'bad',
      says: expect.stringContaining('no previews'),
      next: expect.stringContaining('meniscus deploy'),
    },
  ]);
  visitors = (path) =>
    path === '/_preview/version'
      ? { status: 200, body: JSON.stringify({ meniscus: '0.1.0', manifest: MANIFEST_FORMAT + 1 }) }
      : { status: 200, release: '2-b', body: 'x' };
  expect(await about('bindings')).toEqual([]);
  expect((await about('versions'))[1]).toMatchObject({
    state: 'bad',
    says: expect.stringContaining('(site) is 0.1.0'),
  });
});

test('a folder that is no site, or has files that no site can have', async () => {
  expect(await ofFolder()).toMatchObject({ state: 'good', says: expect.stringContaining('1 file') });
  ada.write('pages/About.liquid', 'x');
  expect(await ofFolder()).toMatchObject({ state: 'bad', next: expect.stringContaining('mv') });
  ada.delete('site.yaml');
  rmSync(join(ada.folder, 'pages'), { recursive: true });
  expect(await ofFolder()).toMatchObject({ state: 'note', next: 'meniscus init begins one' });
});

test('whether a deploy has something to sign in with', () => {
  const env = { HOME: ada.home };
  expect(account({ env })).toMatchObject({ state: 'note', next: expect.stringContaining('wrangler login') });
  ada.write('../.config/.wrangler/config/default.toml', 'oauth_token = "x"');
  expect(account({ env })).toMatchObject({ state: 'good' });
  const told = account({ env: { CLOUDFLARE_API_TOKEN: 'secret-of-cloudflare' } });
  expect(told).toMatchObject({ state: 'good', says: 'CLOUDFLARE_API_TOKEN is set' });
  expect(JSON.stringify(told)).not.toContain('secret-of-cloudflare');
});

test.each([
  [['undefined', 'kv;dur=0, fetch;dur=0, render;desc="12 operations"'], undefined, /^$/],
  [
    ['kv;dur=3, edge;dur=20;desc="MISS"', 'kv;dur=0, edge;dur=2;desc="HIT"'],
    'good',
    /out of the Workers Cache/,
  ],
  [
    ['kv;dur=3, edge;dur=20;desc="NONE"', 'kv;dur=0, edge;dur=2;desc="NONE"'],
    'bad',
    /no Workers Cache in front/,
  ],
  [['kv;dur=3, edge;desc="FAILED"', 'kv;dur=3, edge;desc="FAILED"'], 'bad', /does not answer/],
  [['kv;dur=3, render;desc="9 operations", edge;desc="DYNAMIC"'], 'note', /differs between visitors/],
  [
    ['kv;dur=3, edge;dur=20;desc="MISS"', 'render;desc="0 operations", edge;desc="MEMORY"'],
    'note',
    /not show yet/,
  ],
])('%j of the Workers Cache is %s', (timings, state, says) => {
  const finding = edgeOf(timings);
  expect(finding?.state).toBe(state);
  expect(finding?.says ?? '').toMatch(says);
});

test('the home page is asked again where the site Worker asks the Workers Cache', async () => {
  status = { ...STATUS, siteUrl: url, live: { release: 'r1', since: 1, everywhereBy: 2 } };
  const said = ['MISS', 'HIT', 'HIT'];
  visitors = (path) => ({
    status: 200,
    release: 'r1',
    body: '',
    ...(path === '/' && { timing: `kv;dur=0, edge;dur=1;desc="${said.shift()}"` }),
  });
  expect((await about('cache')).map(({ state }) => state)).toEqual(['good']);
});
