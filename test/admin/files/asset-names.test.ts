import { reset, SELF } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put, TOKEN } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

const at = (path: string) => path.split('/').map(encodeURIComponent).join('/');
const paths = async (query = '') =>
  (await call('GET', `/files${query}`)).body.files.map(({ path }: { path: string }) => path);

describe('a name as people have them', () => {
  const names = [
    'assets/Logo.PNG',
    'assets/my photo (1).jpg',
    'assets/café.jpg',
    'public/a+b 😀.css',
    'assets/😀/x.png',
  ];

  test('is saved, listed, read, moved and removed', async () => {
    for (const name of names) expect([name, (await put(at(name), name)).status]).toEqual([name, 201]);
    expect(new Set(await paths())).toEqual(new Set(names));
    expect(await paths(`?prefix=${encodeURIComponent('assets/😀/')}`)).toEqual(['assets/😀/x.png']);
    expect((await paths('?prefix=assets/')).length).toBe(4);
    for (const name of names) expect((await call('GET', `/files/${at(name)}`)).body).toBe(name);
    const moved = await call('POST', `/files/${at('assets/Logo.PNG')}/move`, { to: 'assets/logo.png' });
    expect(moved.status).toBe(200);
    expect((await call('DELETE', `/files/${at('assets/café.jpg')}`)).status).toBe(204);
    expect(await paths()).not.toContain('assets/café.jpg');
  });

  test('in NFD is the same file in NFC, in addresses and in batches', async () => {
    await put(at('assets/cafe\u0301.jpg'), 'one');
    expect(await paths()).toEqual(['assets/café.jpg']);
    const batch = await call('POST', '/batch', { edits: [{ path: 'assets/cafe\u0301.jpg', delete: true }] });
    expect(batch.status).toBe(200);
    expect(await paths()).toEqual([]);
  });

  test('is published, and served', async () => {
    await put('pages/index.liquid', '{{ "my photo (1).jpg" | asset_url }}');
    await put(at('assets/my photo (1).jpg'), 'photo');
    await put(at('public/Robots.txt'), 'robots');
    expect((await call('POST', '/publish')).status).toBe(200);
    const { text } = await visit('/');
    expect(text).toMatch(/^\/assets\/my%20photo%20\(1\)\.jpg\?v=/);
    expect((await visit(text)).text).toBe('photo');
    expect((await visit('/Robots.txt')).text).toBe('robots');
    const response = await SELF.fetch('http://admin.test/api/export', {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const zip = new Uint8Array(await response.arrayBuffer());
    await reset();
    expect((await call('POST', '/import', zip)).status).toBe(200);
    expect(await paths()).toEqual(['assets/my photo (1).jpg', 'pages/index.liquid', 'public/Robots.txt']);
  });
});

describe('two names that differ in case alone', () => {
  test('are refused, one after the other and in one batch', async () => {
    await put('assets/Logo.PNG', 'a');
    const { status, body } = await put('assets/logo.png', 'b');
    expect({ status, rule: body.rule }).toEqual({ status: 409, rule: 'path_case' });
    expect(body.detail).toContain('assets/Logo.PNG');
    expect((await put('assets/Logo.PNG', 'c')).status).toBe(200);
    await put('assets/low.png', 'a');
    expect((await put('assets/LOW.png', 'b')).body.rule).toBe('path_case');
    await put(at('assets/É.png'), 'a');
    expect((await put(at('assets/é.png'), 'b')).body.rule).toBe('path_case');
    expect((await put('public/Logo.PNG', 'other folder')).status).toBe(201);
  });

  test('may take the place of one another in one batch, and after a removal', async () => {
    await put('assets/Logo.PNG', 'a');
    const swap = [
      { path: 'assets/logo.png', copyOf: 'assets/Logo.PNG' },
      { path: 'assets/Logo.PNG', delete: true },
    ];
    expect((await call('POST', '/batch', { edits: swap })).status).toBe(200);
    expect(await paths()).toEqual(['assets/logo.png']);
    const back = [
      { path: 'assets/logo.png', delete: true },
      { path: 'assets/LOGO.png', copyOf: 'assets/logo.png' },
    ];
    expect((await call('POST', '/batch', { edits: back })).status).toBe(200);
    expect((await put('assets/logo.png', 'b')).body.rule).toBe('path_case');
    await call('DELETE', '/files/assets/LOGO.png');
    expect((await put('assets/logo.png', 'b')).status).toBe(201);
  });
});
