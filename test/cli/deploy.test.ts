import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deploySite } from '../../cli/deploy/deploy-workers.ts';
import { Wrangler } from '../../cli/deploy/wrangler.ts';
import { type Answer, fakeWrangler } from './support/fake-wrangler.ts';
import { Person } from './support/meniscus.ts';
import { copyProject } from './support/project.ts';

const LISTED = JSON.stringify([
  { id: 'aaaa', title: 'something-else', supports_url_encoding: true },
  { id: 'cafe', title: 'meniscus', supports_url_encoding: true },
]);

const deployed = (name: string, ...targets: string[]): Answer => ({
  args: ['deploy', '-c', name === 'meniscus-site' ? 'wrangler.deploy.json' : 'admin/wrangler.deploy.json'],
  stdout: `
 ⛅️ wrangler 4.156.2
────────────────────
Total Upload: 61.20 KiB / gzip: 20.51 KiB
Your Worker has access to the following bindings:
Binding                     Resource
env.KV (cafe)               KV Namespace

Uploaded ${name} (2.10 sec)
Deployed ${name} triggers (0.61 sec)
${targets.map((target) => `  ${target}`).join('\n')}
Current Version ID: 6f2c1ad0-5a2a-4b39-9d1f-1f8f2f6a4a11
`,
});

const ADMIN = deployed('meniscus-admin', 'https://meniscus-admin.someone.workers.dev');
const SITE = deployed('meniscus-site', 'https://meniscus-site.someone.workers.dev');

const FIRST: readonly Answer[] = [
  { args: ['kv', 'namespace', 'list'], stdout: '[]\n' },
  {
    args: ['kv', 'namespace', 'create', 'meniscus'],
    stdout: '🌀 Creating namespace with title "meniscus"\n✨ Success!\n',
  },
  { args: ['kv', 'namespace', 'list'], stdout: LISTED },
  ADMIN,
  { args: ['secret', 'list'], stdout: '[]\n' },
  { args: ['secret', 'put', 'ADMIN_TOKEN'], stdout: '✨ Success! Uploaded secret ADMIN_TOKEN\n' },
  SITE,
  ADMIN,
];

const LATER: readonly Answer[] = [
  { args: ['kv', 'namespace', 'list'], stdout: LISTED },
  ADMIN,
  { args: ['secret', 'list'], stdout: '[{"name":"ADMIN_TOKEN","type":"secret_text"}]' },
  SITE,
  ADMIN,
];

test('a first deploy makes the namespace, deploys the admin before the site, and sets a token', async () => {
  const { wrangler, calls } = fakeWrangler(FIRST);
  const { site, admin, token } = await deploySite(wrangler);
  expect({ site, admin }).toEqual({
    site: 'https://meniscus-site.someone.workers.dev',
    admin: 'https://meniscus-admin.someone.workers.dev',
  });
  expect(calls().map(({ args }) => args.slice(0, 3).join(' '))).toEqual([
    'kv namespace list',
    'kv namespace create',
    'kv namespace list',
    'deploy -c admin/wrangler.deploy.json',
    'secret list -c',
    'secret put ADMIN_TOKEN',
    'deploy -c wrangler.deploy.json',
    'deploy -c admin/wrangler.deploy.json',
  ]);
  expect(token).toMatch(/^[\w-]{43}$/);
});

test('the token goes to wrangler by standard input only, and into no line that is shown', async () => {
  const { wrangler, calls, said } = fakeWrangler(FIRST);
  const { token = '' } = await deploySite(wrangler);
  expect(calls().filter(({ stdin }) => stdin === `${token}\n`)).toHaveLength(1);
  expect(JSON.stringify([said, calls().map(({ args }) => args)])).not.toContain(token);
});

test('both Workers get the id of one namespace, and the admin learns where the site is', async () => {
  const { wrangler, calls } = fakeWrangler(FIRST);
  await deploySite(wrangler);
  const configs = calls().flatMap(({ args, config }) => (args[0] === 'deploy' && config ? [config] : []));
  expect(configs.map(({ kv_namespaces }) => kv_namespaces.map(({ id }) => id))).toEqual([
    ['cafe'],
    ['cafe'],
    ['cafe'],
  ]);
  expect(configs.map(({ vars }) => vars.SITE_URL)).toEqual([
    undefined,
    undefined,
    'https://meniscus-site.someone.workers.dev',
  ]);
});

test('a later deploy makes no second namespace and leaves the token alone', async () => {
  const { wrangler, calls } = fakeWrangler(LATER);
  expect((await deploySite(wrangler)).token).toBeUndefined();
  const commands = calls().map(({ args }) => args.slice(0, 3).join(' '));
  expect(commands.filter((command) => /create|put/.test(command))).toEqual([]);
});

test('a custom domain is the URL that counts', async () => {
  const site = deployed(
    'meniscus-site',
    'https://meniscus-site.someone.workers.dev',
    'neap.example (custom domain)',
  );
  const { wrangler } = fakeWrangler([...LATER.slice(0, 3), site, ADMIN]);
  expect((await deploySite(wrangler)).site).toBe('https://neap.example');
});

