import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { batchResponse } from '../../../schema/api/batch.ts';
import { identitySchema, statusResponse } from '../../../schema/api/core.ts';
import { Person } from '../support/meniscus.ts';
import { type Server, useServer } from '../support/server.ts';

let server: Server;
let ada: Person;

useServer((started) => {
  server = started;
});

beforeEach(() => {
  ada = person();
  return () => ada.remove();
});

function person(name = 'ada'): Person {
  const made = new Person(name);
  made.env = server.env;
  made.write('site.yaml', 'title: Test\n');
  made.write('pages/index.liquid', '<h1>One</h1>\n<p>Two</p>\n<p>Three</p>\n');
  return made;
}

const draft = async (path: string) => (await server.api('GET', `/files/${path}`)).text;
const save = (path: string, text: string) => server.api('PUT', `/files/${path}`, text);

describe('push', () => {
  test('sends what is new, then only what changed, then nothing', async () => {
    const first = await ada.json(['push']);
    expect(first.code).toBe(0);
    expect(first.json.targets[0].moves.map(({ path }: { path: string }) => path)).toEqual([
      'pages/index.liquid',
      'site.yaml',
    ]);
    batchResponse.parse(first.json.targets[0].batch);
    ada.write('pages/index.liquid', 'Changed');
    const second = await ada.json(['push']);
    expect(second.json.targets[0].moves).toEqual([{ path: 'pages/index.liquid', change: 'updated' }]);
    expect(await draft('pages/index.liquid')).toBe('Changed');
    const third = await ada.run(['push']);
    expect([third.code, third.out]).toEqual([0, expect.stringContaining('Nothing to push')]);
  });

  test('a file that was changed on both sides is a conflict: nothing is sent, the difference is shown', async () => {
    await ada.run(['push']);
    await save('pages/index.liquid', 'Theirs\n');
    ada.write('pages/index.liquid', 'Ours\n');
    ada.write('pages/new.liquid', 'New');
    const { code, out, err } = await ada.run(['push']);
    expect(code).toBe(5);
    expect(out).toContain('-Theirs');
    expect(out).toContain('+Ours');
    expect(err).toContain('Nothing was sent');
    expect(err).toContain('meniscus pull --merge');
    expect(await draft('pages/index.liquid')).toBe('Theirs\n');
    expect((await server.api('GET', '/files/pages/new.liquid')).status).toBe(404);
    expect(ada.read('pages/index.liquid')).toBe('Ours\n');
  });

  test('--force names what it overwrites, and needs --yes where nobody can be asked', async () => {
    await ada.run(['push']);
    await save('pages/index.liquid', 'Theirs\n');
    ada.write('pages/index.liquid', 'Ours\n');
    const asked = await ada.run(['push', '--force']);
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining('pages/index.liquid')]);
    expect(await draft('pages/index.liquid')).toBe('Theirs\n');
    expect((await ada.run(['push', '--force', '--yes'])).code).toBe(0);
    expect(await draft('pages/index.liquid')).toBe('Ours\n');
  });

  test('--merge merges texts that changed in different lines, shows the result and sends it', async () => {
    await ada.run(['push']);
    await save('pages/index.liquid', '<h1>Theirs</h1>\n<p>Two</p>\n<p>Three</p>\n');
    ada.write('pages/index.liquid', '<h1>One</h1>\n<p>Two</p>\n<p>Ours</p>\n');
    const { code, out } = await ada.run(['push', '--merge']);
    expect(code).toBe(0);
    expect(out).toContain('+<h1>Theirs</h1>');
    const merged = '<h1>Theirs</h1>\n<p>Two</p>\n<p>Ours</p>\n';
    expect([ada.read('pages/index.liquid'), await draft('pages/index.liquid')]).toEqual([merged, merged]);
  });

  test('removes only with --delete', async () => {
    ada.write('pages/old.liquid', 'Old');
    await ada.run(['push']);
    ada.delete('pages/old.liquid');
    const kept = await ada.run(['push']);
    expect(kept.err).toContain('push --delete removes it there');
    expect(await draft('pages/old.liquid')).toBe('Old');
    await ada.run(['push', '--delete']);
    expect((await server.api('GET', '/files/pages/old.liquid')).status).toBe(404);
  });

  test('a batch with one bad file is refused whole, and drawn', async () => {
    await ada.run(['push']);
    ada.write('pages/a.liquid', 'Good');
    ada.write('pages/index.liquid', 'one\n{{ title | upcse }}\n');
    const { code, err } = await ada.run(['push']);
    expect(code).toBe(1);
    expect(err).toContain('pages/index.liquid:2:12 error There is no filter upcse');
    expect(err).toContain('^^^^^');
    expect(err).toContain('the draft is as it was');
    expect((await server.api('GET', '/files/pages/a.liquid')).status).toBe(404);
  });

  test('--dry-run says what would happen and changes nothing', async () => {
    const { code, out } = await ada.run(['push', '--dry-run']);
    expect([code, out]).toEqual([0, expect.stringContaining('2 files would be saved')]);
    expect(JSON.parse((await server.api('GET', '/status')).text).files).toBe(0);
  });

  test('--only sends one file, and the rest later; the folder may stand last', async () => {
    await ada.json(['push', '--only', 'site.yaml', '.']);
    expect(JSON.parse((await server.api('GET', '/status')).text).files).toBe(1);
    expect((await ada.json(['push'])).json.targets[0].moves).toEqual([
      { path: 'pages/index.liquid', change: 'created' },
    ]);
    for (const way of ['push', 'pull'])
      expect(await ada.run([way, '--only', 'pages/indx.liquid'])).toMatchObject({
        code: 1,
        err: expect.stringContaining('pages/indx.liquid is no file or folder of the site'),
      });
  });

  test('what is no file of a site is left alone, and so is what .meniscusignore names', async () => {
    ada.write('README.md', 'about');
    ada.write('node_modules/x/index.js', 'x');
    ada.write('src/thing.ts', 'x');
    ada.write('public/.well-known/security.txt', 'Contact: x');
    ada.write('pages/draft.liquid', 'not yet');
    ada.write('.meniscusignore', '# mine\npages/draft.*\n');
    const { json } = await ada.json(['push']);
    expect(json.targets[0].moves.map(({ path }: { path: string }) => path)).toEqual([
      'pages/index.liquid',
      'public/.well-known/security.txt',
      'site.yaml',
    ]);
  });

  test('assets travel as they are', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251);
    ada.write('assets/Logo.bin', bytes);
    expect((await ada.run(['push'])).code).toBe(0);
    const bob = person('bob');
    bob.delete('site.yaml');
    bob.delete('pages/index.liquid');
    expect((await bob.run(['pull'])).code).toBe(0);
    expect(
      Buffer.compare(
        Buffer.from(bytes),
        (await import('node:fs')).readFileSync(join(bob.folder, 'assets/Logo.bin')),
      ),
    ).toBe(0);
    bob.remove();
  });

  test('a text with CRLF goes up with LF, and is no change afterwards', async () => {
    ada.write('pages/index.liquid', 'a\r\nb\r\n');
    await ada.run(['push']);
    expect(await draft('pages/index.liquid')).toBe('a\nb\n');
    expect((await ada.json(['push'])).json.targets[0].moves).toEqual([]);
    expect(ada.read('pages/index.liquid')).toBe('a\r\nb\r\n');
  });
});

