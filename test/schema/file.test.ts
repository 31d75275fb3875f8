import { describe, expect, test } from 'vitest';
import { readPath } from '../../schema/file.ts';

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
    ['data/a.csv', 'path_ending'],
    ['samples/a.yaml', 'path_ending'],
  ])('%s: %s', (path, code) => {
    expect(readPath(path)).toMatchObject({ problem: { code } });
  });
});
