import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { commands } from '../../../cli/commands/all.ts';
import { run } from '../../../cli/frame/run.ts';
import { identitySchema } from '../../../schema/api/core.ts';
import { diagnosticsSchema } from '../../../schema/api/parts.ts';
import { Person } from '../support/meniscus.ts';
import { Server } from '../support/server.ts';

/** What a person at a terminal is asked, and what is in the way of a pull. */
let server: Server;
let ada: Person;

beforeAll(async () => {
  server = await Server.start();
});

afterAll(() => server.stop());

beforeEach(async () => {
  await server.empty();
  ada = new Person();
  ada.env = { MENISCUS_URL: server.admin, MENISCUS_TOKEN: server.token };
  ada.write('site.yaml', 'title: Test\n');
  ada.write('pages/index.liquid', 'One\n');
  ada.write('pages/other.liquid', 'Other\n');
  return () => ada.remove();
});

const draft = async (path: string) => (await server.api('GET', `/files/${path}`)).text;
const save = (path: string, text: string) => server.api('PUT', `/files/${path}`, text);

/** Runs a command at a terminal, where `typed` is typed when something is asked. */
async function atTerminal(argv: readonly string[], typed: string) {
  let screen = '';
  let asked = 0;
  let stop = () => {};
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const shown = () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    stream.on('data', (piece: Buffer) => {
      screen += piece;
      if (!String(piece).includes('(y/N)')) return;
      asked++;
      // The question is there first, then who answers it.
      setTimeout(() => stdin.write(typed), 20);
    });
    return stream;
  };
  const code = await run(commands, argv, {
    cwd: ada.folder,
    env: { HOME: ada.home, NO_COLOR: '1', ...ada.env },
    stdin,
    stdout: shown(),
    stderr: shown(),
    onSignal: (heard) => {
      stop = heard;
    },
    interrupt: () => stop(),
    exit: () => {},
  });
  await new Promise((done) => setImmediate(done));
  return { code, screen, asked };
}

/** Both sides have changed the home page, and one side each another file. */
async function conflict(): Promise<void> {
  await ada.run(['push']);
  await save('pages/index.liquid', 'Theirs\n');
  await save('pages/theirs.liquid', 'New there\n');
  ada.write('pages/index.liquid', 'Ours\n');
  ada.write('pages/other.liquid', 'Changed here\n');
}

test.each([
  ['n', 1, 'Not done: you said no'],
  ['', 1, 'Not done: you said no'],
  ['yep', 1, 'Not done: you said no'],
])('push --force asks, and "%s" is no yes: nothing is sent', async (answer, code, says) => {
  await conflict();
  const done = await atTerminal(['push', '--force'], `${answer}\r`);
  expect([done.code, done.asked]).toEqual([code, 1]);
  expect(done.screen).toContain(says);
  expect(done.screen).toContain('Nothing was changed');
  expect(await draft('pages/index.liquid')).toBe('Theirs\n');
  expect(await draft('pages/other.liquid')).toBe('Other\n');
});

test('Ctrl-C at the question ends it as anywhere: 130, and nothing was changed', async () => {
  await conflict();
  const done = await atTerminal(['push', '--force'], '\u0003');
  expect(done.code).toBe(130);
  expect(done.screen).toContain('Stopped.');
  expect(done.screen).toContain('Nothing was changed');
  expect(await draft('pages/index.liquid')).toBe('Theirs\n');
});

test('a yes overwrites what was named and nothing else', async () => {
  await conflict();
  const done = await atTerminal(['push', '--force'], 'y\r');
  expect([done.code, done.asked]).toEqual([0, 1]);
  const [named = ''] = /will be overwritten:([\s\S]*?)Overwrite\?/.exec(done.screen) ?? [];
  expect(named).toContain('pages/index.liquid');
  expect(named).not.toContain('pages/other.liquid');
  expect(await draft('pages/index.liquid')).toBe('Ours\n');
  expect(await draft('pages/other.liquid')).toBe('Changed here\n');
  expect(await draft('pages/theirs.liquid')).toBe('New there\n');
});

