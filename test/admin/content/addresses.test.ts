import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

const entry = (fields: string, text = '') => `---\n${fields}\n---\n${text}`;

async function upload(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    const { status, body } = await put(path, text);
    expect([path, status, body]).toEqual([path, 201, expect.anything()]);
  }
}

async function publish() {
  const { body } = await call('POST', '/publish');
  expect(body.state, JSON.stringify(body)).toBe('live');
  return body;
}

const BLOG = {
  'pages/posts/[slug].liquid': entry(
    'entry: posts\nroute: /{year}/{month}/{slug}',
    '{{ entry.title }} at {{ page.url }} {{ page.params.year }}',
  ),
  'pages/posts/index.liquid': entry(
    'paginate: { items: collections.posts, size: 2 }',
    '{% for post in paginator.items %}[{{ post.title }} {{ post.url }}]{% endfor %}{{ paginator.page }}/{{ paginator.pages }} of {{ paginator.total }} ({{ paginator.previous.url }}|{{ paginator.next.url }}|{{ paginator.first.url }}|{{ paginator.last.url }}){% for p in paginator.window %}{{ p.page }}{% if p.current %}*{% endif %}{% endfor %}',
  ),
  'pages/tags/[tag].liquid': entry(
    'each: { tag: collections.posts.tags }',
    '{{ tag.name }} {{ tag.size }}:{% for post in tag.items %} {{ post.slug }}{% endfor %}',
  ),
  'pages/index.liquid':
    '{% for tag in collections.posts.tags %}{{ tag.name }}({{ tag.slug }}):{{ tag.items | map: "slug" | join: "," }} {% endfor %}{{ collections.posts.size }} {{ collections.posts.first.slug }} {{ collections.posts | where: "slug", "b" | map: "url" }}',
  'content/posts/a.md': entry('title: A\ndate: 2024-01-05\ntags: [Sea & Sky, log]'),
  'content/posts/b.md': entry('title: B\ndate: 2024-02-05 23:30 +00:00\ntags: [log]'),
  'content/posts/2024-03-05-c.md': entry('title: C'),
  'content/posts/d.md': entry('title: D\ndate: 2024-04-05\nurl: /About Us'),
  'content/posts/e.md': entry('title: E\ndate: 2024-05-05\ntags: log'),
};

describe('addresses of entries', () => {
  test('follow from the route of their page, or are their own; all others are not found', async () => {
    await upload(BLOG);
    await publish();
    expect((await visit('/2024/01/a')).text).toBe('A at /2024/01/a 2024');
    expect((await visit('/2024/03/c')).text).toBe('C at /2024/03/c 2024');
    expect((await visit('/About%20Us')).text).toBe('D at /About%20Us 2024');
    for (const path of ['/2024/02/a', '/2024/04/d', '/2024/01/z', '/2024/01', '/posts/a', '/2023/01/a'])
      expect([path, (await visit(path)).status]).toEqual([path, 404]);
    const shown = (await call('POST', '/render', { page: 'content/posts/d.md' })).body;
    expect(shown).toMatchObject({ status: 200, url: '/About%20Us' });
    expect((await call('POST', '/render', { url: '/2024/02/a' })).body.status).toBe(404);
  });

  test('lie in the time zone of the site, where the date has an offset of its own', async () => {
    await upload({ ...BLOG, 'site.yaml': 'timezone: Asia/Tokyo\n' });
    await publish();
    const { status } = await visit('/2024/02/b');
    expect(status).toBe(200);
    await put('content/posts/b.md', entry('title: B\ndate: 2024-01-31 23:30 +00:00'));
    await publish();
    expect((await visit('/2024/02/b')).text).toBe('B at /2024/02/b 2024');
  });

  test('may hold other fields', async () => {
    await upload({
      'pages/p/[slug].liquid': entry('entry: docs\nroute: /{section}/{slug}', '{{ entry.slug }}'),
      'content/docs/x.md': entry('section: Deep Sea'),
      'pages/s/[sku].liquid': entry('entry: shop', '{{ entry.slug }}'),
      'content/shop/x.yaml': 'sku: 42\n',
    });
    await publish();
    expect((await visit('/deep-sea/x')).text).toBe('x');
    expect((await visit('/s/42')).text).toBe('x');
    expect((await visit('/s/x')).status).toBe(404);
  });
});

