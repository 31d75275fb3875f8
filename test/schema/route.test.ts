import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalPath, fillPattern, parseRoute, routeOfPage } from '../../schema/route.ts';
import { runs } from '../support/runs.ts';

describe('routes of page files', () => {
  test.each([
    ['pages/index.liquid', '/'],
    ['pages/about.liquid', '/about'],
    ['pages/posts/index.liquid', '/posts'],
    ['pages/posts/[slug].liquid', '/posts/{slug}'],
    ['pages/docs/[...path].liquid', '/docs/{...path}'],
    ['pages/feed.xml.liquid', '/feed.xml'],
    ['pages/tags/[tag].xml.liquid', '/tags/{tag}.xml'],
    ['pages/404.liquid', undefined],
    ['pages/500.html.liquid', undefined],
  ])('%s answers %s', (path, route) => {
    expect(routeOfPage(path)).toBe(route);
  });
});

describe('patterns', () => {
  test('their keys have no names, in canonical encoding', () => {
    expect(parseRoute('/posts/{slug}')).toEqual({ key: '/posts/{}', params: ['slug'] });
    expect(parseRoute('/{lang}/docs/{...path}')).toEqual({ key: '/{}/docs/{...}', params: ['lang', 'path'] });
    expect(parseRoute('/über uns')).toEqual({ key: '/%C3%BCber%20uns', params: [] });
    expect(parseRoute('/feeds/{tag}.xml/')).toEqual({ key: '/feeds/{}.xml', params: ['tag'] });
    expect(parseRoute('/')).toEqual({ key: '/', params: [] });
  });

  test.each(['posts', '/a/{b', '/a/b}', '/a-{b}', '/{...a}/b', '/{a}/{a}', '/{a b}', '/{}', '/{a}x'])(
    '%s is refused',
    (pattern) => {
      expect(() => parseRoute(pattern)).toThrow(pattern);
    },
  );

  test.each([
    '/a//b',
    '//',
    '/a/../b',
    '/./{a}',
    '/a?b=1',
    '/a#b',
    '/a\\b',
    '/assets/{a}.json',
    '/_preview/a',
    '/assets/{...a}',
    '/_preview/{a}',
  ])('%s is refused: no request would ever reach it', (pattern) => {
    expect(() => parseRoute(pattern)).toThrow(pattern);
  });
});

describe('the canonical form of a path', () => {
  test.each([
    ['/', '/'],
    ['/about/', '/about'],
    ['//a//b', '/a/b'],
    ['/%61bout', '/about'],
    ['/a%20b', '/a%20b'],
    ['/a:b@c', '/a:b@c'],
    ['/a%2fb', undefined],
    ['/a%5Cb', undefined],
    ['/a%0Ab', undefined],
    ['/%ff', undefined],
    ['/%', undefined],
  ])('%s -> %s', (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });

  test('is its own canonical form, whatever a URL can hold', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const canonical = canonicalPath(new URL(`http://x${path}`).pathname);
        if (canonical !== undefined) expect(canonicalPath(canonical)).toBe(canonical);
      }),
      { seed: 1, numRuns: runs(2_000) },
    );
  });

  test('a value that is filled into a query stays in its pair', () => {
    expect(fillPattern('/a/{v}?q={v}&r=1#{v}', { v: 'x&y=z#' })).toBe(
      '/a/x&y=z%23?q=x%26y%3Dz%23&r=1#x%26y%3Dz%23',
    );
  });

  test('a filled pattern never leaves its place: a value is one part of the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const parts = fillPattern('/a/{v}/c', { v: value }).split('/');
        expect(parts).toHaveLength(4);
        expect(parts[3]).toBe('c');
        expect(fillPattern('/a/{v}/c', { v: value })).not.toMatch(/[\s?#\\<>"]/);
      }),
      { seed: 2, numRuns: runs(2_000) },
    );
  });
});
