import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { descendants, stillRunning } from './support/processes.ts';
import { copyProject } from './support/project.ts';
import { freePort, Started } from './support/started.ts';

let root: string;
let port: number;
let started: Started;

beforeAll(async () => {
  root = copyProject();
  port = await freePort();
  started = await new Started(root, port).ready();
});

afterAll(async () => {
  await started.interrupt();
  rmSync(root, { recursive: true, force: true });
});

test('a first start serves the starter site', async () => {
  const home = await started.get('/');
  expect(home.status).toBe(200);
  expect(home.text).toContain('<h1>The sea, on your kitchen wall.</h1>');
  expect((await started.get('/posts/one-hand-is-enough')).text).toContain('It is in a drawer');
});

test('every page that the home page leads to is there, and so is what it loads', async () => {
  const seen = new Set(['/', '/feed.xml']);
  for (const path of seen) {
    const { status, text } = await started.get(path);
    expect([path, status]).toEqual([path, 200]);
    for (const [, href = ''] of text.matchAll(/(?:href|src)="(\/[^"#]*)/g)) seen.add(href);
  }
  expect(seen.size).toBeGreaterThan(8);
  for (const path of ['/no-such-page', '/posts/no-such-entry']) {
    const { status, text } = await started.get(path);
    expect([status, text.includes('You have sailed off the chart')]).toEqual([404, true]);
  }
});

test('the token is random, long, and readable by its owner only', () => {
  expect(started.token).toMatch(/^[\w-]{43}$/);
  expect(statSync(join(root, 'admin/.dev.vars')).mode & 0o077).toBe(0);
});

test('the printed link holds a code that opens a session, once', async () => {
  const code = /http:\/\/admin\.localhost:\d+\/#sign-in=(\S+)/.exec(started.output)?.[1];
  const open = async () => (await started.admin('POST', '/api/session', JSON.stringify({ code }))).status;
  expect([await open(), await open()]).toEqual([201, 401]);
});

test('the API says where this start serves the site', async () => {
  expect(JSON.parse((await started.admin('GET', '/api/status')).text).siteUrl).toBe(
    `http://localhost:${port}`,
  );
});

test('a port that is taken is said, with another one to try, and nothing is started', async () => {
  const second = new Started(root, port);
  await new Promise((resolve) => second.process.once('exit', resolve));
  expect(second.output).toContain(`Port ${port} is taken`);
  expect(second.output).toContain(`PORT=${port + 1} npm start`);
  expect((await started.get('/')).status).toBe(200);
});

test('the printed curl, pasted into a shell, changes the home page, and a restart keeps the change', async () => {
  const command = /^curl[\s\S]*?'$/m.exec(started.output)?.[0] ?? '';
  const [, whole = ''] = /^(curl[\s\S]*?)\n\nCtrl-C/m.exec(started.output) ?? [];
  expect(whole.startsWith(command)).toBe(true);
  const answer = execFileSync('bash', ['-c', whole], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(JSON.parse(answer).release.state).toBe('live');
  expect((await started.get('/')).text).toContain('<h1>Hello from curl.</h1>');

  await started.interrupt();
  started = await new Started(root, port).ready();
  expect((await started.get('/')).text).toContain('<h1>Hello from curl.</h1>');
  expect(started.output).not.toContain('Published the first site');
});

test('Ctrl-C ends every process, and so does the loss of the one that was started', async () => {
  for (const end of [() => started.interrupt(), () => started.kill()]) {
    const pids = descendants(started.process.pid ?? 0);
    expect(pids.length).toBeGreaterThan(4);
    await end();
    await expect.poll(() => stillRunning(pids)).toEqual([]);
    await expect(started.get('/')).rejects.toThrow();
    started = await new Started(root, port).ready();
  }
});
