import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSite } from '../../../site/check/check.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { linePlaces } from '../../../site/uses/lines.ts';
import { namesIn, renameIn } from '../../../site/uses/names.ts';
import { find } from '../../../site/uses/search.ts';

describe('names of a file in other files', () => {
  const there = (path: string, text: string, target: string) =>
    namesIn(path, text, target).map(({ start, end }) => text.slice(start, end));

  test.each([
    ['pages/a.liquid', '{% render "card" %}{%- include \'card\' -%}', 'partials/card.liquid', 2],
    ['pages/a.liquid', '{% render "Card.liquid", x: 1 %}', 'partials/card.liquid', 1],
    ['pages/a.liquid', '{% render "card-big" %}{% render card %}', 'partials/card.liquid', 0],
    ['pages/a.liquid', '{% liquid\n  render "card"\n%}', 'partials/card.liquid', 1],
    [
      'pages/a.liquid',
      '{% comment %}{% render "card" %}{% endcomment %}{% raw %}{% render "card" %}{% endraw %}',
      'partials/card.liquid',
      0,
    ],
    ['pages/a.liquid', 'Text: render "card"', 'partials/card.liquid', 0],
    ['pages/a.liquid', '---\nlayout: base\n---\n{% layout "base" %}', 'layouts/base.liquid', 2],
    ['pages/a.liquid', '---\ntitle: x\n---\nlayout: base\n', 'layouts/base.liquid', 0],
    ['site.yaml', 'defaults:\n  layout: base # ours\n', 'layouts/base.liquid', 1],
    ['pages/a.liquid', '{{ data.tide.now }}{% for a in data["tide"] %}{% endfor %}', 'data/tide.yaml', 2],
    [
      'pages/a.liquid',
      '{{ data.tides }}{{ other.data.tide }}{{ "data.tide" }}{{ mydata.tide }}',
      'data/tide.yaml',
      0,
    ],
    ['pages/a.liquid', '{{ data.blog.posts[0] }}', 'data/blog/posts.json', 1],
    ['layouts/a.liquid', '{{ "site.css" | asset_url }}<img src="/assets/site.css">', 'assets/site.css', 2],
    ['layouts/a.liquid', '{{ "my-site.css" | asset_url }}', 'assets/site.css', 0],
    ['content/posts/a.md', '---\ncover: boat.jpg # ours\n---\n![](/assets/boat.jpg)', 'assets/boat.jpg', 2],
    [
      'content/posts/a.md',
      '---\nall: [a.jpg, boat.jpg]\nat:\n  - assets/boat.jpg\n---\n',
      'assets/boat.jpg',
      2,
    ],
    [
      'content/posts/a.md',
      '---\nalt: boat.jpg, seen\nof: my-boat.jpg\n---\ncover: boat.jpg\n',
      'assets/boat.jpg',
      0,
    ],
    [
      'data/a.yaml',
      '- { src: "assets/boat.jpg", alt: a boat.jpg }\n- src: /assets/boat.jpg\n',
      'assets/boat.jpg',
      2,
    ],
    ['data/media.yaml', 'boat.jpg:\n  alt: Boat\nmy-boat.jpg: x\n', 'assets/boat.jpg', 1],
    ['data/a.json', '{ "photo": "boat.jpg", "path": "assets/boat.jpg" }', 'assets/boat.jpg', 2],
  ])('%s %j names %s', (path, text, target, count) => {
    expect(there(path, text, target)).toHaveLength(count);
  });

  test.each([
    [
      '{% render "card" %}',
      'partials/card.liquid',
      'partials/posts/card.liquid',
      '{% render "posts/card" %}',
    ],
    ['{{ data.tide.now }}', 'data/tide.yaml', 'data/sea/tide-day.json', '{{ data.sea.tide-day.now }}'],
    ['{{ data["tide"].now }}', 'data/tide.yaml', 'data/2024.json', '{{ data["2024"].now }}'],
    ["{{ 'a.css' | asset_url }}", 'assets/a.css', 'assets/css/b.css', "{{ 'css/b.css' | asset_url }}"],
    [
      '---\nlayout: "base"\n---\n',
      'layouts/base.liquid',
      'layouts/frame.liquid',
      '---\nlayout: "frame"\n---\n',
    ],
  ])('%j', (text, from, to, expected) => {
    expect(renameIn('pages/a.liquid', text, from, to)).toBe(expected);
  });

  test('a site that was whole is whole after any rename, and a rename back gives the same texts', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    fc.assert(
      fc.property(name, name, fc.constantFrom('partials', 'layouts'), (old, fresh, folder) => {
        fc.pre(old !== fresh && old !== 'none' && fresh !== 'none');
        const tag =
          folder === 'partials' ? `{% render "${old}" %}{% include '${old}' %}` : `{% layout "${old}" %}`;
        const user = `{% assign ${folder}-x = 1 %}`.replace('-x', '') + tag;
        const page = folder === 'partials' ? user : tag;
        const renamed = renameIn(
          'pages/a.liquid',
          page,
          `${folder}/${old}.liquid`,
          `${folder}/${fresh}.liquid`,
        );
        const site = new Map([
          ['pages/a.liquid', compileFile('pages/a.liquid', renamed).facts],
          [`${folder}/${fresh}.liquid`, compileFile(`${folder}/${fresh}.liquid`, '{{ content }}').facts],
        ]);
        expect(checkSite(site).filter(({ code }) => code === 'missing_file')).toEqual([]);
        expect(
          renameIn('pages/a.liquid', renamed, `${folder}/${fresh}.liquid`, `${folder}/${old}.liquid`),
        ).toBe(page);
      }),
    );
  });
});

describe('finding a text', () => {
  const texts = (text: string, wanted: Partial<Parameters<typeof find>[1]> & { text: string }) =>
    Array.from(find(text, { case: false, word: false, ...wanted }), ({ start, end }) =>
      text.slice(start, end),
    );

  test.each([
    ['Tide tide TIDE', { text: 'tide' }, ['Tide', 'tide', 'TIDE']],
    ['Tide tide', { text: 'tide', case: true }, ['tide']],
    ['tides tide, intide', { text: 'tide', word: true }, ['tide']],
    ['aaaa', { text: 'aa' }, ['aa', 'aa']],
    ['İx x', { text: 'x' }, ['x', 'x']],
    ['a.b', { text: '.' }, ['.']],
    ['x', { text: '' }, []],
  ])('%j %j', (text, wanted, expected) => {
    expect(texts(text, wanted)).toEqual(expected);
  });

  test('finds what a plain scan finds, and lines and columns lead to it', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '\n', 'é', '😀'), maxLength: 60 });
    fc.assert(
      fc.property(
        letters,
        fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 1, maxLength: 3 }),
        (text, needle) => {
          const spans = [...find(text, { text: needle, case: true, word: false })];
          expect(spans.length).toBe(text.split(needle).length - 1);
          const lines = text.split('\n');
          for (const place of linePlaces(text, spans)) {
            expect(lines[place.line - 1]?.slice(place.column - 1, place.column - 1 + place.length)).toBe(
              needle,
            );
            expect(place.text.slice(place.at, place.at + place.length)).toBe(needle);
          }
        },
      ),
    );
  });
});
