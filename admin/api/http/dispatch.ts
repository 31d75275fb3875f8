import type { Context } from 'hono';
import type { Identity } from '../../../schema/api/core.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { allows } from '../../../schema/api/scopes.ts';
import { type ApiEnv, siteObject } from '../env.ts';
import type { Call, Operation, Reply } from '../operation.ts';
import { type Caller, identify } from './auth.ts';
import { readBody } from './body.ts';
import { type Asked, openCursor, sealCursor, sealHeader } from './cursor.ts';
import { once } from './idempotency.ts';
import { JSON_LIMIT, parseBody, parseQuery } from './parse.ts';
import { checkChanges, checkRole } from './role.ts';
import { type Routed, router } from './route.ts';

/** Of operations that anyone may call. */
const NOBODY: Identity = { id: '', name: '', kind: 'session', scopes: [], prefix: null, expires: null };

/** Handles requests below /api: finds the operation, who calls and whether they may, checks what came, and runs it. */
export function dispatcher(operations: readonly Operation[]): (c: Context<ApiEnv>) => Promise<Response> {
  const find = router(operations);
  return async function dispatch(c) {
    const url = new URL(c.req.url);
    const routed = find(c.req.method, url.pathname.slice('/api'.length));
    const { operation } = routed;
    const caller =
      operation.scope === 'anyone' ? { who: NOBODY, token: null } : await identify(c.req.raw, url, c.env);
    checkScope(operation, caller.who);
    checkRole(operation, caller.who);
    checkBound(operation, caller.who);
    const query = operation.query ? parseQuery(url, operation.query) : {};
    const asked: Asked = { ...routed, query };
    const call = await readCall(c, url, routed, { ...caller, query: openCursor(asked) });
    const paths = operation.paths?.(call) ?? [];
    checkPaths(caller.who, paths);
    checkChanges(operation, caller.who, paths);
    const work = async () => toResponse(await operation.run(call), asked);
    const response = operation.idempotent ? await once(c, call, work) : await work();
    if (c.req.method !== 'HEAD') return response;
    await response.body?.cancel();
    return new Response(null, response);
  };
}

async function readCall(
  c: Context<ApiEnv>,
  url: URL,
  { operation, params }: Routed,
  made: Caller & Pick<Call, 'query'>,
): Promise<Call> {
  const { raw, body } = operation;
  const limit = raw ? raw.limit(params) : JSON_LIMIT;
  const bytes =
    raw || body
      ? await readBody(c.req.raw, limit, params.path ?? 'The body', raw?.instead)
      : new Uint8Array();
  return {
    env: c.env,
    site: siteObject(c.env),
    request: c.req.raw,
    url,
    params,
    body: body ? parseBody(bytes, body) : undefined,
    bytes,
    ...made,
    later: (work) => c.executionCtx.waitUntil(work),
  };
}

function checkScope({ scope, method, path }: Operation, who: Identity): void {
  if (scope === 'anyone' || scope === 'self' || allows(who.scopes, scope)) return;
  throw new ProblemError(
    'forbidden',
    `${method} /api${path} needs the scope ${scope}; ${who.name} has ${who.scopes.join(', ') || 'none'}`,
    { rule: 'scope' },
  );
}

/** Keeps a caller who is bound to a prefix from what concerns the site as a whole, before anything of it is read. */
function checkBound(operation: Operation, who: Identity): void {
  if (operation.scope === 'anyone' || operation.scope === 'self') return;
  if (!Object.hasOwn(operation, 'paths')) checkPaths(who, ['']);
}

/** Throws when one of the paths is not below the caller's prefix. */
export function checkPaths({ prefix, name }: Identity, paths: readonly string[]): void {
  const outside = prefix === null ? undefined : paths.find((path) => !path.startsWith(prefix));
  if (outside === undefined) return;
  const what = outside || 'the site as a whole';
  throw new ProblemError('forbidden', `${name} may only work on paths below ${prefix}, not on ${what}`, {
    rule: 'prefix',
  });
}

function toResponse(reply: Reply<unknown> | Response, asked: Asked): Response {
  if (reply instanceof Response) return sealHeader(asked, reply);
  const { operation } = asked;
  const status = reply.status ?? operation.statuses?.[0] ?? (operation.response ? 200 : 204);
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...reply.headers };
  if (reply.body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(sealCursor(asked, reply.body)), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}