describe('paginate', () => {
  test('makes the parts of a list, with links', async () => {
    await upload(BLOG);
    await publish();
    expect((await visit('/posts')).text).toBe(
      '[E /2024/05/e][D /About%20Us]1/3 of 5 (|/posts/page/2|/posts|/posts/page/3)1*23',
    );
    expect((await visit('/posts/page/2')).text).toContain(
      '[C /2024/03/c][B /2024/02/b]2/3 of 5 (/posts|/posts/page/3|',
    );
    expect((await visit('/posts/page/3')).text).toContain('[A /2024/01/a]3/3');
    for (const path of ['/posts/page/1', '/posts/page/4', '/posts/page/02', '/posts/page/x', '/posts/page'])
      expect([path, (await visit(path)).status]).toEqual([path, 404]);
  });

  test('takes another form of address, data, an empty list and each', async () => {
    await upload({
      ...BLOG,
      'pages/list.liquid': entry(
        'paginate: { items: data.shop.things, size: 1, path: "/part{n}.html" }',
        '{{ paginator.items | join: "," }}{{ paginator.next.url }}',
      ),
      'data/shop.yaml': 'things: [x, y]\nnone: []\n',
      'pages/none.liquid': entry(
        'paginate: { items: data.shop.none }',
        '{{ paginator.pages }}{{ paginator.next.url }}',
      ),
      'pages/tags/[tag].liquid': entry(
        'each: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 2 }',
        '{{ tag.name }}{% for post in paginator.items %} {{ post.slug }}{% endfor %} {{ paginator.next.url }}',
      ),
    });
    await publish();
    expect((await visit('/list')).text).toBe('x/list/part2.html');
    expect((await visit('/list/part2.html')).text).toBe('y');
    expect((await visit('/list/part3.html')).status).toBe(404);
    expect((await visit('/none')).text).toBe('1');
    expect((await visit('/tags/log')).text).toBe('log e b /tags/log/page/2');
    expect((await visit('/tags/log/page/2')).text).toBe('log a ');
    expect((await visit('/tags/sea-sky/page/2')).status).toBe(404);
  });

  test('follows the slash at the end', async () => {
    await upload({ ...BLOG, 'site.yaml': 'trailing_slash: always\n' });
    await publish();
    expect((await visit('/posts/')).text).toContain('|/posts/page/2/|/posts/|/posts/page/3/)');
    expect((await visit('/posts/page/2')).headers.get('location')).toBe('/posts/page/2/');
    expect((await visit('/2024/01/a/')).text).toBe('A at /2024/01/a/ 2024');
  });
});

describe('each', () => {
  test('makes a page for every group, and groups know their entries', async () => {
    await upload(BLOG);
    await publish();
    expect((await visit('/')).text).toBe('log(log):e,b,a Sea &amp; Sky(sea-sky):a 5 e /2024/02/b');
    expect((await visit('/tags/log')).text).toBe('log 3: e b a');
    expect((await visit('/tags/sea-sky')).text).toBe('Sea &amp; Sky 1: a');
    expect((await visit('/tags/Sea')).status).toBe(404);
  });

  test('makes a page for every item of data', async () => {
    await upload({
      'pages/p/[id].liquid': entry('each: { id: data.products }', '{{ id.name }} {{ page.params.id }}'),
      'data/products.yaml': '- { id: AB-12, name: Rope }\n- { id: 7, name: Oar }\n',
    });
    await publish();
    expect((await visit('/p/AB-12')).text).toBe('Rope AB-12');
    expect((await visit('/p/7')).text).toBe('Oar 7');
    expect((await visit('/p/8')).status).toBe(404);
  });
});

