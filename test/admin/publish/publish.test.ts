import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

describe('publishing', () => {
  test('shows visitors the draft as it was, and no edit before', async () => {
    await put('pages/index.liquid', '{% render "card" %} {{ "a.css" | asset_url }}');
    await put('partials/card.liquid', 'card {{ data.a.b }}');
    await put('data/a.json', '{"b": 1}');
    await put('assets/a.css', 'a{}');
    expect((await visit('/')).status).toBe(404);
    const published = await call('POST', '/publish', { message: 'First' });
    expect(published.status).toBe(200);
    expect(published.body).toMatchObject({ state: 'live', version: 1, message: 'First', author: 'operator' });
    expect(published.body.everywhereBy).toBe(published.body.liveAt + 120_000);
    const seen = await visit('/');
    expect(seen.text).toMatch(/^card 1 \/assets\/a\.css\?v=1-/);
    expect(seen.release).toBe(published.body.id);
    expect((await visit(seen.text.slice('card 1 '.length))).text).toBe('a{}');
    await put('pages/index.liquid', 'edited');
    expect((await visit('/')).text).toBe(seen.text);
    await call('POST', '/publish');
    expect((await visit('/')).text).toBe('edited');
  });

  test('publish=1 saves and publishes at once', async () => {
    const saved = await call('PUT', '/files/pages/index.liquid?publish=1', 'at once');
    expect(saved.body.release).toMatchObject({ state: 'live', version: 1 });
    expect((await visit('/')).text).toBe('at once');
  });

  test('publish=1 that is refused says that the file is saved, and gives its ETag', async () => {
    await call('PUT', '/files/pages/index.liquid?publish=1', 'good');
    const refused = await call('PUT', '/files/pages/index.liquid?publish=1', '{% render "none" %}');
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(refused.body.detail).toMatch(
      /^pages\/index\.liquid is saved in the draft\. Not published: pages\/index\.liquid:1: partials\/none\.liquid/,
    );
    const { headers } = await call('GET', '/files/pages/index.liquid');
    expect(refused.headers.get('etag')).toBe(headers.get('etag'));
    expect((await visit('/')).text).toBe('good');
  });

  test('expect guards against what someone else has just changed', async () => {
    await put('pages/index.liquid', 'one');
    const { draft } = (await call('GET', '/status')).body;
    await put('pages/index.liquid', 'two');
    const refused = await call('POST', '/publish', { expect: draft });
    expect(refused.status).toBe(412);
    expect((await visit('/')).status).toBe(404);
    expect((await call('POST', '/publish', { expect: refused.body.etag })).status).toBe(200);
  });

  test('can be cancelled by whoever may publish, and is in the list and in the audit log', async () => {
    expect((await call('DELETE', '/publish')).status).toBe(404);
    const slow = '{% for i in (1..60000) %}{% assign a = i %}{% assign b = i %}{% endfor %}';
    for (let n = 1; n <= 20; n++) await put(`pages/slow-${n}.liquid`, slow);
    const published = call('POST', '/publish', { message: 'Too soon' });
    const publishing = async () => (await call('GET', '/status')).body.publishing?.state;
    await expect.poll(publishing, { interval: 5 }).toBe('checking');
    expect((await call('DELETE', '/publish?release=other')).status).toBe(409);
    const cancelled = await call('DELETE', '/publish');
    expect(cancelled).toMatchObject({
      status: 200,
      body: { state: 'failed', reason: 'operator cancelled it', message: 'Too soon' },
    });
    expect(await published).toMatchObject({
      status: 409,
      body: { rule: 'publish_cancelled', detail: 'Not published: operator cancelled it' },
    });
    expect((await call('GET', '/status')).body).toMatchObject({ publishing: null, live: null });
    expect((await visit('/slow-1')).status).toBe(404);
    expect((await call('GET', '/audit')).body.entries[0]).toMatchObject({ action: 'publish.cancel' });
    expect((await call('POST', '/publish')).body).toMatchObject({ state: 'live', version: 2 });
  });

  test('status tells what is live, since when, and until when others may see the release before', async () => {
    await put('pages/index.liquid', 'x');
    expect((await call('GET', '/status')).body).toMatchObject({ files: 1, live: null, publishing: null });
    const { id, liveAt } = (await call('POST', '/publish')).body;
    expect((await call('GET', '/status')).body.live).toEqual({
      release: id,
      since: liveAt,
      everywhereBy: liveAt + 120_000,
    });
  });

  test('rolling back moves visitors to an older release as it was', async () => {
    await put('pages/index.liquid', 'one');
    const first = (await call('POST', '/publish')).body;
    await put('pages/index.liquid', 'two');
    await call('POST', '/publish');
    expect((await visit('/')).text).toBe('two');
    expect((await call('PUT', '/live', { release: first.id })).status).toBe(200);
    expect(await visit('/')).toMatchObject({ text: 'one', release: first.id });
    const { live } = (await call('GET', '/status')).body;
    // Once more to where it is: KV is written again, and the release is the same.
    const again = (await call('PUT', '/live', { release: first.id })).body.live;
    expect(again.release).toBe(live.release);
    expect(again.since).toBeGreaterThanOrEqual(live.since);
    expect((await call('PUT', '/live', { release: 'none' })).status).toBe(404);
  });
});

