import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageUrl } from '../../../admin/check/links/page-url.ts';

const pieces = [
  'a',
  'Z',
  '0',
  '_',
  '-',
  '~',
  '.',
  '..',
  '%2e',
  '%',
  '/',
  '//',
  'é',
  ' ',
  '\\',
  '?',
  '#',
  ':',
  '@',
  '*',
  ';',
  '\t',
  '🌊',
];
const path = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((all) => `/${all.join('')}`);

test('a page is where a URL says that it is, whatever its path', () => {
  fc.assert(
    fc.property(path, (written) => {
      let url: URL;
      try {
        url = new URL(written, 'https://gate.invalid');
      } catch {
        expect(() => pageUrl(written)).toThrow();
        return;
      }
      const { pathname, search, href } = pageUrl(written);
      expect([pathname, search, href]).toEqual([url.pathname, url.search, url.href]);
    }),
    { numRuns: 3_000 },
  );
});

test('of a plain path no URL is made', () => {
  for (const plain of ['/', '/posts/first', '/a-b/c_d/e.html', '/posts/'])
    expect(pageUrl(plain)).not.toBeInstanceOf(URL);
});
