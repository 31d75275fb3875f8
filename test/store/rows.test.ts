import { evictDurableObject, reset, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Edit } from '../../admin/store/edit.ts';
import { type Outcome, unwrap } from '../../admin/store/outcome.ts';
import { type Rows, watchRows } from '../support/rows.ts';
import { publish, save, site, text } from './store.ts';

/** Files of a site. Each page needs the layout, a partial and a data file; partials that none needs are quickly checked. */
const FILES = 10_000;
const PAGES = 1_000;
const ASSETS = 3_000;

beforeAll(async () => {
  await reset();
  await fill();
  await publish();
}, 300_000);

async function fill(): Promise<void> {
  const files: Edit[] = [
    text('layouts/base.liquid', '<main>{{ content }}</main>{% render "card" %}'),
    text('partials/card.liquid', '{{ data.site.name }} {{ "0.css" | asset_url }}'),
    text('data/site.json', '{"name":"Tide"}'),
  ];
  for (let n = 0; n < PAGES; n++)
    files.push(text(`pages/p/${n}.liquid`, `---\nlayout: base\n---\npage ${n}`));
  for (let n = 0; n < ASSETS; n++) files.push(asset(`assets/${n}.css`, n));
  for (let n = 0; files.length < FILES; n++) files.push(text(`partials/${n}.liquid`, `partial ${n}`));
  for (let at = 0; at < files.length; at += 2_500)
    unwrap((await site().commit(files.slice(at, at + 2_500), 'test')) as Outcome<unknown>);
}

function asset(path: string, n: number): Edit {
  const name = `1-${n.toString(16).padStart(32, '0')}`;
  const content = { hash: name.slice(2).repeat(2), size: 1, asset: { name, type: 'text/css' } };
  return { path, source: { content } };
}

async function rowsOf(work: () => Promise<unknown>): Promise<Rows> {
  const watches: ReturnType<typeof watchRows>[] = [];
  await runInDurableObject(site(), (_, { storage }) => void watches.push(watchRows(storage.sql)));
  await work();
  const rows = watches[0]?.stop() ?? { read: Number.NaN, written: Number.NaN };
  return rows;
}

/** Asked in the object itself: a stub of what it gives would keep it from being evicted. */
const render = (unsaved: string) =>
  runInDurableObject(site(), async (instance) => {
    const files = { 'pages/p/7.liquid': `---\nlayout: base\n---\n${unsaved}` };
    const answer = unwrap(await instance.drafts().render({ page: 'pages/p/7.liquid', files }, 'test'));
    expect(answer.body).toMatch(`<main>${unsaved}</main>Tide /assets/0.css`);
  });

describe('at 10,000 files', () => {
  test('a save', async () => {
    const rows = await rowsOf(() => save({ 'pages/p/7.liquid': '---\nlayout: base\n---\nother' }));
    expect(rows.read).toBeLessThanOrEqual(30);
    expect(rows.written).toBeLessThanOrEqual(15);
  });

  test('a preview of an unsaved file', async () => {
    const rows = await rowsOf(() => render('unsaved'));
    expect(rows.read).toBeLessThanOrEqual(30);
    expect(rows.written).toBe(0);
  });

  test('a preview after the object was evicted', async () => {
    await evictDurableObject(site());
    const rows = await rowsOf(() => render('unsaved'));
    // A row of a slice is read for its list, and one for each 32 of what is known of files that are no entries.
    expect(rows.read).toBeLessThanOrEqual(80 + 10_000 / 32);
  });

  test('a publish of one file', async () => {
    await save({ 'pages/p/8.liquid': '---\nlayout: base\n---\nother' });
    const rows = await rowsOf(() => publish());
    expect(rows.read).toBeLessThanOrEqual(12_000);
    expect(rows.written).toBeLessThanOrEqual(60);
  });

  test('a token that is not valid, whatever the log has', async () => {
    const refuse = () => runInDurableObject(site(), (instance) => void instance.access().byToken('made up'));
    for (let n = 0; n < 50; n++) await refuse();
    const rows = await rowsOf(refuse);
    expect(rows.read).toBeLessThanOrEqual(2);
    expect(rows.written).toBe(0);
  });

  test('a look at the status', async () => {
    const rows = await rowsOf(() => site().status());
    expect(rows.read).toBeLessThanOrEqual(10);
  });
});
