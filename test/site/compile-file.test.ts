import { describe, expect, test } from 'vitest';
import { checkSite } from '../../site/check/check.ts';
import { compileFile } from '../../site/files/compile-file.ts';

const found = (path: string, text: string) =>
  compileFile(path, text).diagnostics.map(
    ({ severity, code, start }) => `${severity} ${start.line}:${start.column} ${code}`,
  );

describe('warnings of one file', () => {
  test.each([
    [
      'pages/a.liquid',
      '---\ntitle: x\nfetch: { post: "api:/x" }\n---\n{{ page.title }}{{ post.a }}{{ data.b }}{{ request.query.q }}',
      [],
    ],
    [
      'pages/a.liquid',
      '---\ntitle: x\n---\n\n{{ page.titel }} {{ pots }}',
      ['warning 5:4 undefined_member', 'warning 5:21 undefined_variable'],
    ],
    ['pages/a.liquid', '{% assign a = 1 %}', ['warning 1:11 unused_variable']],
    ['pages/a.liquid', '---\nlayout: base\n---\n{% assign a = 1 %}', []],
    ['pages/a.liquid', '<img src="/a.png">', ['warning 1:1 img_size']],
    ['pages/a.txt.liquid', '<img src="/a.png">', []],
    ['partials/a.liquid', '{{ anything }}', []],
    [
      'partials/a.liquid',
      '{% doc %}@param {string} text{% enddoc %}{{ text }}{{ site.title }}{{ txt }}',
      ['warning 1:71 undefined_variable'],
    ],
  ])('%s with %j', (path, text, warnings) => {
    expect(found(path, text)).toEqual(warnings);
  });
});

test('arguments of a render are compared with what the doc tag of the partial states', () => {
  const files = {
    'pages/a.liquid': 'one\n{% render "card", txt: 1 %}',
    'partials/card.liquid': '{% doc %}@param {string} text{% enddoc %}{{ text }}',
  };
  const facts = new Map(Object.entries(files).map(([path, text]) => [path, compileFile(path, text).facts]));
  expect(checkSite(facts)).toMatchObject([
    { severity: 'warning', code: 'missing_argument', path: 'pages/a.liquid', start: { line: 2 } },
    { severity: 'warning', code: 'unknown_argument', path: 'pages/a.liquid', help: 'Did you mean text?' },
  ]);
});

test('a layout or partial that is missing is told where it is first named', () => {
  const text = '---\ntitle: x\nlayout: frame\n---\n{% include "a" %}\n{% render "b" %}{% render "b" %}';
  const facts = new Map([
    ['pages/a.liquid', compileFile('pages/a.liquid', text).facts],
    ['layouts/frame.liquid', compileFile('layouts/frame.liquid', '\n{% layout "outer" %}').facts],
  ]);
  const places = () =>
    checkSite(facts).map(({ path, message, start }) => `${path} ${start.line}:${start.column} ${message}`);
  expect(places()).toEqual([
    'pages/a.liquid 5:12 partials/a.liquid does not exist',
    'pages/a.liquid 6:11 partials/b.liquid does not exist',
    'layouts/frame.liquid 2:11 layouts/outer.liquid does not exist',
  ]);
  facts.delete('layouts/frame.liquid');
  expect(places()).toContain('pages/a.liquid 3:1 layouts/frame.liquid does not exist');
});
