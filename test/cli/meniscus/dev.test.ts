import { symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Person } from '../support/meniscus.ts';
import { RunningDev } from '../support/running.ts';
import { type Server, useServer } from '../support/server.ts';
import { freePort } from '../support/started.ts';

let server: Server;
let ada: Person;
let dev: RunningDev | undefined;

useServer((started) => {
  server = started;
});

beforeEach(() => {
  ada = new Person();
  ada.env = server.env;
  ada.write('site.yaml', 'title: Test\ndefaults: { layout: base }\n');
  ada.write('layouts/base.liquid', '<html><body>{{ content }}</body></html>');
  ada.write('pages/index.liquid', '<h1>One</h1>\n');
});

afterEach(async () => {
  await dev?.stop();
  ada.remove();
});

const draft = async (path: string) => (await server.api('GET', `/files/${path}`)).text;

test('a save is in the draft and in the page; one with an error is drawn, and the last good page stays', async () => {
  dev = await RunningDev.start(ada, ['--port', String(await freePort())]);
  const running = dev;
  await running.until(() => running.last.version > 0, 'the first save');
  expect((await running.page()).text).toContain('<h1>One</h1>');
  expect((await running.page()).text).toContain('/_meniscus-dev/dev.js');

  const before = running.last.version;
  const saved = performance.now();
  ada.write('pages/index.liquid', '<h1>Two</h1>\n');
  await running.until(() => running.last.version > before, 'a reload');
  expect((await running.page()).text).toContain('<h1>Two</h1>');
  console.log(`from save to reloaded page: ${Math.round(performance.now() - saved)} ms`);
  expect(await draft('pages/index.liquid')).toBe('<h1>Two</h1>\n');

  ada.write('pages/index.liquid', '<h1>{{ page.title | upcse }}</h1>\n');
  await running.until(() => running.last.problem !== '', 'a problem');
  expect(running.last.problem).toContain('There is no filter upcse');
  expect(running.last.problem).toContain('^^^^^');
  expect(running.output).toContain('Not saved; the page stays as it was.');
  expect((await running.page()).text).toContain('<h1>Two</h1>');

  // An editor writes the same once more; then another file is saved.
  ada.write('pages/index.liquid', '<h1>{{ page.title | upcse }}</h1>\n');
  ada.write('pages/other.liquid', '');
  ada.write('pages/other.liquid', 'Other');
  await running.until(async () => (await draft('pages/other.liquid')) === 'Other', 'the other file');
  await running.until(() => running.last.problem !== '', 'what is still wrong');
  expect(running.output.match(/There is no filter upcse/g)).toHaveLength(1);
  expect(running.last.problem).toContain('There is no filter upcse');

  ada.write('pages/index.liquid', '<h1>Three</h1>\n');
  await running.until(() => running.last.problem === '', 'the end of the problem');
  expect((await running.page()).text).toContain('<h1>Three</h1>');
  ada.write('pages/new/deep/a.liquid', 'Deep');
  await running.until(
    async () => (await running.page('/new/deep/a')).text.includes('Deep'),
    'a file in a new folder',
  );
  expect(await running.stop()).toBe(0);
  expect(running.output).toContain('All that was saved is kept');
});

test('what others save comes here, or is said to conflict', async () => {
  dev = await RunningDev.start(ada, ['--port', String(await freePort())]);
  const running = dev;
  await running.until(() => running.last.version > 0, 'the first save');
  await server.api('PUT', '/files/pages/theirs.liquid', 'Theirs');
  await running.until(() => ada.read('pages/theirs.liquid') === 'Theirs', 'their page');
  ada.write('pages/index.liquid', '{{ broken');
  await running.until(() => running.last.problem !== '', 'a save that is refused');
  await server.api('PUT', '/files/pages/index.liquid', 'Theirs too');
  await running.until(() => running.output.includes('In conflict'), 'a conflict');
  expect(ada.read('pages/index.liquid')).toBe('{{ broken');
  expect(await draft('pages/index.liquid')).toBe('Theirs too');
});

