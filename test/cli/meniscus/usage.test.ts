import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commands } from '../../../cli/commands/all.ts';
import { run } from '../../../cli/frame/run.ts';

/** What is typed wrong: a sentence, and what to type, in the form of all errors, before anything is asked of a server. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meniscus-usage-'));
  writeFileSync(join(folder, 'site.yaml'), 'title: Test\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function typed(argv: readonly string[], env: Record<string, string> = {}) {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') =>
    new PassThrough().on('data', (piece: Buffer) => {
      said[name] += piece;
    });
  const code = await run(commands, argv, {
    cwd: folder,
    env: { HOME: folder, ...env },
    stdin: new PassThrough().end(),
    stdout: stream('out'),
    stderr: stream('err'),
    onSignal: () => {},
    exit: () => {},
  });
  await new Promise((done) => setImmediate(done)); // what was written comes at the next turn
  return { code, ...said };
}

test.each([
  [
    'push --frce',
    "Unknown option '--frce'.",
    'Did you mean --force? meniscus push --help shows what it takes.',
  ],
  ['logout --to staging', "Unknown option '--to'.", 'meniscus logout --help'],
  ['pul', "Unknown command 'pul'.", 'Did you mean pull? meniscus --help lists all commands.'],
  ['help pul', "Unknown command 'pul'.", 'Did you mean pull? meniscus --help lists all commands.'],
  ['help nothing-like-it', "Unknown command 'nothing-like-it'.", 'meniscus --help lists all commands.'],
  ['whoami a b', "Too many arguments for 'whoami'. Expected 1 argument but got 2.", 'meniscus whoami --help'],
  ['import', "Missing required argument 'file'.", 'meniscus import --help'],
  ['push --only', "Option '--only <path...>' argument missing.", 'meniscus push --help'],
  ['dev --port 99999', '--port takes 1 to 65535, not 99999.', 'meniscus dev --help'],
  ['dev --port 0', '--port takes 1 to 65535, not 0.', 'meniscus dev --help'],
  ['dev --port x', '--port takes a number, not x.', 'meniscus dev --help'],
  ['releases --limit 2.5', '--limit takes a whole number, not 2.5.', 'meniscus releases --help'],
  ['releases --limit 201', '--limit takes at most 200, not 201.', 'meniscus releases --help'],
  ['preview --hours 0', '--hours takes more than 0 hours, not 0.', 'meniscus preview --help'],
  ['check --format xml', '--format takes one of pretty, json, github and sarif, not xml.', 'meniscus check'],
  ['check --max-warnings -1', '--max-warnings takes a number from 0, not -1.', 'meniscus check --help'],
  ['init x --example nope', '--example takes one of starter, shop and blank, not nope.', 'meniscus init'],
  ['login ftp://x.y', 'ftp://x.y is no address of an admin, and no name of a site.', 'begins with https://'],
  ['push --to Staging', 'Staging is no address of an admin, and no name of a site.', 'a name is a-z'],
  ['push --to staging', 'meniscus.json has no site called staging. It has none.', '--name staging adds it'],
])('%s', async (line, says, next) => {
  const { code, out, err } = await typed(line.split(' '));
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(`✗ ${says}\n`);
  expect(err).toContain(`  → `);
  expect(err).toContain(next);
  const { code: again, out: document } = await typed(line.replace(/ |$/, ' --json ').trim().split(' '));
  expect(again).toBe(2);
  expect(JSON.parse(document)).toMatchObject({ error: { code: 'usage', message: says } });
});

test('help of a command is its --help', async () => {
  const help = await typed(['help', 'push']);
  expect(help).toEqual(await typed(['push', '--help']));
  expect(help.out).toContain('$ meniscus push --dry-run');
  expect((await typed(['help'])).out).toContain('Commands:');
});

test('init writes all of an example or nothing, and over no file', async () => {
  const began = (...argv: string[]) => typed(['init', ...argv, '--example', 'blank']);
  rmSync(join(folder, 'site.yaml'));
  mkdirSync(join(folder, 'layouts'));
  writeFileSync(join(folder, 'layouts/base.liquid'), 'Mine');
  const taken = await began();
  expect([taken.code, taken.err]).toEqual([
    2,
    expect.stringContaining('base.liquid is there already. Nothing'),
  ]);
  expect(readdirSync(folder)).toEqual(['layouts']);
  rmSync(join(folder, 'layouts'), { recursive: true });
  // A file where a folder is to be: what was written before it goes again.
  writeFileSync(join(folder, 'layouts'), '');
  expect((await began()).code).toBe(1);
  expect(readdirSync(folder)).toEqual(['layouts']);
  rmSync(join(folder, 'layouts'));
  expect((await began()).code).toBe(0);
});

test('what others named or wrote moves no cursor and renames no window', async () => {
  const hostile = '\u001b]0;mine\u0007\u001b[2J\u009b1m';
  const { err } = await typed(['push', '--to', `x${hostile}`]);
  expect(err).toContain('x␛]0;mine␇␛[2J\ufffd1m is no address');
});

test('a token that no request can carry is told, and not shown', async () => {
  for (const token of ['a b', 'secret\nmore', 'é']) {
    const { code, err } = await typed(['status', '--to', 'https://x.invalid'], { MENISCUS_TOKEN: token });
    expect([code, err]).toEqual([2, expect.stringContaining('A token is one word')]);
    expect(err).not.toContain(token);
  }
});

test('a folder in which nothing can be written is checked all the same', async () => {
  // In the way of where the cache would be, which also holds for root.
  writeFileSync(join(folder, '.meniscus'), '');
  expect(await typed(['check'])).toMatchObject({ code: 0, err: '' });
});
