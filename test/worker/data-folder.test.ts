import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { LIMITS } from '../../schema/limits.ts';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

const DATA = {
  'data/posts/2023/old.yaml': 'title: Old\ndate: 2023-01-01\ntags: [a]',
  'data/posts/b.yaml': 'title: B\ndate: 2024-03-01\ntags: [a, b]',
  'data/posts/a.json': '{"title": "A", "date": "2024-05-01", "tags": []}',
  'data/posts/more.yaml': '- { title: C, date: 2022-01-01 }\n- { title: D, date: 2022-01-02 }',
  'data/one.yaml': 'title: One',
  'data/deep/x/y.yaml': 'n: 1',
  'data/none/empty.yaml': '[]',
};

const PAGES: Record<string, readonly [template: string, shown: string]> = {
  loop: ['{% for post in data.posts %}{{ post.title }} {% endfor %}', 'Old A B C D '],
  filters: [
    '{{ data.posts | where: "tags" | map: "title" | join }} {{ data.posts | sort: "date" | map: "title" | join: "," }}',
    'Old A B C,D,Old,B,A',
  ],
  size: ['{{ data.posts.size }} {{ data.posts | size }} {{ data.none.size }}', '5 5 0'],
  ends: [
    '{{ data.posts.first.title }} {{ data.posts.last.title }} {{ data.posts[1].title }} {{ data.posts | last | map: "title" }}',
    'Old D A D',
  ],
  members: [
    '{{ data.posts.a.title }} {{ data.posts["b"].title }} {{ data.posts["2023"].old.title }} {{ data.one.title }}',
    'A B Old One',
  ],
  assigned: [
    '{% assign all = data.posts %}{% for p in all limit: 2 offset: 1 reversed %}{{ p.title }}{% endfor %} {{ all.size }}',
    'BA 5',
  ],
  empty: [
    '{% if data.none == empty %}empty{% endif %} {% for x in data.none %}x{% else %}nothing{% endfor %} {% if data.posts != empty %}some{% endif %}',
    'empty nothing some',
  ],
  json: ['{{ data.deep | json | raw }}', '[{"n":1}]'],
  partial: ['{% render "row" for data.posts as row %}', 'Old;A;B;C;D;'],
  outer: ['{% for pair in data %}{{ pair[0] }} {% endfor %}', 'deep none one posts '],
};

const files = (more: Record<string, string> = {}) => ({
  ...DATA,
  'partials/row.liquid': '{{ row.title }};',
  ...Object.fromEntries(
    Object.entries(PAGES).map(([name, [template]]) => [`pages/${name}.liquid`, template]),
  ),
  ...more,
});

beforeEach(() => reset());

describe.each([
  ['in the manifest', {}],
  ['in packs', { 'data/fill.json': JSON.stringify('x'.repeat(LIMITS.inlineBytes)) }],
])('a folder of data files is one list, %s', (_, more: Record<string, string>) => {
  test.each(Object.keys(PAGES))('%s, cold and warm', async (name) => {
    await publishTo(env.KV, await buildSite(files(name === 'outer' ? {} : more)));
    const visit = isolate();
    for (let times = 0; times < 2; times++) {
      const { status, text } = await visit(`/${name}`);
      expect([status, text]).toEqual([200, PAGES[name]?.[1]]);
    }
  });
});

test('a folder beside a file of its name is refused, with what each would mean', async () => {
  await expect(buildSite({ 'data/posts.yaml': '[]', 'data/posts/a.yaml': 'x: 1' })).rejects.toThrow(
    'data.posts is data/posts.yaml, and the list of all files below data/posts/ too',
  );
});
