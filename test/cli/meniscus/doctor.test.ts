import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { versionOf } from '../../../cli/doctor/site.ts';
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
let visitors: (path: string) => { status: number; release?: string; body: string };
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
    const { status: code, release, body } = visitors(path);
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

/** What it says about one thing, with what to do. */
async function about(what: string): Promise<{ state: string; says: string; next?: string }[]> {
  const { json: found } = await ada.json(['doctor']);
  return found.findings.filter((each: { about: string }) => each.about === what);
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
  date = new Date(Date.now() - 600_000);
  expect(await about('clock')).toMatchObject([
    { state: 'bad', says: expect.stringMatching(/^(?:599|60\d) s ahead of/) },
  ]);
  date = new Date(Date.now() + 600_000);
  expect(await about('clock')).toMatchObject([{ state: 'bad', says: expect.stringContaining('behind') }]);
  date = new Date();
  expect(await about('clock')).toMatchObject([{ state: 'good' }]);
});

test('a site that is full, and what the free plan carries', async () => {
  status = { ...STATUS, files: 19_999, limits: { filesPerSite: 20_000 } };
  expect(await about('limits')).toMatchObject([{ state: 'note', says: '19999 of 20000 files' }]);
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
  expect((await ada.run(['doctor'])).code).toBe(1);
});

test('a folder that is no site, or has files that no site can have', async () => {
  ada.write('pages/About.liquid', 'x');
  expect(await about('folder')).toMatchObject([{ state: 'bad', next: expect.stringContaining('mv') }]);
  ada.delete('site.yaml');
  ada.delete('pages/About.liquid');
  const { json: bare } = await ada.json(['doctor'], { cwd: ada.home });
  expect(bare.findings.find((each: { about: string }) => each.about === 'folder')).toMatchObject({
    state: 'note',
    next: 'meniscus init begins one',
  });
});

test('whether a deploy has something to sign in with', async () => {
  expect(await about('cloudflare')).toMatchObject([
    { state: 'note', next: expect.stringContaining('wrangler login') },
  ]);
  ada.env = { ...ada.env, CLOUDFLARE_API_TOKEN: 'secret-of-cloudflare' };
  const { out } = await ada.run(['doctor']);
  expect(out).toContain('CLOUDFLARE_API_TOKEN is set');
  expect(out).not.toContain('secret-of-cloudflare');
});
