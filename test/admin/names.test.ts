import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from './api.ts';

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
  /** As if it could be changed after all: what this finds is found by every lookup in an empty table. */
  test('finds no row where there is none', async () => {
    const { first } = await import('../../admin/store/first.ts');
    const inherited = Object.create({ 0: { scopes: '["admin"]' } });
    const none = Object.setPrototypeOf(
      [],
      Object.assign(Object.create(Array.prototype), inherited, { 0: 1 }),
    );
    expect(none[0]).toBe(1);
    expect(first({ toArray: () => none })).toBeUndefined();
  });
});
