import { abortAllDurableObjects, reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { operations } from '../../../admin/api/operations.ts';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

/** Names that every object has, all of them ordinary in a site. */
const ORDINARY = ['constructor', 'prototype', 'valueof', 'hasownproperty', 'tostring', 'isprototypeof'];

/** Keys that a lookup somewhere might find on any object, were they ever written to the prototype. */
const before = Reflect.ownKeys(Object.prototype);

describe('what all objects inherit', () => {
  test('can not be changed in the admin Worker, and hides no name', () => {
    expect(Object.isFrozen(Object.prototype)).toBe(true);
    expect(Object.isFrozen(Array.prototype)).toBe(true);
    expect(() => Object.assign(Object.prototype, { toString: 1 })).toThrow(TypeError);
    expect(() => Object.assign(Object.prototype, { 0: { name: 'x' } })).toThrow(TypeError);
    const own: Record<string, unknown> = {};
    for (const name of ['constructor', 'toString', 'valueOf', 'hasOwnProperty']) own[name] = name;
    expect(Object.entries(own).every(([key, value]) => key === value)).toBe(true);
    expect(String({})).toBe('[object Object]');
    expect({}.constructor).toBe(Object);
  });

  test.each([
    'data/__proto__/0.json',
    'data/__proto__.json',
    'data/a/__proto__/name.json',
    'data/a/__proto__.yaml',
    'pages/__proto__.liquid',
    'pages/[__proto__].liquid',
    'pages/[...__proto__].liquid',
    'partials/__proto__.liquid',
    'samples/__proto__/x.json',
    'assets/a.__proto__',
  ])('is reached by no path: %s', async (path) => {
    const files = {
      [path]: '{"hash":"x","scopes":"[\\"admin\\"]","expires":9e15}',
      'pages/index.liquid': 'x',
    };
    for (const operation of ['/compare', '/render', '/validate']) {
      const { status, body } = await call('POST', operation, {
        ...(operation !== '/validate' && { url: '/' }),
        files,
      });
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'invalid' });
      expect(body.detail).toContain('__proto__');
    }
    expect((await put(path, '{}')).status).toBe(422);
    const batch = await call('POST', '/batch', { edits: [{ path, text: '{}' }] });
    expect(batch.status).toBe(422);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    const stranger = await call('GET', '/status', null, { authorization: 'Bearer mns_nobody' });
    expect(stranger.status).toBe(401);
  });

  test('is not written by liquidjs either, whatever a template names', async () => {
    const names = ['__proto__', ...ORDINARY];
    const lines = names.flatMap((name) => [
      `{% assign ${name} = data.x %}{{ ${name} }}`,
      `{% capture ${name} %}a{% endcapture %}{% increment ${name} %}`,
      `{% render "p", ${name}: data.x %}{% include "p", ${name}: data.x %}`,
      `{% for ${name} in data.x %}{{ ${name} }}{% endfor %}{% cycle "${name}": "a", "b" %}`,
      `{{ data.x | group_by: "${name}" | size }}{{ data.x | where: "${name}" | size }}`,
      `{% layout none %}{% block ${name} %}{% endblock %}`,
    ]);
    for (const line of lines) {
      const files = {
        'pages/index.liquid': line,
        'partials/p.liquid': 'p',
        'data/x.json': '[{"0":{"name":"a"}}]',
      };
      await call('POST', '/compare', { url: '/', files });
    }
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    expect((await call('GET', '/status', null, { authorization: 'Bearer mns_nobody' })).status).toBe(401);
  });
});

describe('an access decision', () => {
  test('is stated by each operation itself', () => {
    for (const operation of operations) expect(Object.hasOwn(operation, 'scope'), operation.id).toBe(true);
    const open = operations.filter(({ scope }) => scope === 'anyone').map(({ id }) => id);
    expect(open.sort()).toEqual(['beginSession', 'getDocs', 'getOpenApi']);
  });

  /** As if it could be changed after all: what this finds is found by every lookup in an empty table. */
  test('finds no row where there is none', async () => {
    const { first } = await import('../../../admin/store/rows/first.ts');
    const inherited = Object.create({ 0: { scopes: '["admin"]' } });
    const none = Object.setPrototypeOf(
      [],
      Object.assign(Object.create(Array.prototype), inherited, { 0: 1 }),
    );
    expect(none[0]).toBe(1);
    expect(first({ toArray: () => none })).toBeUndefined();
  });
});

