import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

async function save(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const { status, body } = await put(path, text);
    expect([path, status < 300 || body]).toEqual([path, true]);
  }
}

const only = (...paths: string[]) => call('POST', '/publish', { paths });
const differs = async () => (await call('GET', '/diff')).body.files.map(({ path }: { path: string }) => path);

const LIVE = {
  'layouts/base.liquid': 'base {{ content }}',
  'pages/index.liquid': '---\nlayout: base\n---\nold {{ data.hours.open }}',
  'pages/about.liquid': 'about',
  'data/hours.yaml': 'open: 9\n',
};

async function goLive(files: Readonly<Record<string, string>> = LIVE): Promise<string> {
  await save(files);
  return (await call('POST', '/publish')).body.id;
}

describe('publishing only some paths', () => {
  test('makes them live, and says what else is unpublished, which stays in the draft', async () => {
    const before = await goLive();
    await save({
      'layouts/base.liquid': 'unfinished {{ content }}',
      'data/hours.yaml': 'open: 10\n',
      'pages/new.liquid': 'new',
    });
    const { status, body } = await only('data/hours.yaml');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'live',
      version: 2,
      files: 4,
      only: {
        paths: { count: 1, first: ['data/hours.yaml'] },
        unpublished: { count: 2, first: ['layouts/base.liquid', 'pages/new.liquid'] },
      },
    });
    expect((await visit('/')).text).toBe('base old 10');
    expect((await visit('/new')).status).toBe(404);
    expect(await differs()).toEqual(['layouts/base.liquid', 'pages/new.liquid']);
    expect((await call('GET', '/files/layouts/base.liquid')).body).toBe('unfinished {{ content }}');
    const made = (await call('GET', `/diff?from=${before}&to=live`)).body.files;
    expect(made).toMatchObject([{ path: 'data/hours.yaml', change: 'changed' }]);
    expect((await call('GET', '/audit')).body.entries[0].detail).toContain('data/hours.yaml');
    expect(
      (await call('GET', '/releases')).body.releases.map((each: { only: unknown }) => each.only !== null),
    ).toEqual([true, false]);
    await call('PUT', '/live', { release: before });
    expect((await visit('/')).text).toBe('base old 9');
    await call('PUT', '/live', { release: body.id });
    expect((await visit('/')).text).toBe('base old 10');
    expect((await call('POST', '/publish')).body.only).toBeNull();
    expect((await visit('/')).text).toBe('unfinished old 10');
    expect(await differs()).toEqual([]);
  });

  test('takes deletions, whole folders, and bytes', async () => {
    await goLive({ ...LIVE, 'assets/a.txt': 'one', 'pages/blog/a.liquid': 'a' });
    await call('DELETE', '/files/pages/about.liquid');
    await save({
      'assets/a.txt': 'two',
      'pages/blog/a.liquid': 'A {{ "a.txt" | asset_url }}',
      'pages/blog/b.liquid': 'B',
      'pages/index.liquid': 'unfinished',
    });
    expect((await only('pages/about.liquid', 'pages/blog/')).body.only.paths.count).toBe(3);
    expect((await visit('/about')).status).toBe(404);
    expect((await visit('/blog/b')).text).toBe('B');
    expect((await visit('/')).text).toBe('base old 9');
    const old = (await visit('/blog/a')).text.slice(2);
    expect((await visit(old)).text).toBe('one');
    await only('assets/');
    const { text } = await visit('/blog/a');
    expect(text.slice(2)).not.toBe(old);
    expect((await visit(text.slice(2))).text).toBe('two');
  });

  test('can be the first release', async () => {
    await save({ ...LIVE, 'pages/b.liquid': 'b' });
    expect((await only('pages/b.liquid')).body).toMatchObject({ state: 'live', files: 1 });
    expect((await visit('/b')).text).toBe('b');
  });

  test('checks the release that will be, not the draft', async () => {
    await goLive();
    await save({ 'pages/broken.liquid': '{% render "none" %}', 'pages/about.liquid': 'About us' });
    expect((await call('POST', '/publish')).status).toBe(422);
    expect((await only('pages/about.liquid')).status).toBe(200);
    expect((await visit('/about')).text).toBe('About us');
    const refused = await only('pages/broken.liquid');
    expect(refused.body.diagnostics).toMatchObject([{ code: 'missing_file', path: 'pages/broken.liquid' }]);
    expect(refused.body.needs).toBeUndefined();
  });

  test('refuses paths that nobody knows', async () => {
    await goLive();
    const { status, body } = await only('pages/about.liquid', 'pages/abuot.liquid');
    expect(status).toBe(422);
    expect(body).toMatchObject({ rule: 'no_such_path', field: 'paths' });
    expect(body.detail).toMatch(/^pages\/abuot\.liquid: /);
    expect((await call('GET', '/status')).body.publishing).toBeNull();
  });

  test('is what a token for a folder may do in it, which learns no paths of others', async () => {
    await goLive();
    await save({ 'pages/blog/a.liquid': 'a', 'pages/secret.liquid': 'x', 'partials/p.liquid': 'p' });
    const { secret } = (
      await call('POST', '/tokens', { name: 'Ann', scopes: ['write', 'publish'], prefix: 'pages/blog/' })
    ).body;
    const ann = { authorization: `Bearer ${secret}` };
    const mine = (paths?: string[]) => call('POST', '/publish', paths ? { paths } : {}, ann);
    expect((await mine()).status).toBe(403);
    expect((await mine(['pages/secret.liquid'])).status).toBe(403);
    expect((await mine(['pages/'])).status).toBe(403);
    const { status, body } = await mine(['pages/blog/']);
    expect([status, body.author]).toEqual([200, 'Ann']);
    expect(body.only.unpublished).toEqual({ count: 2, first: [] });
    expect((await visit('/blog/a')).text).toBe('a');
    expect((await visit('/secret')).status).toBe(404);
    // A refusal is about her own files alone.
    await put('pages/blog/b.liquid', '{% render "p" %}{% render "none" %}');
    const refused = await mine(['pages/blog/b.liquid']);
    expect([refused.status, refused.body.needs]).toEqual([422, []]);
    expect(refused.body.detail).toContain('files outside of pages/blog/');
    const places = refused.body.diagnostics.map(({ path }: { path: string }) => path);
    expect(new Set(places)).toEqual(new Set(['pages/blog/b.liquid']));
  });

  test('a name that ends in a slash is a folder, and not a file of that name', async () => {
    await goLive();
    await save({ 'assets/docs': 'a file' });
    expect((await only('assets/docs/')).body).toMatchObject({ rule: 'no_such_path' });
    expect((await only('assets/docs')).body.only.paths.first).toEqual(['assets/docs']);
  });
});