test('pull --force asks about what is here; without a conflict neither asks', async () => {
  await conflict();
  const no = await atTerminal(['pull', '--force'], 'n\r');
  expect([no.code, no.asked, ada.read('pages/index.liquid')]).toEqual([1, 1, 'Ours\n']);
  const yes = await atTerminal(['pull', '--force'], 'Yes\r');
  expect([yes.code, ada.read('pages/index.liquid'), ada.read('pages/other.liquid')]).toEqual([
    0,
    'Theirs\n',
    'Changed here\n',
  ]);
  expect((await atTerminal(['push', '--force'], 'n\r')).asked).toBe(0);
});

test('a pull writes through no link, and over no folder', async () => {
  await ada.run(['push']);
  await save('assets/a.css', 'body{}');
  symlinkSync(ada.home, join(ada.folder, 'assets'));
  const linked = await ada.run(['pull']);
  expect([linked.code, linked.err]).toEqual([1, expect.stringContaining('assets is a symbolic link')]);
  ada.delete('assets');
  mkdirSync(join(ada.folder, 'assets/a.css'), { recursive: true });
  const inTheWay = await ada.run(['pull']);
  expect(inTheWay.code).toBe(1);
  expect(inTheWay.err).toContain('assets/a.css is a folder here');
  expect(inTheWay.err).toContain('Move assets/a.css away');
});

test('a name that differs from one here only in case is not pulled', async () => {
  ada.write('assets/Logo.css', 'mine');
  await ada.run(['push', '--only', 'site.yaml']);
  await save('assets/logo.css', 'theirs');
  const { code, err } = await ada.run(['pull']);
  expect([code, err]).toEqual([5, expect.stringContaining('differ only in case')]);
  expect(ada.read('assets/Logo.css')).toBe('mine');
});

test('an asset that is too large is named with its limit, before anything is sent', async () => {
  ada.write('assets/film.bin', new Uint8Array(26_214_401));
  const { code, err } = await ada.run(['push']);
  expect([code, err]).toEqual([1, expect.stringContaining('at most 26214400 are allowed')]);
  expect(err).toContain('link to it');
});

test('a token that has expired says so in the same words as a wrong one', async () => {
  const made = await server.api('POST', '/tokens', {
    name: 'short',
    scopes: ['write'],
    expires: Date.now() + 1_000,
  });
  const { secret } = JSON.parse(made.text);
  await new Promise((done) => setTimeout(done, 1_200));
  const late = await ada.run(['push'], { env: { MENISCUS_TOKEN: secret } });
  expect([late.code, late.err]).toEqual([3, expect.stringContaining('expired')]);
  expect(late.err).toContain('meniscus login');
});

test('--json of the commands that the API has no answer for', async () => {
  const moveSchema = z.object({ path: z.string(), change: z.enum(['created', 'updated', 'deleted']) });
  const parsed = async (argv: string[], schema: z.core.$ZodType) => {
    const { json, err } = await ada.json(argv);
    expect(err).toBe('');
    return z.parse(schema, json);
  };
  await parsed(
    ['check'],
    z.object({
      ok: z.boolean(),
      files: z.number(),
      fixed: z.array(z.object({ path: z.string(), code: z.string() })),
      diagnostics: diagnosticsSchema,
    }),
  );
  await ada.run(['push']);
  await save('pages/b.liquid', 'b');
  await parsed(['pull'], z.object({ moves: z.array(moveSchema), conflicts: z.array(z.unknown()) }));
  await parsed(['whoami'], identitySchema);
  await parsed(
    ['doctor'],
    z.object({
      ok: z.boolean(),
      findings: z.array(
        z.object({ about: z.string(), state: z.enum(['good', 'bad', 'note']), says: z.string() }),
      ),
    }),
  );
  await parsed(['open', 'editor', '--print'], z.object({ url: z.url() }));
  await parsed(['export', 'x.zip'], z.object({ file: z.string() }));
});
