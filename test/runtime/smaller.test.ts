import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../cli/pack/bundle-site.ts';
import { smaller } from '../../cli/pack/smaller.ts';
import { decodeHTML, decodeHTMLStrict } from '../../site/markdown/smaller/entities.ts';
import { runs } from '../support/runs.ts';
import { library, libraryNames } from './entity-names.ts';
import * as whole from './markdown.ts';

// commonmark-spec exports the spec's examples and has no types.
const { tests } = createRequire(import.meta.url)('commonmark-spec') as {
  readonly tests: readonly { readonly markdown: string }[];
};

let folder: string;
let small: typeof whole;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meniscus-smaller-'));
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const modules = await bundle('test/runtime/markdown.ts', [], [smaller(root)]);
  for (const { name, contents } of modules) writeFileSync(join(folder, name), contents);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  small = await import(pathToFileURL(join(folder, 'index.js')).href);
  const shipped = modules.flatMap(({ sources }) => Object.keys(sources));
  expect(shipped.filter((path) => /node_modules\/(?:entities|linkify-it)\//.test(path))).toEqual([]);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** A text as each reader makes HTML of it. */
const made = ({ renderValue, renderAsJekyll }: typeof whole, text: string) => [
  renderValue(text, true),
  renderValue(text, false),
  renderAsJekyll(text),
];

test.each(tests)(
  'the site Worker reads example $example of CommonMark as the whole library does',
  ({ markdown }) => {
    expect(made(small, markdown)).toEqual(made(whole, markdown));
  },
);

/** What links, references, emphasis and typography are made of. */
const PIECES = [
  ...[
    'http://',
    'HTTPS://',
    'ftp://',
    '//',
    'mailto:',
    'www.',
    'xn--',
    'localhost',
    'example.com',
    'a.b',
    'foo@bar.org',
  ],
  ...[
    '/path',
    '?q=1',
    '#x',
    ':8080',
    ':99999',
    '.',
    '..',
    '...',
    ',',
    ';',
    '!',
    "'",
    '"',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '<',
    '>',
  ],
  ...[
    '&amp;',
    '&amp',
    '&notit;',
    '&hearts;',
    '&NotEqualTilde;',
    '&#8364;',
    '&#x80;',
    '&#1234567890;',
    '&#12x;',
    '&unknown;',
    '&',
  ],
  ...[
    '*',
    '**',
    '_',
    '~~',
    '`',
    '\\',
    '--',
    '---',
    '(c)',
    '(tm)',
    '+-',
    '\n',
    '\n\n',
    '- ',
    '- [x] ',
    '1. ',
    '> ',
    '# ',
    '| a | b |\n|--|--|\n',
  ],
  ...[
    'wörd',
    'слово',
    '漢字',
    '\u{1d538}',
    '\u3000',
    '\uff5c',
    '\u00a0',
    '\u2019',
    '\ud800',
    '[^1]',
    '[^1]: note\n',
    '[a]: <b> "t"\n',
    '![i](u)',
  ],
  ...[' ', 'a', 'B', '7', '_', '-', '<b>', '<a href="x">', '</a>', '{: .c}', '$$x$$'],
];

/** Addresses, with all that may be in a path or end it. */
const address = fc
  .tuple(
    fc.constantFrom('', '', '`a`', '`a.de`', '_', '$', '<b>'),
    fc.constantFrom('http://', 'Https://', 'ftp://', '//', 'mailto:', '://', 'x'),
    fc.constantFrom('', 'me@', 'a:b@'),
    fc.constantFrom(
      'example.com',
      'localhost',
      'wörd.xn--p1ai',
      'a-b.c_d',
      '127.0.0.1:80',
      'слово',
      '-a.b-',
      'a.',
    ),
    fc.array(fc.constantFrom(...'/?#.,;!\'"()[]{}-_:&%*<>|\u3000\uff5c aZ7ж'), { maxLength: 9 }),
  )
  .map(([before, scheme, user, host, path]) => `${before}${scheme}${user}${host}${path.join('')}`);

test('it reads random texts so', () => {
  const text = fc.array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 2, arbitrary: address },
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 16 },
  );
  const property = fc.property(text, (pieces) => {
    const markdown = pieces.join('');
    expect(made(small, markdown)).toEqual(made(whole, markdown));
  });
  fc.assert(property, { numRuns: runs(10_000) });
});

test('it knows the names of characters that the library knows, and no others', () => {
  const names = libraryNames().map((name) => name.replace(';', ''));
  expect(names.length).toBeGreaterThan(2_000);
  for (const name of names)
    for (const text of [
      `&${name};`,
      `&${name}x;`,
      `&${name}${name};`,
      `&${name.slice(0, -1)};`,
      `&x${name};`,
    ]) {
      expect(decodeHTML(text)).toBe(library.decodeHTML(text));
      expect(decodeHTMLStrict(text)).toBe(library.decodeHTMLStrict(text));
    }
});

test('it reads numbers of characters as the library does', () => {
  const number = fc.tuple(
    fc.constantFrom('#', '#x', '#X', '#0000000'),
    fc.oneof(
      fc.nat(300),
      fc.integer({ min: 0xd7f0, max: 0xe010 }),
      fc.integer({ min: 0x10fff0, max: 0x110010 }),
      fc.nat(),
    ),
    fc.constantFrom('', 'a', 'g', '999999999', 'zz1'),
  );
  const property = fc.property(number, ([sign, code, rest]) => {
    const text = `&${sign}${/x/i.test(sign) ? code.toString(16) : code}${rest};`;
    expect(decodeHTML(text)).toBe(library.decodeHTML(text));
  });
  fc.assert(property, { numRuns: runs(5_000) });
});
