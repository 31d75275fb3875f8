import { expect, test } from 'vitest';
import { thingAt } from '../../admin/ui/src/files/uses/thing-at.ts';

const PATHS = ['data/tide.json', 'data/blog/posts.yaml', 'site.yaml', 'layouts/base.liquid'];

/** What is at the sign | of a text. */
const at = (path: string, marked: string) =>
  thingAt(path, marked.replace('|', ''), marked.indexOf('|'), PATHS);

test.each<[path: string, marked: string, name: string | undefined]>([
  ['data/tide.json', '{\n  "pl|ace": "x"\n}', 'data.tide.place'],
  ['data/tide.json', '{\n  "place": "x|y"\n}', 'data.tide.place'],
  ['data/tide.json', '{\n  "turns": [\n    {"kind": "High", "ti|me": 1}\n  ]\n}', 'data.tide.turns.time'],
  ['data/tide.json', '|{}', undefined],
  ['data/blog/posts.yaml', 'a:\n  b|c: 1\n', 'data.blog.posts.a.bc'],
  ['data/blog/posts.yaml', 'a:\n  - b: |1\n', 'data.blog.posts.a.b'],
  ['site.yaml', '|title: x\n', 'site.title'],
  ['pages/a.liquid', '{{ data.ti|de.place }}', undefined],
  ['pages/a.liquid', '{{ data.tide.pl|ace.size }}', 'data.tide.place'],
  ['pages/a.liquid', '{% if data.blog.posts.a[0].b| == 1 %}', 'data.blog.posts.a.b'],
  ['pages/a.liquid', '{{ site.title| }}', 'site.title'],
  ['pages/a.liquid', '{{ mydata.tide.pl|ace }}', undefined],
  ['pages/a.liquid', 'data.tide.pl|ace {{ x }}', undefined],
  ['pages/a.liquid', '{{ x }} data.tide.pl|ace', undefined],
  ['pages/a.liquid', '{% block ma|in %}', 'the block main'],
  ['layouts/base.liquid', '{%- b|lock title -%}x{% endblock %}', 'the block title'],
  ['assets/site.css', 'a|: b', undefined],
])('%s %j is on %s', (path, marked, name) => {
  expect(at(path, marked)?.name).toBe(name);
});

test('a key that is read in a template is asked for of its file', () => {
  expect(at('pages/a.liquid', '{{ data.tide.pl|ace }}')).toMatchObject({
    path: 'data/tide.json',
    query: { key: 'place' },
  });
});
