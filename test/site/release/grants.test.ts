import { describe, expect, test } from 'vitest';
import { readGrant } from '../../../admin/api/http/grant.ts';
import { boundOf, checkChange, checkChanges, checkRole, mayOf } from '../../../admin/api/http/role.ts';
import type { Operation } from '../../../admin/api/operation.ts';
import { checkSettings } from '../../../admin/store/bound.ts';
import { checkSettingsOf, partOf } from '../../../admin/store/releasing/part.ts';
import type { Snapshot } from '../../../admin/store/releasing/snapshot.ts';
import type { Identity } from '../../../schema/api/core.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { ROLE_SCOPES, ROLES, type Role } from '../../../schema/api/roles.ts';
import { SCOPES } from '../../../schema/api/scopes.ts';
import { compileFile } from '../../../site/files/compile-file.ts';

const OWNER: Identity = { id: 'o', name: 'O', kind: 'operator', scopes: SCOPES, prefix: null, expires: null };
const be = (role: Role, prefixes: readonly string[] = []): Identity => {
  return { ...OWNER, name: 'Ada', kind: 'token', role, prefixes, scopes: ROLE_SCOPES[role] };
};

/** What a problem is said with; undefined where there is none. */
function refusal(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.code;
  }
}

const op = (described: Partial<Operation>): Operation => {
  return {
    id: 'x',
    method: 'POST',
    path: '/x',
    scope: 'write',
    summary: '',
    run: async () => ({}),
    ...described,
  };
};

describe('what a token is given', () => {
  test.each(ROLES)('%s has its scopes, or fewer', (role) => {
    expect(readGrant({ role }, OWNER)).toEqual({ role, scopes: ROLE_SCOPES[role], prefixes: [] });
    expect(readGrant({ role, scopes: ['read'] }, OWNER).scopes).toEqual(['read']);
  });

  test('scopes alone are as before', () => {
    expect(readGrant({ scopes: ['write'], prefix: 'pages/' }, OWNER)).toEqual({
      role: null,
      scopes: ['write'],
      prefixes: [],
    });
  });

  test.each([
    [{}, 'invalid'],
    [{ role: 'writer', scopes: ['admin'] }, 'invalid'],
    [{ role: 'writer', prefix: 'content/' }, 'invalid'],
    [{ role: 'writer', prefixes: ['layouts/'] }, 'invalid'],
    [{ role: 'owner', prefixes: ['content/'] }, 'invalid'],
    [{ scopes: ['write'], prefixes: ['content/'] }, 'invalid'],
  ] as const)('%j is refused', (asked, code) => {
    expect(refusal(() => readGrant(asked, OWNER))).toBe(code);
  });

  test('nobody gives more than they have', () => {
    const publisher = { ...OWNER, scopes: ['publish'] as const };
    expect(refusal(() => readGrant({ role: 'writer' }, publisher))).toBe('forbidden');
    expect(refusal(() => readGrant({ role: 'writer', scopes: ['publish'] }, publisher))).toBe(undefined);
  });
});

