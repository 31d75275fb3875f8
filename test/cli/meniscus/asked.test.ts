import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { commands } from '../../../cli/commands/all.ts';
import { run } from '../../../cli/frame/run.ts';
import { identitySchema } from '../../../schema/api/core.ts';
import { diagnosticsSchema } from '../../../schema/api/parts.ts';
import { tokenMadeResponse } from '../../../schema/api/tokens.ts';
import { Person } from '../support/meniscus.ts';
import { type Server, useServer } from '../support/server.ts';

/** What a person at a terminal is asked, and what is in the way of a pull. */
let server: Server;
let ada: Person;

useServer((started) => {
  server = started;
});

beforeEach(() => {
  ada = new Person();
  ada.env = server.env;
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
      stdin.write(typed);
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

test('push --force asks, and what is no yes sends nothing', async () => {
  await conflict();
  for (const answer of ['n', '', 'yep']) {
    const done = await atTerminal(['push', '--force'], `${answer}\r`);
    expect([done.code, done.asked]).toEqual([1, 1]);
    expect(done.screen).toContain('Not done: you said no');
    expect(done.screen).toContain('Nothing was changed');
  }
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
  ada.write('.meniscusignore', 'assets\n');
  const ignored = await ada.run(['pull']);
  expect([ignored.code, ignored.err]).toEqual([1, expect.stringContaining('Move assets away')]);
  expect(existsSync(join(ada.home, 'a.css'))).toBe(false);
  ada.delete('.meniscusignore');
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

/** The secret of a token that the server took once and takes no more. */
async function expiredToken(): Promise<string> {
  for (let life = 1_000; ; life *= 2) {
    const made = await server.api('POST', '/tokens', {
      name: 'short',
      scopes: ['write'],
      expires: Date.now() + life,
    });
    // A busy machine may take longer to ask than such a token lives.
    if (made.status === 422) continue;
    const { secret } = z.parse(tokenMadeResponse, JSON.parse(made.text));
    const status = async () => (await server.api('GET', '/session', undefined, secret)).status;
    await expect.poll(status, { interval: 200 }).toBe(401);
    return secret;
  }
}

test('a token that has expired says so in the same words as a wrong one', async () => {
  const late = await ada.run(['push'], { env: { MENISCUS_TOKEN: await expiredToken() } });
  const wrong = await ada.run(['push'], { env: { MENISCUS_TOKEN: 'wrong' } });
  expect([late.code, late.err]).toEqual([3, expect.stringContaining('expired')]);
  expect(late.err).toContain('meniscus login');
  expect([late.code, late.err]).toEqual([wrong.code, wrong.err]);
});

test('--json of the commands that the API has no answer for', async () => {
  const moves = z.array(
    z.strictObject({ path: z.string(), change: z.enum(['created', 'updated', 'deleted']) }),
  );
  const paths = z.array(z.string());
  const parsed = async <S extends z.core.$ZodType>(argv: string[], schema: S) => {
    const { json, err } = await ada.json(argv);
    expect(err).toBe('');
    return z.parse(schema, json);
  };
  const checked = await parsed(
    ['check'],
    z.strictObject({
      ok: z.literal(true),
      files: z.literal(3),
      errors: z.number(),
      warnings: z.number(),
      fixed: z.array(z.strictObject({ path: z.string(), code: z.string() })),
      diagnostics: diagnosticsSchema,
    }),
  );
  expect(checked.errors).toBe(0);
  await ada.run(['push']);
  await save('pages/b.liquid', 'b');
  const pulled = await parsed(
    ['pull'],
    z.strictObject({
      site: z.string(),
      origin: z.literal(server.admin),
      moves,
      merged: paths,
      conflicts: z.array(z.never()),
      kept: paths,
      ahead: paths,
    }),
  );
  expect(pulled.moves).toEqual([{ path: 'pages/b.liquid', change: 'created' }]);
  await parsed(['whoami'], identitySchema);
  await parsed(
    ['doctor'],
    z.strictObject({
      ok: z.boolean(),
      findings: z.array(
        z.strictObject({
          about: z.string(),
          state: z.enum(['good', 'bad', 'note']),
          says: z.string(),
          next: z.optional(z.string()),
        }),
      ),
    }),
  );
  await parsed(['open', 'editor', '--print'], z.strictObject({ what: z.literal('editor'), url: z.url() }));
  await parsed(['export', 'x.zip'], z.strictObject({ file: z.string(), bytes: z.number() }));
});