/** A site in which all that can have a name is called `name`. */
const called = (name: string): Record<string, string> => ({
  'site.yaml': `title: T\n${name}: own of the site\nheaders: { X-${name}: h, ${name}: h2 }\nupstreams: { ${name}: { url: "https://api.test" } }\nredirects: { /to-${name}: /${name} }\nroutes: { "/r/{${name}}": { page: param } }\n`,
  [`pages/${name}.liquid`]: `---\n${name}: own of the page\nlayout: ${name}\n---\n{% block main %}{% render "${name}", ${name}: data.${name}.${name} %}|{{ page.${name} }}|{{ site.${name} }}|{{ data.${name}.${name} }}|{{ data.folder.${name}.x }}|{{ "${name}.css" | asset_url | slice: 0, 8 }}{% endblock %}`,
  'pages/param.liquid': `{{ page.params.${name} }}`,
  'pages/fetched.liquid': `---\nfetch: { ${name}: "${name}:/x" }\n---\n{{ ${name}.a }}`,
  'pages/asks.liquid': `---\nrequest: { headers: [${name}], cookies: [${name}] }\n---\n{{ request.query.${name} }}|{{ request.headers.${name} }}|{{ request.cookies.${name} }}|`,
  [`content/${name}/${name}.md`]: `---\n${name}: own of the entry\n---\nText.`,
  'pages/entries.liquid': `{% for entry in collections.${name} %}{{ entry.${name} }} {{ entry.slug }}{% endfor %}`,
  [`pages/p/[${name}].liquid`]: `{{ page.params.${name} }}`,
  [`layouts/${name}.liquid`]: '[{% block main %}{% endblock %}]',
  [`partials/${name}.liquid`]: `{{ ${name} }}`,
  [`data/${name}.json`]: `{"${name}": "d"}`,
  [`data/folder/${name}.yaml`]: 'x: y\n',
  [`samples/${name}.json`]: '{"a": "sample"}',
  'samples/params.json': `{"/p/{${name}}": [{"${name}": "given"}]}`,
});

