import { describe, expect, test } from 'vitest';
import { readGrant } from '../../admin/api/http/grant.ts';
import { boundOf, checkChange, checkChanges, checkRole, mayOf } from '../../admin/api/http/role.ts';
import type { Operation } from '../../admin/api/operation.ts';
import { checkSettings } from '../../admin/store/bound.ts';
import type { Identity } from '../../schema/api/core.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import { ROLE_SCOPES, ROLES, type Role } from '../../schema/api/roles.ts';
import { SCOPES } from '../../schema/api/scopes.ts';
import { compileFile } from '../../site/files/compile-file.ts';

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
