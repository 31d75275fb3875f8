import { describe, expect, test } from 'vitest';
import { flowOf } from '../../../site/uses/flow.ts';
import { blocksIn, memberOf, readsOf } from '../../../site/uses/members.ts';

/** What of a site's texts reads a key: each place with what is around it. */
function readsIn(files: Record<string, string>, file: string, keys: string[]): string[] {
  const flows = new Map(Object.entries(files).map(([path, text]) => [path, flowOf(text)]));
  return [...readsOf(memberOf(file, keys) ?? [], flows)].flatMap(([path, spans]) =>
    spans.map(({ start, end }) => `${path}: ${files[path]?.slice(Math.max(0, start - 8), end)}`),
  );
}
const inPage = (text: string, keys: string[], file = 'data/tide.json') =>
  readsIn({ 'pages/a.liquid': text }, file, keys).length;

describe('reads of a key of data', () => {
  test.each<[text: string, keys: string[], count: number]>([
    ['{{ data.tide.place }}{{ data.tide.places }}{{ data.tide.place | upcase }}', ['place'], 2],
    ['{{ data["tide"]["place"] }}{{ data.tide[\'place\'] }}', ['place'], 2],
    ['{% if data.tide.place == "x" and data.tide.place.size > 1 %}{% endif %}', ['place'], 2],
    ['{{ "data.tide.place" }}{% comment %}{{ data.tide.place }}{% endcomment %}', ['place'], 0],
    ['data.tide.place', ['place'], 0],
    ['{{ other.data.tide.place }}{{ page.place }}', ['place'], 0],
    ['{{ data.tide.turns[0].kind }}', ['turns'], 1],
    ['{{ data.tide.turns[0].kind }}', ['turns', 'kind'], 1],
    ['{% for t in data.tide.turns limit: 2 %}{{ t.kind }}{% endfor %}{{ t.kind }}', ['turns', 'kind'], 1],
    [
      '{% for t in data.tide.turns %}{% for u in t.parts %}{{ u.a }}{{ t.b }}{% endfor %}{% endfor %}',
      ['turns', 'parts', 'a'],
      1,
    ],
    [
      '{% assign s = data.tide.turns | where: "kind", k | sort: "time" %}{{ s.first.kind }}{% for t in s %}{{ t.kind }}{% endfor %}',
      ['turns', 'kind'],
      1,
    ],
    ['{% assign n = data.tide.turns | size %}{{ n.kind }}', ['turns', 'kind'], 0],
    ['{% assign data = page %}{{ data.tide.place }}', ['place'], 0],
    ['{% liquid\n  assign t = data.tide\n  echo t.place\n%}', ['place'], 1],
    ['{% raw %}{{ data.tide.place }}{% endraw %}', ['place'], 0],
  ])('%s has %j %i times', (text, keys, count) => {
    expect(inPage(text, keys)).toBe(count);
  });

  test('are found through arguments of partials, and theirs', () => {
    const files = {
      'pages/a.liquid': '{% render "day", tide: data.tide, place: data.notes.place %}',
      'pages/b.liquid':
        '{% render "turn" for data.tide.turns as turn %}{% render "turn" with data.notes as turn %}',
      'partials/day.liquid':
        '{{ tide.place }}{{ place }}{% for t in tide.turns %}{% render "turn", turn: t %}{% endfor %}',
      'partials/turn.liquid': '{{ turn.kind }}',
      'partials/other.liquid': '{{ tide.place }}{{ turn.kind }}',
    };
    expect(readsIn(files, 'data/tide.json', ['place'])).toEqual(['partials/day.liquid: {{ tide.place']);
    expect(readsIn(files, 'data/tide.json', ['turns', 'kind'])).toEqual([
      'partials/turn.liquid: {{ turn.kind',
    ]);
    expect(readsIn(files, 'data/notes.yaml', ['kind'])).toHaveLength(1);
  });

  test('end where partials call themselves', () => {
    const files = {
      'pages/a.liquid': '{% render "tree", node: data.tree %}',
      'partials/tree.liquid':
        '{{ node.name }}{% render "tree", node: node.child %}{% render "tree", node: node %}',
    };
    expect(readsIn(files, 'data/tree.yaml', ['name'])).toHaveLength(1);
    expect(readsIn(files, 'data/tree.yaml', ['child', 'name'])).toHaveLength(1);
    expect(readsIn(files, 'data/tree.yaml', ['other'])).toEqual([]);
  });

  test('of site.yaml are of site', () => {
    expect(inPage('{{ site.title }}{{ site.titles }}{{ page.title }}', ['title'], 'site.yaml')).toBe(1);
    expect(memberOf('pages/a.liquid', ['title'])).toBeUndefined();
    expect(memberOf('data/a/b.csv', ['title'])).toBeUndefined();
  });
});

test.each([
  ['{% block main %}{%- block "main" -%}{% block mains %}{% endblock main %}', 2],
  ['{% comment %}{% block main %}{% endcomment %}{{ block main }}', 0],
])('%s has the block main %i times', (text, count) => {
  expect(blocksIn(text, 'main').map(({ start, end }) => text.slice(start, end))).toEqual(
    Array(count).fill('main'),
  );
});
