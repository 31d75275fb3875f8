import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

const at = (path: string) => `/files/${encodeURIComponent(path)}`;
const text = async (path: string) => (await call('GET', at(path))).body;

test('uses are places in other files, with their lines', async () => {
  await put('partials/card.liquid', 'card');
  await put('pages/a.liquid', 'first\n  {% render "card" %}\n');
  const { body } = await call('GET', `${at('partials/card.liquid')}/uses`);
  expect(body.uses).toEqual([
    { path: 'pages/a.liquid', line: 2, column: 14, length: 4, text: '  {% render "card" %}', at: 13 },
  ]);
  expect((await call('GET', `${at('partials/none.liquid')}/uses`)).status).toBe(404);
});

test('uses of a key are where templates read it, of a block where those of its layout have it', async () => {
  await put('data/tide.json', '{"turns": [{"kind": "High"}], "place": "x"}');
  await put('layouts/base.liquid', '{% block main %}{% endblock %}');
  await put('layouts/other.liquid', '{% block main %}{% endblock %}');
  await put(
    'pages/a.liquid',
    '---\nlayout: base\n---\n{% block main %}{% render "turns", of: data.tide.turns %}{% endblock %}',
  );
  await put('pages/b.liquid', '---\nlayout: other\n---\n{% block main %}{{ data.tide.place }}{% endblock %}');
  await put('partials/turns.liquid', '{% for turn in of %}\n{{ turn.kind }}{% endfor %}');
  const uses = async (path: string, query: string) => {
    const { body } = await call('GET', `${at(path)}/uses?${query}`);
    return body.uses.map((one: { path: string; line: number; column: number }) => [
      one.path,
      one.line,
      one.column,
    ]);
  };
  expect(await uses('data/tide.json', 'key=turns.kind')).toEqual([['partials/turns.liquid', 2, 9]]);
  expect(await uses('data/tide.json', 'key=place')).toEqual([['pages/b.liquid', 4, 30]]);
  expect(await uses('layouts/base.liquid', 'block=main')).toEqual([
    ['layouts/base.liquid', 1, 10],
    ['pages/a.liquid', 4, 10],
  ]);
  expect(await uses('pages/b.liquid', 'block=main')).toHaveLength(2);
  expect((await call('GET', `${at('pages/a.liquid')}/uses?key=x`)).status).toBe(422);
});

describe('a move', () => {
  beforeEach(async () => {
    await put('partials/card.liquid', 'one');
    await put('partials/card.liquid', 'two');
    await put('pages/a.liquid', '{% render "card" %}');
  });
  const move = (to: string, references: boolean) =>
    call('POST', `${at('partials/card.liquid')}/move`, { to, references });

  test('with references changes them in the same step', async () => {
    const { status, body } = await move('partials/tile.liquid', true);
    expect([status, body.changed]).toEqual([200, ['pages/a.liquid']]);
    expect(await text('pages/a.liquid')).toBe('{% render "tile" %}');
    expect((await call('POST', '/validate', {})).body.ok).toBe(true);
  });

  test('without them leaves them', async () => {
    expect((await move('partials/tile.liquid', false)).body.changed).toEqual([]);
    expect(await text('pages/a.liquid')).toBe('{% render "card" %}');
  });

  test('that is refused changes nothing', async () => {
    await put('partials/tile.liquid', 'there');
    expect((await move('partials/tile.liquid', true)).status).toBe(412);
    expect(await text('pages/a.liquid')).toBe('{% render "card" %}');
  });

  test('keeps the history, also through several names, and versions from before come back', async () => {
    await move('partials/tile.liquid', true);
    await call('POST', `${at('partials/tile.liquid')}/move`, { to: 'partials/box.liquid' });
    await put('partials/box.liquid', 'three');
    const { versions } = (await call('GET', `${at('partials/box.liquid')}/history`)).body;
    expect(versions.map(({ path }: { path: string }) => path)).toEqual([
      'partials/box.liquid',
      'partials/box.liquid',
      'partials/tile.liquid',
      'partials/card.liquid',
      'partials/card.liquid',
    ]);
    const oldest = versions.at(-1).id;
    expect((await call('GET', `${at('partials/box.liquid')}/history?version=${oldest}`)).body).toBe('one');
    expect((await call('POST', `${at('partials/box.liquid')}/restore`, { version: oldest })).status).toBe(
      200,
    );
    expect(await text('partials/box.liquid')).toBe('one');
  });

  test('gives nothing of another file that took the old name since', async () => {
    await move('partials/tile.liquid', true);
    await put('partials/card.liquid', 'secret of another');
    const { versions } = (await call('GET', `${at('partials/tile.liquid')}/history`)).body;
    const other = (await call('GET', `${at('partials/card.liquid')}/history`)).body.versions[0].id;
    expect(versions.map(({ id }: { id: number }) => id)).not.toContain(other);
    expect((await call('GET', `${at('partials/tile.liquid')}/history?version=${other}`)).status).toBe(404);
  });
});