describe('pull', () => {
  test('brings what changed there, keeps what changed here, and says what is in conflict', async () => {
    ada.write('pages/a.liquid', 'a');
    ada.write('pages/b.liquid', 'b');
    await ada.run(['push']);
    await save('pages/a.liquid', 'A');
    await save('pages/index.liquid', 'Theirs');
    await save('pages/c.liquid', 'C');
    ada.write('pages/b.liquid', 'mine');
    ada.write('pages/index.liquid', 'Ours');
    const { code, json } = await ada.json(['pull']);
    expect(code).toBe(5);
    expect(json.conflicts.map(({ path }: { path: string }) => path)).toEqual(['pages/index.liquid']);
    expect(['a', 'b', 'c', 'index'].map((name) => ada.read(`pages/${name}.liquid`))).toEqual([
      'A',
      'mine',
      'C',
      'Ours',
    ]);
    expect((await ada.run(['pull', '--force', '--yes'])).code).toBe(0);
    expect(ada.read('pages/index.liquid')).toBe('Theirs');
    expect(ada.read('pages/b.liquid')).toBe('mine');
  });

  test('removes only with --delete', async () => {
    ada.write('pages/old.liquid', 'Old');
    await ada.run(['push']);
    await server.api('DELETE', '/files/pages/old.liquid');
    expect((await ada.run(['pull'])).err).toContain('pull --delete removes it here');
    expect(ada.read('pages/old.liquid')).toBe('Old');
    await ada.run(['pull', '--delete']);
    expect(ada.read('pages/old.liquid')).toBeUndefined();
  });

  test('a new file on both sides is a conflict unless it is the same', async () => {
    await save('site.yaml', 'title: Test\n');
    await save('pages/index.liquid', 'Other');
    const { code, json } = await ada.json(['pull']);
    expect([code, json.conflicts.map(({ path }: { path: string }) => path)]).toEqual([
      5,
      ['pages/index.liquid'],
    ]);
  });

  test('a whole site comes into a folder that is not there yet', async () => {
    const edits = Array.from({ length: 250 }, (_, at) => ({
      path: `pages/p${at}.liquid`,
      text: `page ${at}`,
    }));
    await server.api('POST', '/batch', { edits });
    const { code } = await ada.run(['pull', 'other/place']);
    expect(code).toBe(0);
    expect(readdirSync(join(ada.folder, 'other/place/pages')).length).toBe(250);
    expect((await ada.json(['push', 'other/place'])).json?.targets?.[0]?.moves ?? 'no site.yaml').toEqual([]);
  });
});

