import { beforeEach, expect, test } from 'vitest';
import { NodeStore } from '../../support/node-store.ts';

const MANY = 400;
/** So that a block, whose pages are rendered again with one of them, has few entries. */
const FILL = 'word '.repeat(400);
const TEXT = 'The water came at nine, and nobody saw it go. '.repeat(40);

const path = (n: number) => `content/posts/post-${n}.md`;
const entry = (n: number, title = `Post ${n}`) =>
  `---\ntitle: ${title}\norder: ${n}\nfill: ${FILL}\n---\n# Head\n\n${TEXT}${n}\n`;

const SITE = {
  'pages/posts/[slug].liquid': '---\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}',
  ...Object.fromEntries(Array.from({ length: MANY }, (_, n) => [path(n), entry(n)])),
};

let site: NodeStore;

beforeEach(async () => {
  site = new NodeStore();
  await site.save(SITE);
  await published(site);
});

async function published(store: NodeStore): Promise<string> {
  const { id, state, reason } = await store.publish();
  expect(reason).toBe(null);
  expect(state).toBe('live');
  return store.kv.get(`release:${id}`) ?? '';
}

/** The texts whose code is asked for while something is done. */
async function readsOf(store: NodeStore, work: () => Promise<unknown>): Promise<Set<unknown>> {
  const { sql } = store.storage;
  const exec = sql.exec.bind(sql);
  const read = new Set<unknown>();
  sql.exec = ((query: string, ...values: SqlStorageValue[]) => {
    if (query.startsWith('SELECT code FROM compiled')) read.add(values[1]);
    // Of pairs of a hash and a path.
    if (query.startsWith('SELECT path, code FROM compiled'))
      for (let at = 1; at < values.length; at += 2) read.add(values[at]);
    return exec(query, ...values);
  }) as typeof sql.exec;
  await work();
  sql.exec = exec;
  return read;
}

test('of an edit, only the texts beside it on its shelf are read, and the release is as it would be without what was kept', async () => {
  await site.save({ [path(7)]: entry(7, 'Another') });
  let before = '';
  const read = await readsOf(site, async () => {
    before = await published(site);
  });
  expect(read).toContain(path(7));
  expect(read.size).toBeLessThan(MANY / 2);
  site.storage.sql.exec("DELETE FROM meta WHERE key = 'seen'");
  const written = site.kv.size;
  let after = '';
  const again = await readsOf(site, async () => {
    after = await published(site);
  });
  expect(again.size).toBe(MANY + 1);
  // The release and `live`: every pack is the one that it was.
  expect(site.kv.size).toBe(written + 1);
  expect(withoutIds(after)).toBe(withoutIds(before));
});

const withoutIds = (manifest: string) => manifest.replace(/"id":"[^"]*","version":\d+,"at":\d+/, '');

test('a shelf that a sweep took from KV is made and written again', async () => {
  const { sql } = site.storage;
  const { name } = sql
    .exec<{ name: string }>("SELECT name FROM stored WHERE kind = 'pack' ORDER BY size DESC LIMIT 1")
    .one();
  sql.exec('DELETE FROM stored WHERE name = ?', name);
  sql.exec("INSERT OR REPLACE INTO meta VALUES ('generation', '1')");
  site.kv.delete(`pack:${name}`);
  await published(site);
  expect([...site.kv.keys()]).toContain(`pack:2-${name.slice(2)}`);
});

test('a publish that is cancelled while shelves are made leaves none of them waiting', async () => {
  await site.save({ [path(3)]: entry(3, 'Other') });
  const { publisher } = site;
  const { id } = publisher.begin({ message: '', author: 'test' });
  const stepping = publisher.step();
  await new Promise((resolve) => setTimeout(resolve, 0));
  publisher.cancel('test', id);
  await stepping;
  expect(site.storage.sql.exec('SELECT * FROM pending').toArray()).toEqual([]);
  expect(site.releases.get(id)?.state).toBe('failed');
  await published(site);
});
