import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locationOf } from '../../schema/location.ts';
import { fillPattern } from '../../schema/route.ts';
import { runs } from '../support/runs.ts';

/** RFC 3986: a path with query and fragment, or an http URL with them. */
const PCHAR = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
const URI = new RegExp(
  `^(?:https?://[^/?#]+)?(?:/${PCHAR}*)*(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?$`,
);

describe('the location of a redirect', () => {
  test.each([
    ['/new', '/new'],
    ['/über uns?q=ü#ä', '/%C3%BCber%20uns?q=%C3%BC#%C3%A4'],
    ['/%C3%BCber', '/%C3%BCber'],
    ['/100%', '/100%25'],
    ['/a?b[]=1|2', '/a?b%5B%5D=1%7C2'],
    ['/a#b#c', '/a#b%23c'],
    ['/a b/"<>`{}', '/a%20b/%22%3C%3E%60%7B%7D'],
    ['https://bücher.test/ä', 'https://xn--bcher-kva.test/%C3%A4'],
    ['https://example.com', 'https://example.com'],
    ['https://example.com//a//b', 'https://example.com//a//b'],
    ['//evil.test', '/evil.test'],
    ['/\\evil.test', '/%5Cevil.test'],
    ['/\t/evil.test', '/%09/evil.test'],
    ['///', '/'],
    ['/a//b/', '/a/b/'],
    ['/\ud83d', '/%EF%BF%BD'],
  ])('of %j is %s', (to, location) => {
    expect(locationOf(to)).toBe(location);
  });

  test('is a URI for any target, and the same again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('/', 'https://example.com/', '/a?', '/a#'),
        (text, start) => {
          const location = locationOf(start + text);
          expect(location).toMatch(URI);
          expect(locationOf(location)).toBe(location);
        },
      ),
      { seed: 5, numRuns: runs(3_000) },
    );
  });

  const target = fc
    .array(fc.constantFrom('{a}', '{b}', '{...rest}', '/', '/', '/', 'x', '.', '..', '@', ':', '\\'), {
      maxLength: 8,
    })
    .map((parts) => `/${parts.join('')}`);
  const value = fc.oneof(fc.constantFrom('', 'evil.test', '/evil.test', '..', '\\evil.test'), fc.string());

  test('of a path stays on the site, whatever its parameters hold', () => {
    fc.assert(
      fc.property(target, value, value, value, (pattern, a, b, rest) => {
        const location = locationOf(fillPattern(pattern, { a, b, rest }));
        expect(new URL(location, 'https://site.test/x/y').origin).toBe('https://site.test');
        expect(location).toMatch(/^\/(?![/\\])/);
      }),
      { seed: 6, numRuns: runs(5_000) },
    );
  });
});