describe('a site with faults is not published, and visitors keep what they have', () => {
  test.each([
    ['a missing partial', { 'pages/b.liquid': '{% render "none" %}' }, 'missing_file', 'pages/b.liquid'],
    [
      'a missing layout',
      { 'pages/b.liquid': '---\nlayout: nowhere\n---\n' },
      'missing_file',
      'pages/b.liquid',
    ],
    [
      'a cycle of layouts',
      { 'layouts/a.liquid': '{% layout "b" %}', 'layouts/b.liquid': '{% layout "a" %}' },
      'cycle',
      'layouts/a.liquid',
    ],
    [
      'two pages on one route',
      { 'pages/b.liquid': 'x', 'pages/b/index.liquid': 'y' },
      'route_twice',
      'pages/b/index.liquid',
    ],
    ['a redirect over a page', { 'site.yaml': 'redirects: { /: /b }' }, 'route_twice', 'site.yaml'],
    ['a redirect to itself', { 'site.yaml': 'redirects: { /a: "/a?x" }' }, 'route', 'site.yaml'],
    ['a redirect that asks for too much', { 'site.yaml': 'redirects: { /a: "/{b}" }' }, 'route', 'site.yaml'],
    ['two data files of one name', { 'data/a.json': '1', 'data/a.yaml': '1' }, 'data_name', 'data/a.yaml'],
    [
      'an unknown upstream',
      { 'pages/b.liquid': '---\nfetch: { a: "api:/x" }\n---\n' },
      'missing_upstream',
      'pages/b.liquid',
    ],
  ])('%s', async (_, files, code, path) => {
    await call('PUT', '/files/pages/index.liquid?publish=1', 'good');
    for (const [name, text] of Object.entries(files)) expect((await put(name, text)).status).toBe(201);
    const { status, body } = await call('POST', '/publish');
    expect(status).toBe(422);
    expect(body.diagnostics).toEqual([expect.objectContaining({ severity: 'error', code, path })]);
    expect((await visit('/')).text).toBe('good');
    expect((await call('GET', '/status')).body.publishing).toBeNull();
  });
});

test('the list of releases says where a page failed', async () => {
  await put('pages/b.liquid', '\n{% if "2021" >= 2020 %}{% endif %}');
  expect((await call('POST', '/publish')).status).toBe(422);
  const { body } = await call('GET', '/releases');
  const [last] = body.releases;
  expect(last).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/^pages\/b\.liquid:2: .*compared/),
  });
});

test('warnings of the whole site are kept with the release', async () => {
  await put('partials/card.liquid', '{% doc %}@param {string} text{% enddoc %}{{ text }}');
  const saved = await put('pages/index.liquid', '{% render "card", txt: 1 %}');
  const warnings = [{ code: 'missing_argument', path: 'pages/index.liquid' }, { code: 'unknown_argument' }];
  expect(saved.body.file.diagnostics).toMatchObject(warnings);
  const { body } = await call('POST', '/publish');
  expect(body).toMatchObject({
    state: 'live',
    diagnostics: expect.arrayContaining(warnings.map((found) => expect.objectContaining(found))),
  });
});