describe('a call is refused', () => {
  const paths = () => [];

  test('by the operation', () => {
    const importing = op({});
    const letting = op({ scope: 'admin', roles: ['owner'] });
    const closed = (operation: Operation) =>
      ROLES.filter((role) => refusal(() => checkRole(operation, be(role))));
    expect(closed(importing)).toEqual(['writer', 'editor']);
    expect(closed(letting)).toEqual(['writer', 'editor', 'developer']);
    expect(closed(op({ paths }))).toEqual([]);
    expect(refusal(() => checkRole(letting, OWNER))).toBe(undefined);
  });

  test('by a path of it', () => {
    const saved = ['content/posts/a.md', 'layouts/a.liquid'];
    const closed = (operation: Operation, given: readonly string[]) =>
      ROLES.filter((role) => refusal(() => checkChanges(operation, be(role), given)) === 'forbidden');
    expect(closed(op({ paths }), saved)).toEqual(['writer', 'editor']);
    expect(closed(op({ paths }), saved.slice(0, 1))).toEqual([]);
    expect(closed(op({ paths, scope: 'publish' }), saved)).toEqual(['writer']);
    expect(closed(op({ paths, scope: 'publish' }), [''])).toEqual(['writer']);
    expect(closed(op({ paths, scope: 'read' }), saved)).toEqual([]);
  });

  test('by a folder, which may hold anything', () => {
    const publishing = op({ paths, scope: 'publish' });
    for (const folder of ['content/posts', 'content/posts/', 'assets/', 'layouts', 'content'])
      expect([folder, refusal(() => checkChanges(publishing, be('writer'), [folder]))]).not.toEqual([
        folder,
        undefined,
      ]);
  });

  test('by a prefix', () => {
    const writer = be('writer', ['content/posts/']);
    expect(refusal(() => checkChange(writer, 'content/posts/a.md'))).toBe(undefined);
    expect(refusal(() => checkChange(writer, 'content/team/a.md'))).toBe('forbidden');
    expect(
      refusal(() =>
        checkChanges(op({ paths, scope: 'publish' }), be('editor', ['data/']), ['content/a/b.md']),
      ),
    ).toBe('forbidden');
  });
});

describe('site.yaml', () => {
  const OLD = 'title: Pier\nupstreams:\n  api: { url: "https://api.example.org" }\n';
  const facts = (text: string) => compileFile('site.yaml', text).facts;
  const change = (before: string | undefined, after: string) =>
    refusal(() =>
      checkSettings(
        {
          read: (hash) =>
            hash === 'old' ? { ...compileFile('site.yaml', before ?? ''), diagnostics: [] } : undefined,
        },
        before === undefined ? undefined : 'old',
        facts(after),
      ),
    );

  test.each([
    OLD.replace('Pier', 'Quay'),
    `# a comment\n${OLD}tagline: By the sea\n`,
    `${OLD}redirects:\n  /old: /new\n`,
    'upstreams:\n  api:\n    url: https://api.example.org\ntitle: Pier\n',
  ])('%j is a change of settings', (text) => {
    expect(facts(text).config).toBeDefined();
    expect(change(OLD, text)).toBe(undefined);
  });

  test.each([
    'title: Pier\n',
    OLD.replace('api.example', 'evil.example'),
    OLD.replace(' }', ', headers: { authorization: "key" } }'),
    `${OLD}csp: "default-src *"\n`,
    `${OLD}proxy:\n  /x/*: api\n`,
    `${OLD}headers:\n  x-frame-options: ALLOWALL\n`,
    `${OLD}defaults: { layout: other }\n`,
  ])('%j is one of code', (text) => {
    expect(facts(text).config).toBeDefined();
    expect(change(OLD, text)).toBe('forbidden');
  });

  test('is new with settings alone', () => {
    expect(change(undefined, 'title: Pier\n')).toBe(undefined);
    expect(change(undefined, OLD)).toBe('forbidden');
  });

  test('is not changed where nobody knows what it said', () => {
    for (const broken of ['upstreams: [', 'upstreams: { api: 1 }', 'csp: [1]'])
      expect([broken, change(broken, 'title: Pier\n')]).toEqual([broken, 'forbidden']);
    const gone = { read: () => undefined };
    expect(refusal(() => checkSettings(gone, 'old', facts('title: Pier\n')))).toBe('forbidden');
    expect(change('', 'title: Pier\n')).toBe(undefined);
  });
});

