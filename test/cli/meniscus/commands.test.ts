import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importResponse } from '../../../schema/api/batch.ts';
import { publishedSchema, releaseListResponse, statusResponse } from '../../../schema/api/core.ts';
import { diffResponse } from '../../../schema/api/history.ts';
import { previewMadeResponse } from '../../../schema/api/previews.ts';
import { VERSION } from '../../../schema/version.ts';
import { bin, Person, runProcess } from '../support/meniscus.ts';
import { Server, useServer } from '../support/server.ts';

let server: Server;
let ada: Person;

useServer((started) => {
  server = started;
});

beforeEach(() => {
  ada = new Person();
  ada.env = server.env;
  ada.write('site.yaml', 'title: Test\n');
  ada.write('pages/index.liquid', '<h1>One</h1>\n');
});

afterEach(() => ada.remove());

/** Publishes the folder with this home page. */
async function release(text: string): Promise<string> {
  ada.write('pages/index.liquid', text);
  await ada.run(['push']);
  const { json, err } = await ada.json(['publish', '-m', text]);
  expect(err).toBe('');
  return publishedSchema.parse(json.release).id;
}

test('init makes each example, which checks and publishes, and never writes over a site', async () => {
  for (const example of ['starter', 'shop', 'blank']) {
    const made = await ada.json(['init', example, '--example', example]);
    expect([made.code, made.json.example]).toEqual([0, example]);
    const checked = await ada.run(['check', example, '--max-warnings', '0']);
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('0 errors, 0 warnings')]);
  }
  expect((await ada.run(['push', 'blank'])).code).toBe(0);
  expect((await ada.run(['publish', 'blank'])).code).toBe(0);
  expect((await server.visit('/')).text).toContain('<h1>My site</h1>');
  const again = await ada.run(['init', 'blank']);
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('is a site already')]);
  expect((await ada.run(['init', 'x', '--example', 'nope'])).code).toBe(2);
});

test('publish says the release; what the gate finds is drawn, and visitors keep what they have', async () => {
  const id = await release('<h1>First</h1>');
  expect((await server.visit('/')).text).toContain('First');
  const nothing = await ada.json(['publish']);
  expect([nothing.code, nothing.json]).toEqual([0, { release: null, live: id }]);
  ada.write('pages/index.liquid', '---\nfetch: { post: nowhere:/x }\n---\n{{ post.x }}');
  await ada.run(['push']);
  const refused = await ada.run(['publish']);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('pages/index.liquid');
  expect(refused.err).toContain('Visitors see what they saw');
  expect((await server.visit('/')).text).toContain('First');
});

test('publish --only publishes some files, says what it leaves, and what those need', async () => {
  await release('<h1>Before</h1>');
  ada.write('pages/index.liquid', '<h1>Only</h1>{% render "only" %}');
  ada.write('partials/only.liquid', 'this');
  ada.write('pages/unfinished.liquid', 'Unfinished');
  await ada.run(['push']);
  const refused = await ada.run(['publish', '--only', 'pages/index.liquid']);
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining('Publish these too: --only partials/only.liquid'),
  ]);
  expect((await server.visit('/')).text).toContain('Before');
  const { code, out } = await ada.run(['publish', '--only', 'pages/index.liquid', 'partials']);
  expect([code, out]).toEqual([0, expect.stringContaining('still in the draft: pages/unfinished.liquid.')]);
  expect((await server.visit('/')).text).toContain('<h1>Only</h1>this');
  expect((await server.visit('/unfinished')).status).toBe(404);
  await server.api('DELETE', '/files/pages/unfinished.liquid');
  await ada.run(['pull']);
});

test('publish --expect publishes what was pushed and nothing else', async () => {
  await release('<h1>Third</h1>');
  ada.write('pages/index.liquid', '<h1>Fourth</h1>');
  await ada.run(['push']);
  await server.api('PUT', '/files/pages/other.liquid', 'Somebody else');
  const late = await ada.run(['publish', '.', '--expect']);
  expect([late.code, late.err]).toEqual([5, expect.stringContaining('changed')]);
  expect((await server.visit('/')).text).toContain('Third');
  await ada.run(['push']);
  expect((await ada.run(['publish', '--expect'])).code).toBe(5);
  await ada.run(['pull']);
  expect((await ada.run(['publish', '--expect'])).code).toBe(0);
  expect((await server.visit('/')).text).toContain('Fourth');
});