test('what no site can have is said, and is not taken for a file that is gone', async () => {
  dev = await RunningDev.start(ada, ['--delete', '--port', String(await freePort())]);
  const running = dev;
  await running.until(() => running.last.version > 0, 'the first save');
  ada.delete('pages/index.liquid');
  symlinkSync('../site.yaml', join(ada.folder, 'pages/index.liquid'));
  ada.write('pages/About.liquid', 'About');
  ada.write('pages/fine.liquid', 'Fine');
  await running.until(async () => (await draft('pages/fine.liquid')) === 'Fine', 'the file that is one');
  await running.until(() => running.last.problem.includes('symbolic link'), 'the link');
  expect(running.last.problem).toContain("mv 'pages/About.liquid' 'pages/about.liquid'");
  expect(await draft('pages/index.liquid')).toBe('<h1>One</h1>\n');
  ada.delete('pages/index.liquid');
  ada.delete('pages/About.liquid');
  await running.until(() => running.last.problem === '', 'the end of the problems');
  await running.until(async () => !(await draft('pages/index.liquid')).includes('One'), 'the removal');
});

test('a server that goes away and comes back loses nothing', async () => {
  dev = await RunningDev.start(ada, ['--port', String(await freePort())]);
  const running = dev;
  await running.until(() => running.last.version > 0, 'the first save');
  await server.pause();
  ada.write('pages/index.liquid', '<h1>Meanwhile</h1>\n');
  await running.until(() => running.output.includes('gives no answer'), 'the sentence about the network');
  await server.resume();
  await running.until(async () => (await draft('pages/index.liquid')) === '<h1>Meanwhile</h1>\n', 'the save');
  await running.until(() => running.output.includes('answers again'), 'the sentence that it is back');
});

test('dev --local renders the folder without a server: assets, upstreams, and samples where those fail', async () => {
  const upstream = createServer((request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ name: `real ${request.url} ${request.headers.authorization}` }));
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo; // a TCP server's address is one
  const site = (url: string) =>
    `title: Test\nupstreams:\n  api: { url: '${url}', headers: { Authorization: 'Bearer \${KEY}' } }\n`;
  ada.env = { KEY: 'secret' };
  ada.write('site.yaml', site(`http://127.0.0.1:${port}/v1`));
  ada.write(
    'pages/p/[slug].liquid',
    '---\nfetch: { item: "api:/items/{slug}?all=1" }\n---\n<p>{{ item.name }}</p>{{ "a.css" | asset_url }}',
  );
  ada.write('samples/item.json', '{"name": "sampled"}');
  ada.write('assets/a.css', 'body { color: red }');
  dev = await RunningDev.start(ada, ['--local', '--port', String(await freePort())]);
  const running = dev;
  await running.until(() => running.last.version > 0, 'the first build');
  const page = await running.page('/p/x');
  expect(page.text).toContain('<p>real /v1/items/x?all=1 Bearer secret</p>');
  const asset = /\/assets\/a\.css\?v=[\w-]+/.exec(page.text)?.[0] ?? '';
  expect((await running.page(asset)).text).toBe('body { color: red }');
  upstream.close();
  upstream.closeAllConnections();
  await running.until(async () => (await running.page('/p/y')).text.includes('<p>sampled</p>'), 'the sample');
  ada.write('pages/index.liquid', '{% render "nothing" %}');
  await running.until(
    () => running.last.problem.includes('partials/nothing.liquid does not exist'),
    'a problem',
  );
  expect((await running.page()).text).toContain('<h1>One</h1>');
  ada.write('partials/nothing.liquid', 'Something');
  await running.until(async () => (await running.page()).text.includes('Something'), 'the mended page');
  expect(await running.stop()).toBe(0);
});