describe('a tree', () => {
  test('nests a collection by folders, order and title', async () => {
    const node =
      '{% for n in nodes %}({{ n.title }} {{ n.url }}{% render "tree", nodes: n.children %}){% endfor %}';
    await upload({
      'pages/docs/[...slug].liquid': entry(
        'entry: docs',
        '{% render "tree", nodes: collections.docs.tree %}',
      ),
      'partials/tree.liquid': node,
      'content/docs/b.md': entry('title: B\norder: 2'),
      'content/docs/a.md': entry('title: A\norder: 3'),
      'content/docs/guide/index.md': entry('title: Guide\norder: 1'),
      'content/docs/guide/z.md': entry('title: Z'),
      'content/docs/guide/y.md': entry('title: Y'),
      'content/docs/bare/deep/x.md': entry('title: X'),
    });
    await publish();
    expect((await visit('/docs/a')).text).toBe(
      '(Guide /docs/guide(Y /docs/guide/y)(Z /docs/guide/z))(B /docs/b)(A /docs/a)(bare (deep (X /docs/bare/deep/x)))',
    );
  });
});

describe('bad input', () => {
  const base = {
    'pages/posts/[slug].liquid': entry('entry: posts', 'x'),
    'content/posts/a.md': entry('title: A\ntags: [log]'),
  };
  test.each([
    [
      'a date that a route needs',
      'entry_date',
      { 'pages/posts/[slug].liquid': entry('entry: posts\nroute: /{year}/{slug}', 'x') },
    ],
    [
      'a field that a route needs',
      'entry_field',
      { 'pages/posts/[slug].liquid': entry('entry: posts\nroute: /{section}/{slug}', 'x') },
    ],
    ['two entries at one address', 'address_twice', { 'content/posts/b.md': entry('url: /posts/a') }],
    [
      'an entry at the address of a page',
      'address_twice',
      { 'content/posts/b.md': entry('url: /about'), 'pages/about.liquid': 'x' },
    ],
    ['an address of the system', 'entry_url', { 'content/posts/b.md': entry('url: /assets/x') }],
    ['an address with a query', 'entry_url', { 'content/posts/b.md': entry('url: /x?y') }],
    [
      'paginate over what is no list',
      'no_list',
      { 'pages/l.liquid': entry('paginate: { items: data.x }', 'x'), 'data/x.yaml': 'a: 1\n' },
    ],
    [
      'paginate over no collection',
      'missing_collection',
      { 'pages/l.liquid': entry('paginate: { items: collections.post }', 'x') },
    ],
    [
      'paginate over no data',
      'missing_data',
      { 'pages/l.liquid': entry('paginate: { items: data.post }', 'x') },
    ],
    [
      'paginate with parameters',
      'paginate_route',
      { 'pages/l/[x].liquid': entry('paginate: { items: collections.posts }', 'x') },
    ],
    [
      'each without its parameter',
      'each_route',
      { 'pages/l.liquid': entry('each: { tag: collections.posts.tags }', 'x') },
    ],
    [
      'each that makes two equal addresses',
      'address_twice',
      { 'pages/l/[id].liquid': entry('each: { id: data.x }', 'x'), 'data/x.yaml': '[a, a]\n' },
    ],
    [
      'each over items without a name',
      'each_item',
      { 'pages/l/[id].liquid': entry('each: { id: data.x }', 'x'), 'data/x.yaml': '[{ a: 1 }]\n' },
    ],
    [
      'a group name that makes no slug',
      'group_slug',
      {
        'pages/l/[tag].liquid': entry('each: { tag: collections.posts.tags }', 'x'),
        'content/posts/b.md': entry('tags: ["?!"]'),
      },
    ],
    [
      'a group name with the slug of another',
      'group_slug_twice',
      {
        'pages/l/[tag].liquid': entry('each: { tag: collections.posts.tags }', 'x'),
        'content/posts/b.md': entry('tags: [Log]'),
      },
    ],
    [
      'a reserved name of a group',
      'group_reserved',
      { 'content/posts/_collection.yaml': 'groups: [size]\n' },
    ],
    [
      'each that makes addresses of the system',
      'address_system',
      {
        'pages/x/[id].liquid': entry('each: { id: data.x }\nroute: /{id}/y', 'x'),
        'data/x.yaml': '[assets]\n',
      },
    ],
  ])('%s: %s', async (_, code, files) => {
    for (const [path, text] of Object.entries({ ...base, ...files })) await put(path, text);
    const refused = await call('POST', '/publish');
    expect(refused.body.diagnostics).toContainEqual(expect.objectContaining({ code, severity: 'error' }));
    expect(refused.status).toBe(422);
  });
});