test('releases, rollback and diff', async () => {
  const first = await release('<h1>Fifth</h1>');
  const second = await release('<h1>Sixth</h1>');
  const listed = releaseListResponse.parse((await ada.json(['releases', '--limit', '2'])).json);
  expect(listed.releases.map(({ id }) => id)).toEqual([second, first]);
  const diff = await ada.json(['diff', first, second, '--pages']);
  diffResponse.parse(diff.json);
  expect(diff.json.pages[0].after.body).toContain('Sixth');
  expect((await ada.run(['diff', first, second])).out).toContain('+<h1>Sixth</h1>');
  const back = await ada.json(['rollback']);
  expect(statusResponse.parse(back.json).live?.release).toBe(first);
  expect((await server.visit('/')).text).toContain('Fifth');
  expect((await ada.run(['rollback', String(listed.releases[0]?.version)])).code).toBe(0);
  expect((await server.visit('/')).text).toContain('Sixth');
  expect((await ada.run(['rollback', second])).out).toContain('is live on');
  const numbers = listed.releases.map(({ version }) => String(version)).reverse();
  expect((await ada.json(['diff', ...numbers])).json).toEqual((await ada.json(['diff', first, second])).json);
  const shown = await ada.json(['preview', '--release', numbers[0] ?? '']);
  expect(shown.json.preview.what).toBe(first);
  for (const args of [['rollback'], ['diff', 'live'], ['preview', '--release']])
    for (const name of ['no-such-release', '999']) {
      const none = await ada.run([...args, name]);
      expect([none.code, none.err]).toEqual([1, expect.stringContaining(name)]);
      expect(none.err).toContain('Nothing was changed.\n  → meniscus releases lists them.');
    }
});

test('preview makes a link that shows the draft', async () => {
  await release('<h1>Live</h1>');
  ada.write('pages/index.liquid', '<h1>Draft</h1>');
  await ada.run(['push']);
  const made = await ada.json(['preview', '--label', 'Look', '--hours', '1']);
  const { url } = previewMadeResponse.parse(made.json);
  expect((await ada.run(['open', 'site'])).out.trim()).toBe(server.site);
  expect((await server.visit(new URL(url).pathname)).status).toBe(302);
  expect((await ada.run(['preview', '--hours', '9999'])).code).toBe(2);
});

test('export and import carry a site over', async () => {
  ada.write('assets/a.css', 'body{}');
  await ada.run(['push']);
  expect((await ada.run(['export', 'all.zip'])).code).toBe(0);
  expect((await ada.run(['export', 'all.zip'])).code).toBe(2);
  await server.empty();
  const tried = await ada.json(['import', 'all.zip', '--dry-run']);
  expect(importResponse.parse(tried.json).files.length).toBe(3);
  expect(JSON.parse((await server.api('GET', '/status')).text).files).toBe(0);
  expect((await ada.run(['import', 'all.zip'])).code).toBe(0);
  expect((await ada.json(['push'])).json.targets[0].moves).toEqual([]);
  writeFileSync(join(ada.folder, 'names.zip'), zipSync({ 'pages/Upper.liquid': strToU8('Hi') }));
  const names = await ada.run(['import', 'names.zip']);
  expect([names.code, names.err]).toEqual([1, expect.stringContaining('import --rename gives')]);
  expect(names.err).not.toContain('rename=1');
  writeFileSync(join(ada.folder, 'cut.zip'), readFileSync(join(ada.folder, 'all.zip')).subarray(0, 50));
  const cut = await ada.run(['import', 'cut.zip']);
  expect([cut.code, cut.err]).toEqual([1, expect.stringContaining('→ Mend it where cut.zip was made')]);
});

test('several sites at once; a commit that is pushed twice does nothing twice', async () => {
  const other = await Server.start();
  ada.env = {};
  await ada.run(['login', server.admin, '--name', 'staging'], { input: server.token });
  await ada.run(['login', other.admin, '--name', 'production'], { input: other.token });
  const both = await ada.json(['push', '--to', 'staging', '--to', 'production']);
  expect(both.json.targets.map((each: { site: string }) => each.site)).toEqual(['staging', 'production']);
  await other.api('PUT', '/files/pages/index.liquid', 'Theirs');
  ada.write('pages/index.liquid', 'Ours');
  const stuck = await ada.run(['push', '--to', 'staging', '--to', 'production', '.']);
  expect([stuck.code, stuck.err]).toEqual([5, expect.stringContaining('Nothing was sent to staging either')]);
  expect((await server.api('GET', '/files/pages/index.liquid')).text).toBe('<h1>One</h1>\n');
  await other.stop();
  const before = JSON.parse((await server.api('GET', '/status')).text).draft;
  const [one, two] = await Promise.all([
    ada.json(['push', '--to', 'staging']),
    ada.json(['push', '--to', 'staging']),
  ]);
  expect([one.code, two.code].filter((code) => code === 0).length).toBeGreaterThan(0);
  await ada.json(['push', '--to', 'staging']);
  const count = (etag: string) => Number(/\d+/.exec(etag)?.[0]);
  expect(count(JSON.parse((await server.api('GET', '/status')).text).draft) - count(before)).toBe(1);
});

test('doctor looks at everything, and fails when a site is out of reach', async () => {
  await release('<h1>Seventh</h1>');
  const well = await ada.run(['doctor']);
  expect([well.code, well.out]).toEqual([0, expect.stringContaining('signed in as operator')]);
  for (const word of ['node', 'folder', 'wrangler', 'cloudflare', 'clock', 'limits', 'plan'])
    expect(well.out).toContain(word);
  for (const who of ['(admin)', '(site)'])
    expect(well.out).toContain(`${who} is ${VERSION}, as this command`);
  const ill = await ada.json(['doctor'], { env: { MENISCUS_URL: 'http://localhost:9' } });
  expect([ill.code, ill.json.ok]).toEqual([1, false]);
});

