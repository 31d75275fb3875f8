import { Hono } from 'hono';
import { LIMITS } from '../../schema/limits.ts';
import { type ApiEnv, siteObject } from './env.ts';
import { everywhereBy } from './publish.ts';

/** How the site is: what is live, since when, and until when other locations may show the release before. */
export const status = new Hono<ApiEnv>();

status.get('/status', async (c) => {
  const found = await siteObject(c.env).status();
  const live = found.live && {
    release: found.live.release,
    since: found.live.at,
    everywhereBy: everywhereBy(c.env, found.live.at),
  };
  return c.json({ ...found, live, siteUrl: c.env.SITE_URL ?? null, limits: LIMITS });
});
