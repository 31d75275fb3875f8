import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldPath, readPath, suggestPath } from '../../schema/file.ts';
import { runs } from '../support/runs.ts';

describe('the kind of a file', () => {
  test.each([
    ['site.yaml', 'site'],
    ['pages/index.liquid', 'page'],
    ['pages/docs/[...path].liquid', 'page'],
    ['pages/.well-known/security.txt.liquid', 'page'],
    ['layouts/base.liquid', 'layout'],
    ['partials/posts/card.liquid', 'partial'],
    ['data/authors.json', 'data'],
    ['data/authors.yml', 'data'],
    ['samples/posts.json', 'sample'],
    ['assets/fonts/a.woff2', 'asset'],
    ['assets/Logo.PNG', 'asset'],
    ['assets/logo@2x.png', 'asset'],
    ['assets/my photo (1).jpg', 'asset'],
    ['assets/café.jpg', 'asset'],
    ['assets/a+b.css', 'asset'],
    ['assets/日本/😀 #1 100%?.png', 'asset'],
    ['assets/constructor', 'asset'],
    ['public/favicon.ico', 'asset'],
    ['public/.well-known/apple-app-site-association', 'asset'],
    ['public/googleABC123.html', 'asset'],
  ])('%s is a %s', (path, kind) => {
    expect(readPath(path)).toEqual({ kind });
  });
});

describe('what is no path of a site', () => {
  test.each([
    ['', 'path_empty'],
    ['notes.txt', 'path_unknown_kind'],
    ['theme/index.liquid', 'path_unknown_kind'],
    ['constructor/x.liquid', 'path_unknown_kind'],
    ['pages/../secrets.liquid', 'path_dots'],
    ['pages/./a.liquid', 'path_dots'],
    ['pages/About.liquid', 'path_upper_case'],
    ['pages/a b.liquid', 'path_character'],
    ['pages/ünïcode.liquid', 'path_character'],
    ['/pages/a.liquid', 'path_empty_part'],
    ['pages//a.liquid', 'path_empty_part'],
    ['pages/', 'path_empty_part'],
    [`pages/${'a'.repeat(250)}.liquid`, 'path_too_long'],
    ['pages/a.html', 'path_ending'],
    ['data/a.xlsx', 'path_ending'],
    ['samples/a.yaml', 'path_ending'],
    ['assets/a\\b.png', 'path_character'],
    ['assets/a\tb.png', 'path_character'],
    ['assets/a\u2028.png', 'path_character'],
    ['assets/\ud83d.png', 'path_character'],
    ['assets/cafe\u0301.jpg', 'path_nfc'],
    ['assets/a /b.png', 'path_space'],
    ['assets/../a.png', 'path_dots'],
    ['assets/__proto__', 'path_reserved'],
    ['Assets/a.png', 'path_upper_case'],
    ['public', 'path_unknown_kind'],
  ])('%s: %s', (path, code) => {
    expect(readPath(path)).toMatchObject({ problem: { code } });
  });
});

describe('what a file could be called', () => {
  test.each([
    ['pages/Über uns.liquid', 'pages/ueber-uns.liquid'],
    ['pages/About.html', 'pages/about.liquid'],
    ['About.HTML', 'pages/about.liquid'],
    ['pages/café crème.liquid', 'pages/cafe-creme.liquid'],
    ['pages/Posts/[slug].html', 'pages/posts/[slug].liquid'],
    ['pages/feed.xml', 'pages/feed.xml.liquid'],
    ['pages/guide.markdown', 'pages/guide.md'],
    ['pages/logo.png', 'assets/logo.png'],
    ['_layouts/Default.html', 'layouts/default.liquid'],
    ['_includes/header.html', 'partials/header.liquid'],
    ['snippets/Card.liquid', 'partials/card.liquid'],
    ['_data/My Team.yml', 'data/my-team.yml'],
    ['data/a.xlsx', 'assets/data/a.xlsx'],
    ['images/My Photo.JPG', 'assets/images/My Photo.JPG'],
    ['static/robots.txt', 'public/robots.txt'],
    ['robots.txt', 'public/robots.txt'],
    ['favicon.ico', 'public/favicon.ico'],
    ['assets/cafe\u0301.jpg', 'assets/café.jpg'],
    ['assets/a\\b.png', 'assets/a/b.png'],
    ['Assets/a.png', 'assets/a.png'],
    ['./pages//index.liquid', 'pages/index.liquid'],
    ['_config.yml', 'site.yaml'],
    ['pages/日本.liquid', 'pages/file.liquid'],
  ])('%j: %s', (given, path) => {
    expect(suggestPath(given)).toBe(path);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      'pages',
      'assets',
      'public',
      'data',
      'samples',
      'layouts',
      'partials',
      '__proto__',
      '..',
      '',
      ' ',
      '.liquid',
      'a.JSON',
      '[',
      ']',
      '[x]',
      'é',
      'x'.repeat(300),
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );

  test('is always a path of a site, and the message of every refusal says it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.constantFrom('/', ''), (parts, between) => {
        const given = parts.join(between);
        expect(readPath(suggestPath(given))).toHaveProperty('kind');
        const read = readPath(given);
        if ('problem' in read && given !== '')
          expect(read.problem.message).toContain(`Use ${suggestPath(given)}.`);
      }),
      { seed: 9, numRuns: runs(5_000) },
    );
  });

  test('of a valid path is that path, as it is compared in one case', () => {
    for (const path of ['assets/Logo.PNG', 'public/a b.txt', 'pages/index.liquid'])
      expect(suggestPath(path)).toBe(path);
    expect(foldPath('assets/CAFÉ.jpg')).toBe('assets/café.jpg');
  });
});
