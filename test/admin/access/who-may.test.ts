import { reset, SELF } from 'cloudflare:test';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ROLES, type Role } from '../../../schema/api/roles.ts';
import { SCOPES, type Scope } from '../../../schema/api/scopes.ts';
import { call, TOKEN } from '../api.ts';
import { checkDocumented, document } from '../documented.ts';

/** What each operation needs. One line for each: a new operation that is not here fails the first test. */
const NEEDS: Readonly<Record<string, 'nothing' | 'self' | Scope>> = {
  getSession: 'self',
  beginSession: 'nothing',
  endSession: 'self',
  createSignInCode: 'admin',
  listFiles: 'read',
  listColumns: 'read',
  listHashes: 'read',
  getFile: 'read',
  saveFile: 'write',
  deleteFile: 'write',
  getHistory: 'read',
  restoreFile: 'write',
  moveFile: 'write',
  stageBlob: 'write',
  stageTexts: 'write',
  batch: 'write',
  exportSite: 'read',
  importSite: 'write',
  render: 'read',
  validate: 'read',
  compare: 'read',
  publish: 'publish',
  cancelPublish: 'publish',
  setLive: 'publish',
  getStatus: 'read',
  listReleases: 'read',
  getRelease: 'read',
  getDiff: 'read',
  listPartAddresses: 'read',
  comparePartPage: 'read',
  listAddresses: 'read',
  getCollection: 'read',
  listUses: 'read',
  search: 'read',
  listTexts: 'read',
  listDeleted: 'read',
  listPreviews: 'read',
  createPreview: 'write',
  revokePreview: 'write',
  events: 'read',
  listTokens: 'admin',
  createToken: 'admin',
  revokeToken: 'admin',
  listAudit: 'admin',
  backup: 'admin',
  repair: 'admin',
  restore: 'admin',
  getOpenApi: 'nothing',
  getDocs: 'nothing',
};

/** Scopes that allow what needs the key. */
const ALLOWED_BY: Readonly<Record<string, readonly Scope[]>> = {
  nothing: SCOPES,
  self: SCOPES,
  read: SCOPES,
  write: ['write', 'admin'],
  publish: ['publish', 'admin'],
  admin: ['admin'],
};

/** Those that a token for pages/blog/ may call there; all others are about the site as a whole. */
const BY_PATH = [
  'listFiles',
  'listColumns',
  'listHashes',
  'getFile',
  'saveFile',
  'deleteFile',
  'getHistory',
  'restoreFile',
  'moveFile',
  'stageBlob',
  'stageTexts',
  'batch',
  'exportSite',
  'listTexts',
  'publish',
];

/** Those that change a file, and are about the paths that they are given. */
const CHANGING = ['saveFile', 'deleteFile', 'restoreFile', 'moveFile', 'stageBlob', 'stageTexts', 'batch'];
/** Those that let somebody in. */
const LETTING_IN = ['createSignInCode', 'listTokens', 'createToken', 'revokeToken'];
/** Those that a writer may call beside what reads, and an editor beside those. */
const OF_WRITERS = ['publish', 'createPreview'];
const OF_EDITORS = [...OF_WRITERS, 'cancelPublish', 'setLive', 'revokePreview'];

/** Whether a role may call an operation about a file. */
function mayAs(role: Role, id: string, isTemplate: boolean): boolean {
  if (role === 'owner') return true;
  if (role === 'developer') return !LETTING_IN.includes(id);
  if (['nothing', 'self', 'read'].includes(NEEDS[id] ?? '')) return true;
  if (role === 'writer' && isTemplate && id === 'publish') return false;
  if (CHANGING.includes(id)) return !isTemplate;
  return (role === 'writer' ? OF_WRITERS : OF_EDITORS).includes(id);
}

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

const OPERATIONS: Operation[] = Object.entries<Record<string, { operationId: string }>>(
  document.paths,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({
    id: operationId,
    method: method.toUpperCase(),
    path,
  })),
);

const INSIDE = 'pages/blog/a.liquid';
const OUTSIDE = 'pages/index.liquid';
const CONTENT = 'content/posts/a.md';
const TEMPLATE = 'layouts/a.liquid';
const HOME = 'https://admin.test';