test('without a login nothing is done, and the error says how to log in', async () => {
  const { wrangler, calls } = fakeWrangler([{ args: ['kv'], code: 1, stderr: '' }]);
  await expect(deploySite(wrangler)).rejects.toThrow(/npx wrangler login.*CLOUDFLARE_API_TOKEN/);
  expect(calls()).toHaveLength(1);
});

test('a deploy that fails stops there', async () => {
  const { wrangler, calls } = fakeWrangler([
    { args: ['kv'], stdout: LISTED },
    { args: ['deploy'], code: 1 },
  ]);
  await expect(deploySite(wrangler)).rejects.toThrow('wrangler deploy -c admin/wrangler.deploy.json failed');
  expect(calls()).toHaveLength(2);
});

test('a dry run shows every step and asks the account nothing', async () => {
  const answer = { args: ['deploy'], stdout: '--dry-run: exiting now.\n' };
  const { wrangler, calls, said } = fakeWrangler([answer, answer, answer], true);
  await deploySite(wrangler);
  expect(calls().every(({ args }) => args[0] === 'deploy' && args.includes('--dry-run'))).toBe(true);
  expect(
    said.filter((line) => line.includes('$ wrangler')).map((line) => line.trim().slice(2).split(' -')[0]),
  ).toEqual([
    'wrangler kv namespace list',
    'wrangler kv namespace create meniscus',
    'wrangler kv namespace list',
    'wrangler deploy',
    'wrangler secret list',
    'wrangler secret put ADMIN_TOKEN',
    'wrangler deploy',
    'wrangler deploy',
  ]);
});

test('wrangler itself takes the configurations that a deploy writes', async () => {
  const root = copyProject();
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const path = `${root}/node_modules/.bin/wrangler`;
  await deploySite(new Wrangler({ root, path, dryRun: true, say: () => undefined }));
  await deploySite(new Wrangler({ root, path, dryRun: true, say: () => undefined }), { edgeCache: true });
});

test('EDGE_CACHE chooses the Worker that is deployed, and an option goes before it', async () => {
  const mainOf = async (options: { readonly edgeCache?: boolean }, value: string) => {
    const { root, wrangler, calls, said } = fakeWrangler(LATER);
    const path = join(root, 'wrangler.toml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('EDGE_CACHE = "off"', `EDGE_CACHE = "${value}"`));
    await deploySite(wrangler, options);
    const config = calls().find(({ args }) => args.includes('wrangler.deploy.json'))?.config;
    return [config?.main, said.find((line) => line.includes('Workers Cache'))?.trim()];
  };
  expect(await mainOf({}, 'off')).toEqual(['build/site/index.js', 'Workers Cache: off (EDGE_CACHE)']);
  expect(await mainOf({}, 'on')).toEqual(['build/edge/index.js', 'Workers Cache: on (EDGE_CACHE)']);
  expect((await mainOf({ edgeCache: false }, 'on'))[0]).toBe('build/site/index.js');
});

test.each([undefined, true, false])(
  'a [cache] of the whole Worker is refused, also with --edge-cache: %s',
  async (edgeCache) => {
    const { root, wrangler, calls } = fakeWrangler(LATER);
    appendFileSync(join(root, 'wrangler.toml'), '\n[cache]\nenabled = true\n');
    const deploying = deploySite(wrangler, edgeCache === undefined ? {} : { edgeCache });
    await expect(deploying).rejects.toThrow('Remove it, and set EDGE_CACHE = "on"');
    expect(calls()).toEqual([]);
  },
);

test('an own host is a custom domain, of each Worker its own', async () => {
  const { wrangler, calls } = fakeWrangler(LATER);
  await deploySite(wrangler, { domain: 'example.com', adminDomain: 'admin.example.com' });
  const routes = calls().flatMap(({ args, config }) => (args[0] === 'deploy' ? [config?.routes] : []));
  const of = (pattern: string) => [{ pattern, custom_domain: true }];
  expect(routes).toEqual([of('admin.example.com'), of('example.com'), of('admin.example.com')]);
});

test('visitors do not meet a new site Worker before the admin is as it should be', async () => {
  const { wrangler, calls } = fakeWrangler(LATER);
  const checkAdmin = async (admin: string | undefined) => {
    throw new Error(`${admin} makes releases of another format`);
  };
  await expect(deploySite(wrangler, { checkAdmin })).rejects.toThrow(
    'https://meniscus-admin.someone.workers.dev makes releases of another format',
  );
  expect(calls().some(({ args }) => args.includes('wrangler.deploy.json'))).toBe(false);
});

test('no older version is put over a newer one', async () => {
  const newer = createServer((_, response) => {
    const status = {
      site: 'main',
      files: 0,
      draft: '"d1"',
      live: null,
      publishing: null,
      siteUrl: null,
      limits: {},
      versions: { meniscus: '99.0.0', manifest: 99 },
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(status));
  });
  await new Promise<void>((resolve) => newer.listen(0, '127.0.0.1', resolve));
  const { port } = newer.address() as AddressInfo; // a TCP server's address is one
  const ada = new Person();
  ada.env = { MENISCUS_URL: `http://localhost:${port}`, MENISCUS_TOKEN: 'a-token-of-the-operator' };
  const { code, err } = await ada.run(['deploy']);
  newer.closeAllConnections();
  newer.close();
  ada.remove();
  expect([code, err]).toEqual([1, expect.stringContaining('runs Meniscus 99.0.0')]);
});
