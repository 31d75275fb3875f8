import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishStarter } from '../../../cli/starter.ts';
import { Person } from '../support/meniscus.ts';
import { RunningDev } from '../support/running.ts';
import { Server } from '../support/server.ts';
import { freePort } from '../support/started.ts';

/** The terminal of "From a folder to a release" in docs/cli.md, played: what is typed there prints what is shown there. */
let server: Server;
let ada: Person;

beforeAll(async () => {
  server = await Server.start();
  await publishStarter({ port: server.port, token: server.token }, resolve('examples/starter')); // as npm start does
  ada = new Person();
});

afterAll(async () => {
  ada?.remove();
  await server?.stop();
});

interface Step {
  readonly typed: string;
  readonly shown: string;
}

function stepsOf(guide: string): Step[] {
  const after = guide.slice(guide.indexOf('## From a folder to a release'));
  const [, terminal = ''] = /```text\n(.*?)```/s.exec(after) ?? [];
  return terminal
    .split(/^\$ /m)
    .slice(1)
    .map((each) => {
      const [typed = '', ...shown] = each.split('\n');
      return { typed, shown: shown.join('\n').trimEnd() };
    });
}

/** What is another one each time: times, ids, ports, the home folder; and how many files the starter has. */
const same = (text: string) =>
  text
    .replaceAll(ada.home, '/home/ada')
    .replaceAll(`:${server.port}`, ':8787')
    .replace(/localhost:(?:[1-7]\d{4}|43\d\d)\b/g, 'localhost:4321')
    .replace(/\d\d:\d\d:\d\d/g, 'HH:MM:SS')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'DATE')
    .replace(/\br[0-9a-z]{14}\b/g, 'ID')
    .replace(/\d+ ms/g, 'N ms')
    .replace(/\d+ files/g, 'N files')
    .trimEnd();

/** The editor of the person: a line of the page, with a word that is no filter, then mended. */
async function work(dev: RunningDev): Promise<void> {
  await dev.until(() => dev.output.includes('are equal'), 'its first look');
  const hero = /\{% render "hero".*%\}/;
  const page = ada.read('my-site/pages/index.liquid') ?? '';
  ada.write('my-site/pages/index.liquid', page.replace(hero, '<h1>{{ page.headline | upcse }}</h1>'));
  await dev.until(() => dev.last.problem !== '', 'the error');
  const before = dev.last.version;
  ada.write('my-site/pages/index.liquid', page.replace(hero, '<h1>{{ page.headline | upcase }}</h1>'));
  await dev.until(() => dev.last.version > before, 'the mended page');
}

async function play(typed: string, cwd: string): Promise<string> {
  const args = [...typed.matchAll(/"([^"]*)"|(\S+)/g)]
    .slice(1)
    .map(([, quoted, bare]) => quoted ?? bare ?? '');
  const given = args.map((each) => (each === 'http://admin.localhost:8787' ? server.admin : each));
  if (given[0] !== 'dev') {
    const { out, err } = await ada.run(given, { cwd, input: server.token });
    return out + err;
  }
  const dev = await RunningDev.start(ada, [...given.slice(1), '--port', String(await freePort()), cwd]);
  await work(dev);
  await dev.stop();
  return dev.output;
}

test('the terminal of the guide shows what there is to see, in 80 columns', async () => {
  const steps = stepsOf(readFileSync('docs/cli.md', 'utf8'));
  expect(steps.map(({ typed }) => typed.split(' ')[1])).toEqual([
    'init',
    'my-site',
    'login',
    'dev',
    'status',
    'publish',
    'rollback',
  ]);
  let cwd = ada.folder;
  for (const { typed, shown } of steps) {
    for (const line of shown.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    if (typed.startsWith('cd ')) {
      cwd = join(cwd, typed.slice(3));
      continue;
    }
    // A terminal asks for the token, and shows Ctrl-C.
    const expected = shown.replace(/^Token for .*\n/, '').replace(/^\^C$/m, '');
    const lines = (text: string) =>
      same(text)
        .split('\n')
        .filter((line) => line !== '');
    expect(lines(await play(typed, cwd)), typed).toEqual(lines(expected));
  }
});