describe('what is wrong with a file has a sentence of its own', () => {
  const cases: readonly (readonly [string, () => void, string])[] = [
    ['upper case', () => ada.write('pages/About.liquid', 'x'), 'Paths are lower case'],
    [
      'upper case beside the same in lower case',
      () => {
        ada.write('pages/About.liquid', 'x');
        ada.write('pages/about.liquid', 'y');
      },
      'pages/about.liquid is there too',
    ],
    ['an upper-case folder', () => ada.write('Pages/about.liquid', 'x'), 'Pages is written in upper case'],
    ['a reserved name', () => ada.write('assets/__proto__.js', 'x'), '__proto__'],
    [
      'a case clash',
      () => {
        ada.write('assets/A.css', 'x');
        ada.write('assets/a.css', 'y');
      },
      'differ only in case',
    ],
    ['a symbolic link', () => symlinkSync('/etc/hostname', join(ada.folder, 'assets-link')), ''],
    [
      'a symbolic link in the site',
      () => {
        mkdirSync(join(ada.folder, 'assets'), { recursive: true });
        symlinkSync('/etc/hostname', join(ada.folder, 'assets/link.txt'));
      },
      'assets/link.txt is a symbolic link',
    ],
    [
      'a text that is too large',
      () => ada.write('data/big.json', `"${'x'.repeat(1_100_000)}"`),
      'at most 1048576 are allowed',
    ],
    [
      'bytes that are no text',
      () => ada.write('pages/a.liquid', Uint8Array.from([0xff, 0xfe, 0x80])),
      'not UTF-8',
    ],
  ];

  test.each(cases)('%s', async (_, make, says) => {
    make();
    const { code, err } = await ada.run(['push']);
    if (says === '') return void expect(code).toBe(0); // it lies beside the site
    expect(code).toBe(1);
    expect(err).toContain(says);
    expect(err).toContain('→');
    expect(err).toContain('Nothing was changed');
    expect(JSON.parse((await server.api('GET', '/status')).text).files).toBe(0);
  });

  test.skipIf(process.getuid?.() === 0)('a file that can not be read', async () => {
    chmodSync(join(ada.folder, 'site.yaml'), 0);
    expect((await ada.run(['push'])).err).toContain('permissions');
  });

  test('a full disk: every file is whole, and the next pull goes on', async () => {
    await ada.run(['push']);
    for (const name of ['a', 'b', 'c']) await save(`data/${name}.json`, `"${name.repeat(300_000)}"`);
    // A limit on the size of files stops a write as a full disk does.
    const { runProcess, bin } = await import('../support/meniscus.ts');
    const env = { PATH: process.env.PATH ?? '', HOME: ada.home, ...ada.env };
    const script = `trap '' XFSZ; ulimit -f 200; exec "${process.execPath}" "${await bin()}" pull`;
    const full = await runProcess('bash', ['-c', script], { cwd: ada.folder, env });
    expect([full.code, full.err]).toEqual([1, expect.stringContaining('The disk is full')]);
    expect(
      readdirSync(ada.folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.swp')),
    ).toEqual([]);
    expect((await ada.run(['pull'])).code).toBe(0);
    expect(ada.read('data/c.json')).toBe(`"${'c'.repeat(300_000)}"`);
  });
});

describe('who and where', () => {
  test('no site, no token, a wrong one, a scope that is missing', async () => {
    const none = await ada.run(['push'], { env: { MENISCUS_URL: '', MENISCUS_TOKEN: '' } });
    expect(none.code).toBe(2);
    const nobody = await ada.run(['push'], { env: { MENISCUS_TOKEN: '' } });
    expect([nobody.code, nobody.err]).toEqual([3, expect.stringContaining('Nobody is signed in')]);
    const wrong = await ada.run(['push'], { env: { MENISCUS_TOKEN: 'wrong-token-of-somebody' } });
    expect([wrong.code, wrong.err]).toEqual([
      3,
      expect.stringContaining('wrong, has expired or was revoked'),
    ]);
    const { secret } = JSON.parse(
      (await server.api('POST', '/tokens', { name: 'reader', scopes: ['read'] })).text,
    );
    const reader = await ada.run(['push'], { env: { MENISCUS_TOKEN: secret } });
    expect([reader.code, reader.err]).toEqual([3, expect.stringContaining('needs the scope write')]);
    for (const each of [nobody, wrong, reader]) expect(each.err).not.toContain(server.token);
  });

  test('no network, and something that is no admin', async () => {
    const nothing = await ada.run(['push'], { env: { MENISCUS_URL: 'http://localhost:9' } });
    expect([nothing.code, nothing.err]).toEqual([4, expect.stringContaining('gives no answer')]);
    const site = await ada.run(['push'], { env: { MENISCUS_URL: server.site } });
    expect([site.code, site.err]).toEqual([
      4,
      expect.stringContaining('is not the admin of a Meniscus site'),
    ]);
    const plain = await ada.run(['push'], { env: { MENISCUS_URL: 'http://admin.example.com' } });
    expect([plain.code, plain.err]).toEqual([2, expect.stringContaining('not encrypted')]);
  });

  test('a server of another version', async () => {
    const strange = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"draft": 12}');
    });
    await new Promise<void>((resolve) => strange.listen(0, '127.0.0.1', resolve));
    const { port } = strange.address() as AddressInfo; // a TCP server's address is one
    const { code, err } = await ada.run(['push'], { env: { MENISCUS_URL: `http://localhost:${port}` } });
    strange.closeAllConnections();
    strange.close();
    expect([code, err]).toEqual([4, expect.stringContaining('this version of meniscus does not understand')]);
    expect(err).toContain('meniscus doctor');
  });

  test('a folder that is no site', async () => {
    rmSync(join(ada.folder, 'pages'), { recursive: true });
    ada.delete('site.yaml');
    const { code, err } = await ada.run(['push']);
    expect([code, err]).toEqual([2, expect.stringContaining('is no site')]);
  });

  test('login keeps a token for its owner alone, whoami names them, logout forgets it', async () => {
    ada.env = {};
    const { code, out } = await ada.run(['login', server.admin], { input: `${server.token}\n` });
    expect([code, out]).toEqual([0, expect.stringContaining('Signed in to local as operator')]);
    const path = join(ada.home, '.config/meniscus/credentials.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(ada.read('meniscus.json') ?? '')).toEqual({
      sites: { local: server.admin },
      default: 'local',
    });
    identitySchema.parse((await ada.json(['whoami'])).json);
    expect((await ada.run(['push'])).code).toBe(0);
    statusResponse.parse((await ada.json(['status'])).json.status);
    expect((await ada.run(['logout'])).code).toBe(0);
    expect((await ada.run(['whoami'])).code).toBe(3);
  });

  test('a sign-in link is as good as a token, once', async () => {
    const { url } = JSON.parse(
      (await server.api('POST', '/sign-in-codes', { name: 'Ada', scopes: ['write'] })).text,
    );
    ada.env = {};
    expect((await ada.run(['login', url])).out).toContain('as Ada (write, until');
    expect((await ada.run(['push'])).code).toBe(0);
    expect((await ada.run(['login', url])).code).toBe(3);
    expect((await ada.run(['logout'])).code).toBe(0);
  });
});