describe('what the paths need and would lack is named', () => {
  const lacking = async (paths: string[], needs: string[]) => {
    const refused = await only(...paths);
    expect(refused).toMatchObject({ status: 422, body: { rule: 'also_publish' } });
    expect(refused.body.needs).toEqual(needs);
    expect(refused.body.diagnostics.length).toBeGreaterThan(0);
    const both = await only(...paths, ...needs);
    expect(both.body).toMatchObject({ state: 'live' });
    return refused.body;
  };

  test('a new partial, with the line that names it', async () => {
    await goLive();
    await save({
      'partials/inner.liquid': 'inner',
      'partials/card.liquid': '{% render "inner" %}',
      'pages/about.liquid': 'about\n{% render "card" %}',
      'pages/index.liquid': 'unfinished',
    });
    const { diagnostics, detail } = await lacking(
      ['pages/about.liquid'],
      ['partials/card.liquid', 'partials/inner.liquid'],
    );
    expect(diagnostics[0]).toMatchObject({
      path: 'pages/about.liquid',
      start: { line: 2 },
      help: 'Also publish partials/card.liquid.',
    });
    expect(detail).toContain('partials/card.liquid');
    expect((await visit('/about')).text).toBe('about\ninner');
    expect((await visit('/')).text).toBe('base old 9');
  });

  test.each([
    ['data', { 'data/new.yaml': 'a: 1', 'pages/about.liquid': '{{ data.new.a }}' }, ['data/new.yaml']],
    [
      'a folder of data',
      {
        'data/team/a.yaml': 'n: 1',
        'data/team/b.yaml': 'n: 2',
        'pages/about.liquid': '{% for t in data.team %}{{ t.n }}{% endfor %}',
      },
      ['data/team/a.yaml', 'data/team/b.yaml'],
    ],
    [
      'a picture of a page',
      { 'assets/sea.txt': 'x', 'pages/about.liquid': '{{ "sea.txt" | asset_url }}' },
      ['assets/sea.txt'],
    ],
    [
      'a picture of a text',
      { 'assets/sea.txt': 'x', 'pages/guide.md': '![Sea](/assets/sea.txt)' },
      ['assets/sea.txt'],
    ],
    [
      'what says which fields an entry has, its picture, and the entry that it refers to',
      {
        'content/posts/_collection.yaml':
          'fields:\n  by: { type: reference, to: people }\n  picture: { type: image }\n',
        'content/posts/a.md': '---\nby: ann\npicture: ann.txt\n---\nText',
        'content/people/ann.md': '---\ntitle: Ann\n---\n',
        'assets/ann.txt': 'x',
        'pages/about.liquid': '{{ collections.posts.size }} {{ collections.people.size }}',
      },
      ['assets/ann.txt', 'content/people/ann.md', 'content/posts/_collection.yaml'],
      ['content/posts/a.md'],
    ],
    [
      'an upstream in site.yaml',
      {
        'site.yaml': 'upstreams:\n  api: { url: "https://api.example.com" }\n',
        'pages/about.liquid': '---\nfetch: { post: "api:/post" }\n---\n{{ post.t }}',
      },
      ['site.yaml'],
    ],
  ] as [string, Record<string, string>, string[], string[]?][])('%s', async (_, files, needs, paths) => {
    await goLive();
    await save(files);
    await lacking(paths ?? Object.keys(files).filter((path) => path.startsWith('pages/')), needs);
  });

  test('a page that still uses what is deleted', async () => {
    await goLive({ ...LIVE, 'partials/p.liquid': 'p', 'pages/about.liquid': '{% render "p" %}' });
    await save({ 'pages/about.liquid': 'about' });
    await call('DELETE', '/files/partials/p.liquid');
    await lacking(['partials/p.liquid'], ['pages/about.liquid']);
  });

  test('a page that has its address in what is live', async () => {
    await goLive({ ...LIVE, 'pages/a.liquid': '---\nroute: /x\n---\na' });
    await save({ 'pages/a.liquid': '---\nroute: /y\n---\na', 'pages/b.liquid': '---\nroute: /x\n---\nb' });
    await lacking(['pages/b.liquid'], ['pages/a.liquid']);
  });

  test('the other name of a file that was moved, from either side', async () => {
    await goLive();
    const move = (from: string, to: string) => call('POST', `/files/${from}/move`, { to });
    expect((await move('pages/about.liquid', 'pages/us.liquid')).status).toBe(200);
    await save({ 'pages/us.liquid': 'us' });
    await lacking(['pages/us.liquid'], ['pages/about.liquid']);
    await move('pages/us.liquid', 'pages/we.liquid');
    await lacking(['pages/us.liquid'], ['pages/we.liquid']);
    expect((await visit('/we')).text).toBe('us');
  });

  test('a thousand of very many, so that what a release keeps stays small', async () => {
    await goLive();
    const edits = Array.from({ length: 3_000 }, (_, n) => ({
      path: `data/${'long-name-'.repeat(22)}/${n}.yaml`,
      text: 'a: 1\n',
    }));
    for (let at = 0; at < edits.length; at += 500)
      expect((await call('POST', '/batch', { edits: edits.slice(at, at + 500) })).status).toBe(200);
    const uses = edits.map(({ path }) => path.slice('data/'.length, -'.yaml'.length).replace('/', '"]["'));
    await save({ 'pages/about.liquid': uses.map((use) => `{{ data["${use}"].a }}`).join('') });
    const refused = await only('pages/about.liquid');
    expect([refused.status, refused.body.needs?.length]).toEqual([422, 1_000]);
    expect((await call('GET', '/status')).body.publishing).toBeNull();
    expect(
      (await only('data/hours.yaml', ...edits.map(({ path }) => path), 'pages/about.liquid')).status,
    ).toBe(200);
  });

  test('the failed release keeps what it lacked, and its number is given again', async () => {
    await goLive();
    await save({ 'partials/p.liquid': 'p', 'pages/about.liquid': '{% render "p" %}' });
    await only('pages/about.liquid');
    const [failed] = (await call('GET', '/releases')).body.releases;
    expect(failed).toMatchObject({ state: 'failed', only: { needs: ['partials/p.liquid'] } });
    expect((await only('partials/p.liquid', 'pages/about.liquid')).body.version).toBe(2);
  });
});
