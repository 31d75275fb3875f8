import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NodeStore } from '../../support/node-store.ts';

/** The tables as they were before their keys had indexes beside long rows. */
const BEFORE = `
  CREATE TABLE c (
    hash TEXT NOT NULL, path TEXT NOT NULL, format INTEGER NOT NULL,
    facts TEXT NOT NULL, diagnostics TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (hash, path)
  ) WITHOUT ROWID;
  INSERT INTO c SELECT * FROM compiled;
  DROP TABLE compiled;
  ALTER TABLE c RENAME TO compiled;
  CREATE TABLE p (name TEXT NOT NULL, hash TEXT NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (name, part)) WITHOUT ROWID;
  INSERT INTO p SELECT * FROM pending;
  DROP TABLE pending;
  ALTER TABLE p RENAME TO pending;
  DROP INDEX release_only;
  DROP TABLE draft_slices;
  DROP TABLE draft_facts;
  CREATE TABLE draft_index (part INTEGER PRIMARY KEY, text TEXT NOT NULL);
  UPDATE schema_version SET version = 9;
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meniscus-long-rows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const count = (site: NodeStore, table: string) =>
  site.storage.sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).one().n;

const entries = (many: number, more = '') =>
  Object.fromEntries(
    Array.from({ length: many }, (_, n) => [
      `content/posts/e${n}.md`,
      `---\ntitle: E${n}\n---\nText ${n}. ${more}\n`,
    ]),
  );
const PAGES = { 'pages/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}' };

test('a site of before goes on with what was compiled, and with a publish that was under way', async () => {
  const file = join(folder, 'site.sqlite');
  const old = new NodeStore(file);
  await old.save({ ...PAGES, ...entries(20, 'word '.repeat(4_000)) });
  // A publish that stops when its first pack is to be written.
  old.written = () => Promise.reject(new Error('stopped'));
  const { id } = old.publisher.begin({ message: '', author: 'test' });
  while (old.releases.state(id) === 'checking') await old.publisher.step();
  const [compiled, pending] = [count(old, 'compiled'), count(old, 'pending')];
  expect(pending).toBeGreaterThan(0);
  old.storage.sql.exec(BEFORE);

  const site = new NodeStore(file);
  expect([count(site, 'compiled'), count(site, 'pending')]).toEqual([compiled, pending]);
  expect(site.releases.get(id)?.only).toBeNull();
  for (let wait = await site.publisher.step(); wait !== undefined; wait = await site.publisher.step());
  expect(site.releases.state(id)).toBe('live');
  expect(count(site, 'pending')).toBe(0);
  expect(site.kv.size).toBe(pending + 2);
});

test('many files are compiled again in slices, and the same release comes out', async () => {
  const file = join(folder, 'site.sqlite');
  const old = new NodeStore(file);
  await old.save({ ...PAGES, ...entries(520) });
  await old.publish();
  const packs = [...old.kv.keys()].filter((key) => key.includes('pack:'));
  old.storage.sql.exec(BEFORE);

  const site = new NodeStore(file);
  expect(count(site, 'compiled')).toBe(0);
  site.compiling.recover();
  expect(site.compiling.progress?.total).toBe(521);
  while (await site.compiling.step());
  const { state } = await site.publish();
  expect(state).toBe('live');
  // No pack is written again: they hold what they held.
  expect([...site.kv.keys()].filter((key) => packs.includes(key))).toEqual([]);
  expect([...site.kv.keys()].filter((key) => key.includes('pack:'))).toEqual([]);
}, 60_000);
