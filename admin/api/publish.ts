import { Hono } from 'hono';
import * as z from 'zod/mini';
import { publishRequest, rollbackRequest } from '../../schema/api.ts';
import { ProblemError } from '../../schema/problem.ts';
import { unwrap } from '../store/outcome.ts';
import type { Release } from '../store/releases.ts';
import { type AdminBindings, type ApiEnv, siteObject } from './env.ts';

/** From the draft to visitors, and back. */
export const publish = new Hono<ApiEnv>();

publish.post('/publish', async (c) => {
  const { message, expect } = await parseJson(c.req.raw, publishRequest);
  const release = unwrap(await siteObject(c.env).publish(message ?? '', c.get('author'), expect));
  return c.json(released(c.env, release), release.state === 'live' ? 200 : 202);
});

publish.get('/releases', async (c) => {
  const found = await siteObject(c.env).releases(50);
  return c.json({ releases: found });
});

publish.put('/live', async (c) => {
  const { release } = await parseJson(c.req.raw, rollbackRequest);
  return c.json(unwrap(await siteObject(c.env).rollback(release)));
});

/** A release as the API tells it, with the time by which all locations show it. */
export function released(env: AdminBindings, release: Release) {
  return { ...release, everywhereBy: release.liveAt === null ? null : everywhereBy(env, release.liveAt) };
}

/** Milliseconds since the epoch: KV takes up to 60 s to tell all locations, may answer from a cache for 30 s more, and then an isolate looks. */
export function everywhereBy(env: AdminBindings, liveAt: number): number {
  return liveAt + 1_000 * (60 + 30 + Number(env.FRESH_WAIT ?? 30));
}

/** A request's JSON body by its schema; an empty body is {}. */
export async function parseJson<T extends z.core.$ZodType>(
  request: Request,
  schema: T,
): Promise<z.output<T>> {
  const text = await request.text();
  let data: unknown;
  try {
    data = text.trim() === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw new ProblemError(
      'invalid',
      `The body is not JSON: ${error instanceof Error ? error.message : error}`,
      { rule: 'json' },
    );
  }
  const parsed = z.safeParse(schema, data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ProblemError('invalid', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not valid'}`, {
    rule: 'body',
  });
}