test('the bin lists what was deleted and is not there again, and nothing that was moved', async () => {
  for (const path of ['partials/a.liquid', 'partials/b.liquid', 'partials/c.liquid']) await put(path, path);
  await call('DELETE', at('partials/a.liquid'));
  await call('DELETE', at('partials/b.liquid'));
  await put('partials/b.liquid', 'again');
  await call('POST', `${at('partials/c.liquid')}/move`, { to: 'partials/d.liquid' });
  const { files } = (await call('GET', '/deleted')).body;
  expect(files.map(({ path }: { path: string }) => path)).toEqual(['partials/a.liquid']);
  const restored = await call('POST', `${at('partials/a.liquid')}/restore`, { version: files[0].version });
  expect(restored.status).toBe(200);
  expect(await text('partials/a.liquid')).toBe('partials/a.liquid');
  expect((await call('GET', '/deleted')).body.files).toEqual([]);
});

test('a search goes on by its cursor until all texts were looked at', async () => {
  const edits = Array.from({ length: 1_205 }, (_, n) => ({
    path: `data/d${n}.yaml`,
    text: n % 100 === 0 ? 'a: Needle\n' : 'a: hay\n',
  }));
  expect((await call('POST', '/batch', { edits })).status).toBe(200);
  const hits: string[] = [];
  let requests = 0;
  for (let cursor: string | null = ''; cursor !== null; requests++) {
    const query = new URLSearchParams({ text: 'needle', ...(cursor && { cursor }) });
    const { body } = await call('GET', `/search?${query}`);
    hits.push(...body.hits.map(({ path }: { path: string }) => path));
    cursor = body.cursor;
  }
  expect([hits.length, new Set(hits).size, requests]).toEqual([13, 13, 2]);
  expect((await call('GET', '/search?text=needle&case=1')).body.hits).toEqual([]);
});

test('a search that found as much as one answer has says how many files it looked at, and goes on behind them', async () => {
  const edits = Array.from({ length: 50 }, (_, n) => ({
    path: `data/d${10 + n}.yaml`,
    text: `a: ${'needle '.repeat(90)}\n`,
  }));
  expect((await call('POST', '/batch', { edits })).status).toBe(200);
  const seen: [number, number, number][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await call('GET', `/search?${new URLSearchParams({ text: 'needle', cursor })}`);
    seen.push([
      body.hits.length,
      new Set(body.hits.map(({ path }: { path: string }) => path)).size,
      body.files,
    ]);
    cursor = body.cursor;
  }
  expect(seen.map(([hits]) => hits)).toEqual([1_080, 1_080, 1_080, 1_080, 180]);
  expect(seen.map(([, paths]) => paths)).toEqual([12, 12, 12, 12, 2]);
  expect(seen.map(([, , files]) => files)).toEqual([12, 12, 12, 12, 2]);
});

test('texts come many at a time, those of a prefix alone too', async () => {
  await put('pages/a.liquid', 'a');
  await put('partials/b.liquid', 'b');
  const { files, cursor } = (await call('GET', '/texts')).body;
  expect([files.map(({ text: each }: { text: string }) => each), cursor]).toEqual([['a', 'b'], null]);
  expect((await call('GET', '/texts?prefix=partials/')).body.files).toHaveLength(1);
});

test('uses of a picture are those of its smaller versions too, and a move changes them', async () => {
  for (const name of ['boat.jpg', 'boat-480w.webp', 'kayak.png']) await put(`assets/${name}`, 'x');
  await put('pages/a.liquid', '<img src="/assets/boat-480w.webp">{{ "boat.jpg" | asset_url }}');
  await put('pages/b.liquid', '<img src="/assets/boat-480w.webp">');
  const { body } = await call('GET', `${at('assets/boat.jpg')}/uses`);
  const found = body.uses.map(({ path, column }: { path: string; column: number }) => [path, column]);
  expect(found).toEqual([
    ['pages/a.liquid', 19],
    ['pages/a.liquid', 39],
    ['pages/b.liquid', 19],
  ]);
  const move = (to: string) => call('POST', `${at('assets/boat.jpg')}/move`, { to, references: true });
  const refused = await move('assets/boat.svg');
  expect([refused.status, refused.body.detail]).toEqual([
    422,
    'assets/boat-480w.webp, a smaller version of assets/boat.jpg, would have no picture. Use another name, or delete the smaller versions first.',
  ]);
  expect((await move('assets/ship.jpg')).status).toBe(200);
  expect(await text('pages/b.liquid')).toBe('<img src="/assets/ship-480w.webp">');
});