describe.each(ORDINARY)('the ordinary name %s', (name) => {
  test('works as page, layout, partial, data, key, parameter, header, query, cookie, upstream and asset', async () => {
    const edits = Object.entries(called(name)).map(([path, text]) => ({ path, text }));
    const saved = await call('POST', '/batch', { edits });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    expect((await put(`assets/${name}.css`, 'a{}')).status).toBe(201);
    expect((await put(`assets/a.${name}`, 'bytes')).status).toBe(201);
    const published = await call('POST', '/publish', {});
    expect(published.status, JSON.stringify(published.body)).toBe(200);

    const page = await visit(`/${name}`);
    expect(page.text).toBe('[d|own of the page|own of the site|d|y|/assets/]');
    expect(page.headers.get(`x-${name}`)).toBe('h');
    expect(page.headers.get(name)).toBe('h2');
    expect((await visit('/entries')).text).toBe(`own of the entry ${name}`);
    expect((await visit(`/p/v-${name}`)).text).toBe(`v-${name}`);
    expect((await visit(`/r/v-${name}`)).text).toBe(`v-${name}`);
    const asked = await visit(`/asks?${name}=q`, { [name]: 'h', cookie: `${name}=c` });
    expect(asked.text).toBe('q|h|c|');
    expect((await visit('/asks')).text).toBe('|||');
    expect((await visit(`/to-${name}`)).headers.get('location')).toBe(`/${name}`);
    const asset = await visit(`/assets/a.${name}`);
    expect([asset.status, asset.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);

    const rendered = await call('POST', '/render', { page: 'pages/fetched.liquid' });
    expect(rendered.body).toMatchObject({ body: 'sample', samples: { [name]: `samples/${name}.json` } });
    const given = await call('POST', '/render', {
      page: 'pages/fetched.liquid',
      data: { [name]: { a: 'g' } },
    });
    expect(given.body.body).toBe('g');
    const compared = await call('POST', '/compare', { url: `/${name}` });
    expect(compared.body.pages).toMatchObject([{ same: true }]);
  });

  test('is no name of anything where nothing is called so', async () => {
    await put(
      'pages/index.liquid',
      `{{ data.${name} }}{{ site.${name} }}{{ page.${name} }}{{ request.query.${name} }}x`,
    );
    await call('POST', '/publish', {});
    expect((await visit('/')).text).toBe('x');
    expect((await visit(`/${name}`)).status).toBe(404);
    expect((await visit(`/assets/${name}`)).status).toBe(404);
    expect((await call('POST', '/render', { page: name })).status).toBe(404);
    expect((await put('pages/a.liquid', `{{ 1 | ${name} }}`)).status).toBe(422);
    expect((await put('pages/a.liquid', `{% ${name} %}`)).status).toBe(422);
  });

  test('is a name of a token, and of a key that a body does not take', async () => {
    const made = await call('POST', '/tokens', { name, scopes: ['read'] });
    expect(made.status).toBe(201);
    const me = await call('GET', '/session', null, { authorization: `Bearer ${made.body.secret}` });
    expect(me.body.name).toBe(name);
    expect((await call('POST', '/tokens', { name: 'x', scopes: [name] })).status).toBe(422);
    expect((await call('POST', '/tokens', { name: 'x', scopes: ['read'], [name]: 1 })).status).toBe(422);
    expect((await call('GET', `/files?${name}=1`)).status).toBe(422);
  });
});

describe('__proto__ is not taken', () => {
  test.each([
    ['site.yaml', '__proto__: { a: 1 }'],
    ['site.yaml', 'a: { b: [{ __proto__: 1 }] }'],
    ['site.yaml', 'headers: { __proto__: x }'],
    ['site.yaml', 'routes: { "/x/{__proto__}": { page: pages/index.liquid } }'],
    ['data/a.yaml', '"__proto__": 1'],
    ['data/a.json', '{"a":[{"__proto__":{"b":1}}]}'],
    ['data/a.json', '{"\\u005f_proto__":1}'],
    ['samples/a.json', '{"__proto__":1}'],
    ['pages/a.liquid', '---\n__proto__: 1\n---\n'],
    ['pages/a.liquid', '---\nfetch: { __proto__: "api:/x" }\n---\n'],
    ['pages/a.liquid', '---\nroute: /x/{__proto__}\n---\n'],
    ['pages/a.liquid', '---\nroute: /__proto__/x\n---\n'],
    ['pages/a.liquid', '---\nrequest: { headers: [__proto__] }\n---\n'],
    ['pages/a.liquid', '---\nrequest: { cookies: [__proto__] }\n---\n'],
  ])('in %s: %s', async (path, text) => {
    const saved = await put(path, text);
    const published = saved.status < 400 ? await call('POST', '/publish', {}) : saved;
    expect(published.status).toBe(422);
    expect(JSON.stringify(published.body.diagnostics)).toContain('__proto__');
  });

  test('as a key of a body or a query, or as the name of a token', async () => {
    for (const body of [
      '{"__proto__":1}',
      '{"data":{"x":[{"__proto__":{"y":1}}]},"page":"pages/index.liquid"}',
    ])
      expect((await call('POST', '/render', new TextEncoder().encode(body))).status).toBe(422);
    expect((await call('GET', '/files?__proto__=1')).status).toBe(422);
    expect((await call('POST', '/tokens', { name: '__proto__', scopes: ['read'] })).status).toBe(422);
    expect((await call('POST', '/sign-in-codes', { name: '__proto__' })).status).toBe(422);
  });
});

test('a file that was saved under such a path before is there, and can be removed', async () => {
  await put('pages/index.liquid', '{{ data.constructor }}x');
  const path = 'data/__proto__/0.json';
  await runInDurableObject(env.SITE_OBJECT.getByName('main'), (_, { storage: { sql } }) => {
    sql.exec("INSERT INTO contents VALUES ('h', '{\"a\":1}')");
    sql.exec(
      `INSERT INTO files (path, kind, hash, size, author, updated) VALUES ('${path}', 'data', 'h', 7, 'x', 0)`,
    );
    sql.exec("UPDATE meta SET value = value + 1 WHERE key = 'draft'");
  });
  await abortAllDurableObjects();
  expect((await call('POST', '/compare', { url: '/' })).body.pages).toMatchObject([{ same: true }]);
  expect((await call('POST', '/publish', {})).status).toBe(200);
  expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
  expect((await call('DELETE', `/files/${path}`)).status).toBe(204);
  expect((await call('GET', '/files?prefix=data/')).body.files).toEqual([]);
});

describe('what nests deeply', () => {
  const deep = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels);

  test.each([
    ['POST', '/render', (inner: string) => `{"page":"pages/index.liquid","data":{"x":${inner}}}`],
    ['POST', '/compare', (inner: string) => `{"data":{"x":${inner}}}`],
    ['POST', '/batch', (inner: string) => `{"edits":${inner}}`],
    ['POST', '/tokens', (inner: string) => inner],
    ['POST', '/sign-in-codes', (inner: string) => `{"name":${inner}}`],
    ['PUT', '/live', (inner: string) => `{"release":${inner}}`],
  ] as const)('is refused, not our fault: %s %s', async (method, path, around) => {
    for (const inner of [deep(600), deep(100_000), deep(100_000, '{"a":', '}').replace('{"a":}', '{}')]) {
      const { status } = await call(method, path, new TextEncoder().encode(around(inner)));
      expect(status).toBe(422);
    }
  });

  test.each([
    ['data/a.json', deep(450), 201],
    ['data/a.json', deep(600), 422],
    ['data/a.json', deep(100_000), 422],
    ['samples/a.json', deep(100_000), 422],
    ['data/a.yaml', deep(600), 422],
    ['data/a.yaml', deep(20_000), 422],
    ['site.yaml', `a: ${deep(3_000)}`, 422],
    ['pages/a.liquid', `---\na: ${deep(3_000)}\n---\n`, 422],
  ])('in a file %s', async (path, text, status) => {
    expect((await put(path, text)).status).toBe(status);
  });
});
