import { expect, test } from 'vitest';
import { checkSite } from '../../site/check/check.ts';
import type { Facts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';

const MAIN = '<title>{% block title %}{% endblock %}</title>{% block main %}{% endblock %}';

/** Places of what is not shown, as `path line:column`, of a site whose other files are these. */
function notShown(files: Record<string, string>): string[] {
  const site = new Map<string, Facts>(
    Object.entries({ 'layouts/base.liquid': MAIN, ...files }).map(([path, text]) => [
      path,
      compileFile(path, text).facts,
    ]),
  );
  return checkSite(site)
    .filter(({ code }) => code === 'not_shown')
    .map(({ path, start, severity }) => `${severity} ${path} ${start.line}:${start.column}`);
}

const AT = (place: string) => [`warning pages/a.liquid ${place}`];

test.each<[string, Record<string, string>, string[]]>([
  ['text in a block', { 'pages/a.liquid': '---\nlayout: base\n---\n{% block main %}x{% endblock %}\n' }, []],
  ['text in no block', { 'pages/a.liquid': '---\nlayout: base\n---\n<p>x</p>\n' }, AT('4:1')],
  [
    'text behind the last block',
    { 'pages/a.liquid': '{% layout "base" %}\n{% block main %}x{% endblock %}\n  lost\n' },
    AT('3:3'),
  ],
  ['an output in no block', { 'pages/a.liquid': '{% layout "base" %}{{ page.title }}' }, AT('1:20')],
  [
    'what a loop prints',
    { 'pages/a.liquid': '{% layout "base" %}{% for a in data.b %}x{% endfor %}' },
    AT('1:41'),
  ],
  [
    'tags that print nothing',
    {
      'pages/a.liquid':
        '{% layout "base" %}{% assign a = 1 %}{% capture b %}x{% endcapture %}{% comment %}x{% endcomment %}{% page title = a %}{% # x %}\n{% if a %}{% block main %}{{ b }}{% endblock %}{% endif %}',
    },
    [],
  ],
  [
    'a block that the layout has not',
    { 'pages/a.liquid': '{% layout "base" %}{% block mian %}x{% endblock %}' },
    AT('1:20'),
  ],
  [
    'a layout that shows content',
    { 'layouts/base.liquid': `${MAIN}{{ content }}`, 'pages/a.liquid': '{% layout "base" %}x' },
    [],
  ],
  [
    'a layout with a partial that shows content',
    {
      'layouts/base.liquid': '{% include "frame" %}',
      'partials/frame.liquid': '{% block main %}{{ content }}{% endblock %}',
      'pages/a.liquid': '{% layout "base" %}x{% block main %}{% endblock %}',
    },
    [],
  ],
  [
    'a block of the layout of its layout',
    {
      'layouts/post.liquid':
        '{% layout "base" %}{% block main %}{% block text %}{% endblock %}{% endblock %}',
      'pages/a.liquid': '{% layout "post" %}{% block title %}x{% endblock %}',
    },
    [],
  ],
  ['a layout that is named by an expression', { 'pages/a.liquid': '{% layout page.frame %}x' }, []],
  ['a layout that is not there', { 'pages/a.liquid': '{% layout "none" %}x' }, []],
  [
    'the layout of pages that name none',
    { 'site.yaml': 'defaults:\n  layout: base\n', 'pages/a.liquid': 'x' },
    AT('1:1'),
  ],
  [
    'a page that turns that off',
    { 'site.yaml': 'defaults:\n  layout: base\n', 'pages/a.liquid': '{% layout none %}x' },
    [],
  ],
  ['a page without a layout', { 'pages/a.liquid': 'x' }, []],
])('%s', (_, files, expected) => {
  expect(notShown(files)).toEqual(expected);
});
