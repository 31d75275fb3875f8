import { Meta } from '../../admin/store/tables/meta.ts';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import type { KvValue } from '../../test/support/kv-server.ts';
import { NodeStore } from '../../test/support/node-store.ts';
import { BASE, blogOf, postOf } from './blog-site.ts';
import { round } from './print.ts';

/** A site that is published, as KV has it. */
export interface Published {
  readonly posts: number;
  readonly values: ReadonlyMap<string, KvValue>;
}

/** Makes a site of so many posts and prints what its publishes take: the first one, of one text, of a new post, and of the layout. */
export async function publishSite(posts: number, bodyWrites: number): Promise<Published> {
  const site = new NodeStore(undefined, bodyWrites);
  console.log(`\n${posts} posts`);
  console.table({
    'first publish': await publish(site, blogOf(posts)),
    'one post': await publish(site, { 'content/posts/post-1.md': postOf(1, 'Another') }),
    'a new post': await publish(site, { [`content/posts/post-${posts}.md`]: postOf(posts) }),
    'the layout': await publish(site, { 'layouts/base.liquid': `${BASE}<footer></footer>` }),
  });
  const values = new Map<string, KvValue>([...site.kv].map(([key, text]) => [key, { text }]));
  const text = site.kv.get(KEYS.live('main')) ?? '';
  const { id } = JSON.parse(text.slice(0, text.indexOf('\n'))) as { id: string }; // a manifest begins with its head
  values.set(KEYS.live('main'), { text, metadata: { id, format: MANIFEST_FORMAT, move: 1, since: 0 } });
  return { posts: posts + 1, values };
}

/** Saves and compiles, which is not measured, and publishes. */
async function publish(site: NodeStore, files: Record<string, string>): Promise<Record<string, number>> {
  await site.save(files);
  const before = new Set(site.kv.keys());
  const bodiesBefore = bodiesOf(site);
  const { user, system } = process.cpuUsage();
  const began = performance.now();
  const { state, reason } = await site.publish();
  const wall = performance.now() - began;
  if (state !== 'live') throw new Error(`${state}: ${reason}`);
  const after = process.cpuUsage();
  const written = [...site.kv].filter(([key]) => !before.has(key) || key === KEYS.live('main'));
  const bytes = written.reduce((sum, [, value]) => sum + Buffer.byteLength(value), 0);
  const bodies = bodiesOf(site) - bodiesBefore;
  return {
    'clock, s': round(wall / 1e3),
    'CPU, s': round((after.user + after.system - user - system) / 1e6),
    'KV writes': written.length,
    'of them bodies': bodies,
    megabytes: round(bytes / 1e6),
  };
}

/** Packs of bodies that were written on this day. */
function bodiesOf({ storage }: NodeStore): number {
  const [, used = '0'] = (new Meta(storage.sql).text('body_writes') ?? '').split(' ');
  return Number(used);
}
