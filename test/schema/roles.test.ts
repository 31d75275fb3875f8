import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isContent,
  isPlace,
  mayCall,
  mayChange,
  mayPublishAll,
  ROLE_SCOPES,
  ROLES,
} from '../../schema/api/roles.ts';
import { SCOPES } from '../../schema/api/scopes.ts';

describe('content, media, data and settings', () => {
  test.each([
    'content/posts/tide.md',
    'content/posts/2026/tide.yaml',
    'content/posts/tide.json',
    'data/hours.yaml',
    'data/team/people.csv',
    'site.yaml',
    'assets/boat.jpg',
    'assets/Plans/Menu 2026.pdf',
    'assets/logo.svg',
  ])('%s is', (path) => {
    expect(isContent(path)).toBe(true);
  });

  test.each([
    'content/posts/tide.liquid',
    'content/posts/_collection.yaml',
    'data/hours.fields.yaml',
    'data/hours.fields.json',
    'samples/posts.json',
    'pages/index.liquid',
    'pages/about.md',
    'layouts/base.liquid',
    'partials/card.liquid',
    'assets/site.css',
    'assets/app.js',
    'assets/APP.MJS',
    'assets/embed.html',
    'assets/embed.xhtml',
    'assets/embed.XHT',
    'public/favicon.ico',
    'public/index.html',
    'assets/../layouts/base.liquid',
    'content/',
    'content/posts',
    'nowhere/a.md',
    '__proto__',
    '',
  ])('%j is not', (path) => {
    expect(isContent(path)).toBe(false);
  });
});

describe('what a role may change', () => {
  const anyPath = fc.constantFrom(
    'content/posts/a.md',
    'data/a.yaml',
    'site.yaml',
    'layouts/a.liquid',
    'assets/a.js',
    '',
  );

  test('those for content: what is content and below a prefix, and nothing else', () => {
    const prefixes = fc.array(
      fc.constantFrom('content/posts', 'content/posts/', 'data/a.yaml', 'assets/', 'site.yaml'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('writer' as const, 'editor' as const),
        prefixes,
        anyPath,
        (role, given, path) => {
          const below = given.length === 0 || given.some((each) => path.startsWith(each));
          expect(mayChange({ role, prefixes: given }, path)).toBe(isContent(path) && below);
        },
      ),
    );
  });

  test('the others: everything, and so a token of scopes', () => {
    for (const role of ['developer', 'owner', null, undefined] as const)
      fc.assert(fc.property(anyPath, (path) => mayChange({ role }, path)));
  });

  test('a folder is that folder, not one whose name begins as its does', () => {
    const who = { role: 'writer', prefixes: ['content/post'] } as const;
    expect(mayChange(who, 'content/post/a.md')).toBe(true);
    expect(mayChange(who, 'content/posts/a.md')).toBe(false);
  });
});

test('a prefix has to be where content is', () => {
  for (const place of ['content/', 'content', 'content/posts/', 'assets/boats', 'data/a.yaml', 'site.yaml'])
    expect(isPlace(place), place).toBe(true);
  for (const place of ['', '/', 'pages/', 'cont', 'contents/', 'layouts/a.liquid', 'site.yam', 'public/'])
    expect(isPlace(place), place).toBe(false);
});

describe('what a role may call', () => {
  const read = { scope: 'read' };
  const paths = () => [];

  test('those for content: what reads, and what says its paths', () => {
    for (const role of ['writer', 'editor'] as const) {
      expect(mayCall({ role }, read)).toBe(true);
      expect(mayCall({ role }, { scope: 'self' })).toBe(true);
      expect(mayCall({ role }, { scope: 'write', paths })).toBe(true);
      expect(mayCall({ role }, { scope: 'write' })).toBe(false);
    }
  });

  test('a list of roles is the whole answer, except for a publish by whoever has prefixes', () => {
    const rollback = { scope: 'publish', roles: ['editor', 'owner'] } as const;
    expect(ROLES.filter((role) => mayCall({ role }, rollback))).toEqual(['editor', 'owner']);
    expect(mayCall({ role: 'editor', prefixes: ['data/'] }, rollback)).toBe(false);
    expect(mayCall({}, rollback)).toBe(true);
  });

  test('writers, and editors with prefixes, publish paths; others all', () => {
    expect(ROLES.filter((role) => mayPublishAll({ role }))).toEqual(['editor', 'developer', 'owner']);
    expect(mayPublishAll({ role: 'editor', prefixes: ['data/'] })).toBe(false);
    expect(mayPublishAll({})).toBe(true);
  });
});

test('every role has scopes that are there', () => {
  for (const role of ROLES) expect(SCOPES).toEqual(expect.arrayContaining([...ROLE_SCOPES[role]]));
  expect(ROLE_SCOPES.writer).not.toContain('admin');
  expect(ROLE_SCOPES.editor).not.toContain('admin');
});
