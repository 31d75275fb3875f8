import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Hosts, listedSecrets } from '../../worker/upstreams/access.ts';
import { fillBody, fillTarget, targetUrl } from '../../worker/upstreams/target.ts';

const BASE = 'https://api.test/v1';

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '..',
    '.',
    '',
    '../x',
    '..%2fx',
    '%2e%2e',
    '//evil.test',
    '@evil.test',
    '\\',
    'a\r\nb',
    '?x',
    '#x',
    '..;',
    '.\u0000',
  ),
);

describe('a value in a target', () => {
  test('never changes host, path or query around it', () => {
    fc.assert(
      fc.property(value, value, (slug, tag) => {
        const target = fillTarget('/a/{slug}/b?tag={query.tag}&z=1', (name) =>
          name === 'slug' ? slug : tag,
        );
        if (!target) return;
        const url = targetUrl(BASE, target);
        expect(url?.origin).toBe('https://api.test');
        expect(url?.pathname.split('/')).toEqual(['', 'v1', 'a', encodeURIComponent(slug), 'b']);
        expect([...(url?.searchParams ?? [])]).toEqual([
          ['tag', tag],
          ['z', '1'],
        ]);
        expect(url?.hash).toBe('');
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test('that spans parts keeps each of them in its place', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (parts) => {
        const target = fillTarget('/files/{...path}', () => parts.join('/'));
        const url = target && targetUrl(BASE, target);
        if (url) expect(url.href).toMatch(/^https:\/\/api\.test\/v1\/files(\/[^/?#]+)*$/);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test('in a body stays in its string', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(
          fillBody({ q: '<{q}>', list: [1, '{none}'] }, (name) => (name === 'q' ? text : undefined)),
        ).toEqual({
          q: `<${text}>`,
          list: [1, ''],
        });
      }),
      { seed: 7 },
    );
  });

  test.each([
    ['/a/{x}', '..'],
    ['/a/{x}', '.'],
    ['/a/{x}', ''],
    ['/a/{x}', 'b/c'],
    ['/a/.{x}', '.'],
    ['/a/{...x}', 'b//c'],
    ['/a/{...x}', 'b/../c'],
  ])('%s with %j is not sent', (pattern, x) => {
    expect(fillTarget(pattern, () => x)).toBeUndefined();
  });

  test('that is not there leaves its pair of the query out', () => {
    expect(fillTarget('/a?x={x}&y=1', () => undefined)).toEqual({ path: '/a', query: '?y=1' });
    expect(fillTarget('/a?x={x}', () => undefined)).toEqual({ path: '/a', query: '' });
    expect(fillTarget('/a/{...x}', () => undefined)).toEqual({ path: '/a', query: '' });
  });
});

describe('hosts', () => {
  const allows = (list: string, url: string) => new Hosts(list).allows(new URL(url));

  test.each([
    ['api.test', 'https://api.test/x', true],
    ['api.test', 'http://api.test/x', false],
    ['api.test:443', 'https://api.test/x', true],
    ['api.test:443', 'http://api.test/x', false],
    ['api.test:443', 'http://api.test:443/x', false],
    ['https://api.test', 'https://api.test/x', true],
    ['https://api.test/', 'https://api.test/x', true],
    ['http://api.test', 'http://api.test/x', true],
    ['http://api.test', 'https://api.test/x', false],
    ['http://api.test:8080', 'http://api.test:8080/x', true],
    ['api.test:8080', 'http://api.test:8080/x', false],
    ['api.test:80', 'http://api.test/x', true],
    ['api.test:*', 'https://api.test:99/x', true],
    ['api.test:*', 'http://api.test:99/x', false],
    ['http://*.api.test:*', 'http://eu.api.test:99/x', true],
    ['bücher.test', 'https://xn--bcher-kva.test/', true],
    ['api.test', 'https://constructor/', false],
    ['api.test', 'https://api.test:8443/x', false],
    ['api.test:8443', 'https://api.test:8443/x', true],
    ['API.test', 'https://api.TEST/x', true],
    ['api.test', 'https://api.test.evil.test/', false],
    ['api.test', 'https://evilapi.test/', false],
    ['*.api.test', 'https://eu.api.test/', true],
    ['*.api.test', 'https://api.test/', false],
    ['*.api.test', 'https://evilapi.test/', false],
    ['localhost:*, 127.0.0.1:*', 'http://127.0.0.1:99/', true],
    ['localhost:*', 'http://localhost/', true],
    ['[::1]:*', 'http://[::1]:80/', true],
    ['api.test', 'https://user:pass@api.test/', false],
    ['api.test', 'ftp://api.test/', false],
    ['', 'https://api.test/', false],
    ['*', 'https://api.test/', false],
  ])('%j and %s: %s', (list, url, answer) => {
    expect(allows(list, url)).toBe(answer);
  });

  test('secrets are those that are listed and set', () => {
    expect(listedSecrets({ names: 'A, B C', from: { A: '1', B: 2, D: '4' } })).toEqual({ A: '1' });
  });
});
