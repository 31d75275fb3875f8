import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, vi } from 'vitest';
import type { Edit } from '../../admin/store/edit.ts';
import { type Outcome, unwrap } from '../../admin/store/outcome.ts';
import type { SiteObject } from '../../admin/store/site-object.ts';
import { createApp } from '../../worker/app.ts';

export const site = () => env.SITE_OBJECT.getByName('main');

/** Gives the object another KV or clock. */
export function equip(parts: Partial<Pick<SiteObject, 'kv' | 'now'>>): Promise<void> {
  return runInDurableObject(site(), (instance) => void Object.assign(instance, parts));
}

export const text = (path: string, content: string): Edit => ({ path, source: { text: content } });

/** Saves texts by path, in one batch. */
export async function save(files: Readonly<Record<string, string>>): Promise<void> {
  const edits = Object.entries(files).map(([path, content]) => text(path, content));
  unwrap((await site().commit(edits, 'test')) as Outcome<unknown>);
}

export async function publish(): Promise<string> {
  const release = unwrap((await site().publish('', 'test')) as Outcome<{ id: string; state: string }>);
  // A busy machine takes longer than a caller waits for.
  const state = async () => (await site().releases(20)).find(({ id }) => id === release.id)?.state;
  const ended = async () => expect(await state()).toMatch(/^(live|failed)$/);
  await vi.waitFor(ended, { timeout: 120_000, interval: 50 });
  if ((await state()) !== 'live') throw new Error(`the release is ${await state()}`);
  return release.id;
}

/** The site Worker of one isolate. */
export function isolate(
  kv: KVNamespace = env.KV,
  fresh = { look: 0, wait: 0 },
  now: () => number = Date.now,
) {
  const app = createApp({ kv, site: 'main', fresh, clock: { now } });
  return async (path: string) => {
    const ctx = createExecutionContext();
    const response = await app.fetch(new Request(`http://site.test${path}`), env, ctx);
    const body = await response.text();
    await waitOnExecutionContext(ctx);
    return {
      status: response.status,
      body,
      release: response.headers.get('x-release'),
      headers: response.headers,
    };
  };
}