/** Calls an operation about a file; what it answers past the guard does not matter here. */
async function attempt({ method, path }: Operation, file: string, headers: Record<string, string>) {
  const filled = path.replace('{path}', file).replace('{sha256}', '0'.repeat(64)).replace('{id}', 'none');
  const query =
    {
      '/api/blobs/{sha256}': `?path=${file}`,
      '/api/files': `?prefix=${file}`,
      '/api/listing': `?prefix=${file}`,
      '/api/hashes': `?prefix=${file}`,
      '/api/export': `?prefix=${file}`,
      '/api/texts': `?prefix=${file}`,
    }[path] ?? '';
  const body = path.endsWith('/move')
    ? { to: file }
    : path.endsWith('/batch')
      ? { edits: [{ path: file, delete: true }] }
      : path.endsWith('/blobs')
        ? { texts: [{ path: file, text: '' }] }
        : path.endsWith('/restore')
          ? { version: 1 }
          : path.endsWith('/publish')
            ? { paths: [file] }
            : {};
  const response = await SELF.fetch(
    `${HOME}${filled}${method === 'GET' || path.includes('blobs') ? query : ''}`,
    {
      method,
      headers,
      ...(method !== 'GET' && method !== 'DELETE' && { body: JSON.stringify(body) }),
    },
  );
  const text = await response.text();
  if (response.status >= 400) checkDocumented(method, filled.slice('/api'.length), response, text);
  return response.status;
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function make(body: object): Promise<{ id: string; secret: string }> {
  const { body: made } = await call('POST', '/tokens', { name: 'T', scopes: ['read'], ...body });
  return { id: made.token.id, secret: made.secret };
}

const secrets: Record<string, string> = {};
let cookie = '';

beforeAll(async () => {
  await reset();
  for (const scope of SCOPES) secrets[scope] = (await make({ scopes: [scope] })).secret;
  for (const role of ROLES) secrets[`role ${role}`] = (await make({ role, scopes: undefined })).secret;
  secrets.prefix = (await make({ scopes: ['admin'], prefix: 'pages/blog/' })).secret;
  const expires = Date.now() + 2_000;
  secrets.expired = (await make({ scopes: ['admin'], expires })).secret;
  const revoked = await make({ scopes: ['admin'] });
  secrets.revoked = revoked.secret;
  await call('DELETE', `/tokens/${revoked.id}`);
  const begun = await SELF.fetch(`${HOME}/api/session`, { method: 'POST', headers: bearer(TOKEN) });
  cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(expires), { timeout: 10_000 });
});

test('every operation of the document is in the table', () => {
  expect(OPERATIONS.map(({ id }) => id).sort()).toEqual(Object.keys(NEEDS).sort());
});

describe.each(OPERATIONS)('$id', (operation) => {
  const needs = NEEDS[operation.id] ?? 'nothing';
  // Signing in answers 401 by itself to whoever has nothing to sign in with.
  const open = needs === 'nothing' && operation.id !== 'beginSession';

  test.each([
    ['no token', {}],
    ['a bad token', bearer('mns_bad')],
    ['another scheme', { authorization: `Basic ${TOKEN}` }],
    ['two tokens', { authorization: `Bearer ${TOKEN} ${TOKEN}` }],
  ] as [string, Record<string, string>][])('with %s', async (_, headers) => {
    const status = await attempt(operation, INSIDE, { ...headers, 'cf-connecting-ip': operation.id });
    expect(status === 401).toBe(!open);
  });

  test.each(['expired', 'revoked'])('with a token that is %s', async (name) => {
    const status = await attempt(operation, INSIDE, {
      ...bearer(secrets[name] ?? ''),
      'cf-connecting-ip': name + operation.id,
    });
    expect(status === 401).toBe(!open);
  });

  test.each(SCOPES)('with a token for %s alone', async (scope) => {
    const status = await attempt(operation, INSIDE, bearer(secrets[scope] ?? ''));
    expect(status).not.toBe(401);
    expect(status !== 403).toBe(ALLOWED_BY[needs]?.includes(scope));
  });

  test.each(ROLES)('with the role %s, about content and about a template', async (role) => {
    for (const [file, isTemplate] of [
      [CONTENT, false],
      [TEMPLATE, true],
    ] as const) {
      const status = await attempt(operation, file, bearer(secrets[`role ${role}`] ?? ''));
      expect([file, status]).not.toEqual([file, 401]);
      expect([file, status !== 403]).toEqual([file, mayAs(role, operation.id, isTemplate)]);
    }
  });

  test('with a token for a folder, inside and outside of it', async () => {
    const free = needs === 'nothing' || needs === 'self';
    const inside = await attempt(operation, INSIDE, bearer(secrets.prefix ?? ''));
    expect(inside !== 403).toBe(free || BY_PATH.includes(operation.id));
    const outside = await attempt(operation, OUTSIDE, bearer(secrets.prefix ?? ''));
    expect(outside !== 403).toBe(free);
  });

  test.each([
    ['a foreign', { origin: 'https://evil.test' }],
    ['a same-site', { origin: 'https://site.test' }],
    ['no', {}],
    ['an opaque', { origin: 'null' }],
  ] as [string, Record<string, string>][])('with a cookie and %s Origin', async (_, headers) => {
    const status = await attempt(operation, INSIDE, { cookie, ...headers });
    if (needs === 'nothing') return;
    expect(status).toBe(403);
  });
});