test('check draws, and speaks to GitHub and to code scanning', async () => {
  ada.write('pages/index.liquid', 'a\r\n{{ title | upcse }}\r\n');
  ada.write('pages/Bad.liquid', 'x');
  const pretty = await ada.run(['check']);
  expect(pretty.code).toBe(1);
  expect(pretty.out).toContain('  2 | {{ title | upcse }}\n    |            ^^^^^\n  → Did you mean upcase?');
  expect(pretty.out).toContain('Paths are lower case');
  expect((await ada.run(['check', '--format', 'github'])).out).toContain(
    '::error file=pages/index.liquid,line=2,endLine=2,col=12,endColumn=17,title=unknown_filter::',
  );
  const sarif = JSON.parse((await ada.run(['check', '--format', 'sarif'])).out);
  expect([sarif.version, sarif.runs[0].results.length]).toEqual(['2.1.0', 3]);
  const json = await ada.json(['check']);
  expect([json.json.ok, json.json.errors]).toEqual([false, 2]);
  const fixed = await ada.json(['check', '--fix']);
  expect(fixed.json.fixed).toEqual([{ path: 'pages/index.liquid', code: 'crlf' }]);
  expect(ada.read('pages/index.liquid')).toBe('a\n{{ title | upcse }}\n');
});

test('check says what the server says', async () => {
  ada.write('pages/index.liquid', "{% render 'missing' %}{{ site.nothing }}{{ data.none }}");
  ada.write('pages/a.liquid', '---\nroute: /same\n---\n');
  ada.write('pages/same.liquid', 'x');
  ada.write('layouts/base.liquid', '<a href="{{ content }}">{% if x %}');
  const here = (await ada.json(['check'])).json.diagnostics;
  ada.write('layouts/base.liquid', '{{ content }}');
  const sound = (await ada.json(['check'])).json.diagnostics;
  expect(here.length).toBeGreaterThan(sound.length);
  await ada.run(['push']);
  const there = JSON.parse((await server.api('POST', '/validate', {})).text).diagnostics;
  const names = (found: { path: string; code: string }[]) =>
    found.map(({ path, code }) => `${path} ${code}`).sort();
  expect(names(sound)).toEqual(names(there));
});

test('the cache of check changes nothing but the time', async () => {
  ada.write('pages/index.liquid', "{% render 'a', x: 1 %}");
  ada.write('partials/a.liquid', '{{ x }}{{ y }}');
  const first = await ada.json(['check']);
  expect(existsSync(join(ada.folder, '.meniscus/check.json'))).toBe(true);
  expect((await ada.json(['check'])).json).toEqual(first.json);
  expect((await ada.json(['check', '--no-cache'])).json).toEqual(first.json);
  ada.write('partials/a.liquid', '{{ x }}{{ y | nope }}');
  expect((await ada.json(['check'])).json.errors).toBe(1);
});

test('--help teaches by example, --json prints one document, NO_COLOR is heeded, wrong use is 2', async () => {
  const help = await ada.run(['push', '--help']);
  expect([help.code, help.out]).toEqual([
    0,
    expect.stringContaining('$ meniscus push --only pages/about.liquid'),
  ]);
  expect((await ada.run([])).out).toContain('Exit codes');
  const wrong = await ada.run(['push', '--frce']);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('Did you mean --force?')]);
  expect((await ada.json(['nothing'])).json.error.code).toBe('usage');
  const coloured = await ada.run(['check'], { env: { FORCE_COLOR: '1' } });
  expect(coloured.out).toContain('\u001b[32m');
  const plain = await ada.run(['check'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
  expect(plain.out).not.toContain('\u001b');
});

test('whoever reads may have enough: no command fails of that', async () => {
  const line = 'set -o pipefail; "$0" "$1" check | true';
  const env = { PATH: process.env.PATH ?? '', HOME: ada.home };
  const ended = await runProcess('bash', ['-c', line, process.execPath, await bin()], {
    cwd: ada.folder,
    env,
  });
  expect([ended.code, ended.err]).toEqual([0, '']);
});

test('Ctrl-C in the middle says what is kept', async () => {
  ada.write('data/big.json', `"${'x'.repeat(1_000_000)}"`);
  // Nobody answers, so the command waits.
  const silent = createServer();
  const asked = once(silent, 'request');
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo; // a TCP server's address is one
  const env = { MENISCUS_URL: `http://127.0.0.1:${port}` };
  const stopped = await ada.run(['push'], { env, endWhen: asked, signal: 'SIGINT' });
  silent.closeAllConnections();
  silent.close();
  expect(stopped.code).toBe(130);
  expect(stopped.err).toContain('Nothing was changed');
  expect((await ada.run(['push'])).code).toBe(0);
});