describe('a part of the draft', () => {
  const snapshot = (files: Readonly<Record<string, string>>): Snapshot => ({
    hashes: new Map(Object.entries(files)),
    assets: new Map(),
    saved: new Map(),
  });
  const live = snapshot({ 'content/posts/a.md': 'a', 'assets/js/app.js': 'a' });
  const draft = snapshot({
    'content/posts/a.md': 'b',
    'content/posts/_collection.yaml': 'b',
    'assets/js/app.js': 'b',
    'assets/pictures/boat.jpg': 'b',
    'data/team/fields.yaml': 'b',
  });
  const publish = (who: Identity, ...names: string[]) =>
    refusal(() => partOf(names, live, draft, who)) ?? partOf(names, live, draft, who).only.paths.first;

  test('is files for a role of content: a folder may hold what is not theirs', () => {
    for (const who of [be('writer'), be('writer', ['assets/']), be('editor', ['assets'])]) {
      for (const folder of ['assets/js', 'assets/js/', 'assets', 'assets/', 'content', 'content/posts'])
        expect([folder, publish(who, folder)]).toEqual([folder, 'invalid']);
      expect(publish(who, 'assets/pictures/boat.jpg')).toEqual(['assets/pictures/boat.jpg']);
      for (const path of ['assets/js/app.js', 'content/posts/_collection.yaml'])
        expect([path, publish(who, 'assets/pictures/boat.jpg', path)]).toEqual([path, 'forbidden']);
    }
    expect(publish(be('writer', ['assets/']), 'content/posts/a.md')).toBe('forbidden');
  });

  test('is also folders for who may publish all', () => {
    for (const who of [be('editor'), be('developer'), be('owner'), OWNER])
      expect(publish(who, 'assets/js', 'content/posts/a.md')).toEqual([
        'assets/js/app.js',
        'content/posts/a.md',
      ]);
  });

  test('has no site.yaml of which a developer has begun to change what is technical', () => {
    const texts: Readonly<Record<string, string>> = {
      live: 'title: Pier\n',
      settings: 'title: Quay\nredirects: { /a: /b }\n',
      begun: 'title: Quay\nproxy: { /x/*: api }\nupstreams: { api: { url: "https://api.example.org" } }\n',
    };
    const compiled = { read: (hash: string) => textOf(texts[hash]) };
    const check = (who: Identity, ...[before, after]: (string | undefined)[]) =>
      refusal(() => checkSettingsOf(compiled, siteOf(before), siteOf(after), who));
    const textOf = (text: string | undefined) =>
      text === undefined ? undefined : compileFile('site.yaml', text);
    const siteOf = (hash: string | undefined) => snapshot(hash === undefined ? {} : { 'site.yaml': hash });
    const writer = be('writer');
    expect(check(writer, 'live', 'settings')).toBe(undefined);
    expect(check(writer, 'begun', 'begun')).toBe(undefined);
    for (const [before, after] of [
      ['live', 'begun'],
      ['begun', 'settings'],
      ['begun', undefined],
      [undefined, 'begun'],
      ['gone', 'settings'],
      ['live', 'gone'],
    ]) {
      expect([before, after, check(writer, before, after)]).toEqual([before, after, 'forbidden']);
      expect(check(be('editor', ['site.yaml']), before, after)).toBe('forbidden');
      expect(check(be('editor'), before, after)).toBe(undefined);
    }
    expect(check(writer, undefined, 'settings')).toBe(undefined);
  });
});

test('what a session says that somebody may', () => {
  expect(ROLES.map((role) => mayOf(be(role)))).toEqual([
    { change: 'content', publish: 'paths', admin: false, tokens: false },
    { change: 'content', publish: 'all', admin: false, tokens: false },
    { change: 'all', publish: 'all', admin: true, tokens: false },
    { change: 'all', publish: 'all', admin: true, tokens: true },
  ]);
  expect(mayOf(be('editor', ['data/'])).publish).toBe('paths');
  expect(mayOf({ ...OWNER, scopes: ['read'] })).toEqual({
    change: 'nothing',
    publish: 'nothing',
    admin: false,
    tokens: false,
  });
  expect(mayOf({ ...OWNER, prefix: 'pages/' })).toMatchObject({
    change: 'all',
    publish: 'paths',
    tokens: false,
  });
  expect(boundOf(be('editor'))).toEqual({ prefix: null, contentOnly: true });
  expect(boundOf(OWNER)).toEqual({ prefix: null, contentOnly: false });
});
