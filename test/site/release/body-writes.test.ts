import { expect, test } from 'vitest';
import { backupLines, Restore } from '../../../admin/store/backup/backup.ts';
import { fromStream, toStream } from '../../../admin/store/backup/lines.ts';
import { KEYS } from '../../../schema/keys.ts';
import { isBodies } from '../../../schema/made/keys.ts';
import { NodeStore } from '../../support/node-store.ts';
import { visitorsOf } from '../../support/visitors.ts';

const DAY = 86_400_000;
const POSTS = 60;
const FILL = 'Sea water and more, as the tide has it. '.repeat(140);

async function filled(bodyWrites: number, posts = POSTS): Promise<NodeStore> {
  const site = new NodeStore(undefined, bodyWrites);
  const files = Array.from({ length: posts }, (_, n) => [
    `content/posts/post-${n}.md`,
    `---\ntitle: Post ${n}\n---\n${FILL}${n}\n`,
  ]);
  await site.save({
    'pages/posts/[slug].liquid': '---\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}',
    ...Object.fromEntries(files),
  });
  return site;
}

const packsIn = (keys: Iterable<string>) => [...keys].filter((key) => key.startsWith(KEYS.pack('')));

/** The day of which writes are counted, and how many. */
const counted = (site: NodeStore) => {
  const rows = site.storage.sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'body_writes'");
  return rows.toArray()[0]?.value.split(' ').map(Number);
};

test('what a release cannot do without is written before bodies of pages', async () => {
  const site = await filled(500, 400);
  await site.publish();
  const packs = packsIn(site.kv.keys());
  const bodies = packs.filter(isBodies);
  // More than one slice of writes, with both kinds in it.
  expect(bodies.length).toBeGreaterThan(20);
  expect(packs.length - bodies.length).toBeGreaterThan(100);
  expect(packs.slice(-bodies.length)).toEqual(bodies);
  const keys = [...site.kv.keys()];
  expect(keys.slice(keys.indexOf(packs.at(-1) ?? '') + 1).map((key) => key.split(':')[0])).toEqual([
    KEYS.release('').split(':')[0],
    KEYS.live('').split(':')[0],
  ]);
});

test('a publish that is cut off while it writes leaves bodies for last, and goes on', async () => {
  const site = await filled(500);
  const { id } = site.publisher.begin({ message: '', author: 'test' });
  while (site.releases.state(id) === 'checking') await site.publisher.step();
  const names = (query: string) =>
    Array.from(site.storage.sql.exec<{ name: string }>(query), ({ name }) => name);
  const waiting = () => names("SELECT DISTINCT name FROM pending WHERE hash <> ''");
  const all = waiting();
  const first = all.filter((name) => !isBodies(name)).length;
  let left = first + 2;
  site.written = async () => {
    if (left-- <= 0) throw new Error('KV is full');
  };
  await site.publisher.step();
  const before = packsIn(site.kv.keys());
  expect(before.filter((key) => !isBodies(key)).length).toBe(first);
  expect(before.length).toBe(first + 2);
  // What was written does not wait any more, and is known.
  expect(waiting().length).toBe(all.length - before.length);
  expect(waiting().filter((name) => before.includes(KEYS.pack(name)))).toEqual([]);
  expect(names("SELECT name FROM stored WHERE kind = 'pack'").map(KEYS.pack).sort()).toEqual(before.sort());
  site.written = async () => undefined;
  while ((await site.publisher.step()) !== undefined);
  expect(site.releases.state(id)).toBe('live');
  expect((await visitorsOf(site.kv)('/posts/post-7')).timing).toContain('made at publish');
  expect(counted(site)?.[1]).toBe(packsIn(site.kv.keys()).filter(isBodies).length);
});

test('bodies count on the day on which they are written, not on that of their release', async () => {
  const site = await filled(500);
  const start = Date.now();
  let now = start;
  site.now = () => now;
  const { id } = site.publisher.begin({ message: '', author: 'test' });
  while (site.releases.state(id) === 'checking') await site.publisher.step();
  expect(counted(site)).toBeUndefined();
  now += DAY;
  while ((await site.publisher.step()) !== undefined);
  const written = packsIn(site.kv.keys()).filter(isBodies).length;
  expect(written).toBeGreaterThan(3);
  expect(counted(site)).toEqual([Math.floor(now / DAY), written]);
});

test('a publish that was cancelled before it wrote counts nothing', async () => {
  const site = await filled(500);
  const { id } = site.publisher.begin({ message: '', author: 'test' });
  while (site.releases.state(id) === 'checking') await site.publisher.step();
  site.publisher.cancel('test');
  expect(counted(site)).toBeUndefined();
});

test('bodies that a backup brings are not written again', async () => {
  const site = await filled(500);
  await site.publish();
  const other = new NodeStore(undefined, 500);
  const reads = {
    getWithMetadata: async (key: string) => ({
      value: new Blob([site.kv.get(key) ?? '']).stream(),
      metadata: null,
    }),
  } as unknown as KVNamespace; // all that a backup asks of it
  const writes = {
    put: async (key: string, value: Uint8Array) => {
      other.kv.set(key, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value));
    },
  } as unknown as KVNamespace; // all that a restore asks of it
  const restore = new Restore(other.storage.sql, writes);
  const source = { sql: site.storage.sql, kv: reads, site: 'main', state: () => '' };
  for await (const line of fromStream(toStream(backupLines(source)))) await restore.take(line);
  other.files.reset();
  other.files.facts();
  const before = new Set(other.kv.keys());
  expect(packsIn(before).filter(isBodies).length).toBeGreaterThan(3);
  await other.save({ 'content/posts/post-3.md': '---\ntitle: Other\n---\nOther.\n' });
  expect((await other.publish()).state).toBe('live');
  const bodies = packsIn(other.kv.keys()).filter((key) => isBodies(key) && !before.has(key));
  expect(bodies.length).toBeLessThanOrEqual(2);
  expect((await visitorsOf(other.kv)('/posts/post-50')).timing).toContain('made at publish');
});
