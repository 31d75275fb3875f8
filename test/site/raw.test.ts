import { expect, test } from 'vitest';
import { checkSite } from '../../site/check/check.ts';
import { compileFile } from '../../site/files/compile-file.ts';

const RAW = 'raw_outside';
const said = (path: string, text: string) =>
  compileFile(path, text).diagnostics.flatMap(({ severity, code, message }) =>
    code === RAW ? [`${severity} ${message.split(' ')[0]}`] : [],
  );

test.each([
  ['{{ request.query.q | raw }}', 'request.query.q'],
  ['{{ request.query.q | upcase | raw }}', 'request.query.q'],
  ['{{ request.query.q | truncate: 25 | raw | strip }}', 'request.query.q'],
  ['{{ page.params.id | raw }}', 'page.params.id'],
  ['{{ page.path | raw }}', 'page.path'],
  ['{{ "a" | append: request.path | raw }}', 'request.path'],
  ['{{ x | default: request.host | raw }}', 'request.host'],
  ['{% assign q = request.query.q | strip %}{{ q | raw }}', 'request.query.q'],
  ['{% assign q = request.query.q | raw %}{{ q }}', 'request.query.q'],
  [
    '{% assign a = request.query.q %}{% assign b = a %}{% assign c = b | downcase %}{{ c | raw }}',
    'request.query.q',
  ],
  ['{% capture q %}<b>{{ request.query.q }}</b>{% endcapture %}{{ q | raw }}', 'request.query.q'],
  ['{% capture q %}{{ request.query.q | raw }}{% endcapture %}{{ q }}', 'request.query.q'],
  ['{% for pair in request.query %}{{ pair[1] | raw }}{% endfor %}', 'request.query'],
  [
    '{% assign l = request.query.q | split: "," %}{% for q in l %}{{ q | raw }}{% endfor %}',
    'request.query.q',
  ],
  [
    '{% if a %}{% assign q = request.query.q %}{% else %}{% assign q = "" %}{% endif %}{{ q | raw }}',
    'request.query.q',
  ],
  ["<p data-x='{{ request.query.q | json | raw }}'>", 'request.query.q'],
  ["<script>f('{{ request.query.q | json | raw }}')</script>", 'request.query.q'],
  ['<a onclick="f({{ request.query.q | json | raw }})">', 'request.query.q'],
])('%s is warned of', (text, path) => {
  expect(said('pages/a.liquid', text)).toEqual([`warning ${path}`]);
  expect(said('partials/a.liquid', text)).toEqual([`warning ${path}`]);
});

test.each([
  '{{ request.query.q }}',
  '{% assign p = data.posts | where: "slug", page.params.slug | first %}{{ p.body | raw }}',
  '{{ request.query.q | escape | raw }}',
  '{{ request.query.q | size | raw }}',
  '<script>f({{ request.query.q | json | raw }})</script>',
  '{{ page.title | raw }}{{ site.html | raw }}{{ data.a | raw }}{{ "<b>" | raw }}',
  '{% assign q = "x" %}{{ q | raw }}',
  '{% assign a = b %}{% assign b = a %}{{ a | raw }}',
])('%s is not', (text) => {
  expect(said('pages/a.liquid', text)).toEqual([]);
});

const site = (files: Record<string, string>) =>
  checkSite(
    new Map(Object.entries(files).map(([path, text]) => [path, compileFile(path, text).facts] as const)),
  ).flatMap(({ code, path, message }) => (code === RAW ? [`${path} ${message.split(' ')[0]}`] : []));

test('an upstream that is not trusted is warned of, in partials too', () => {
  const config = (trusted: string) => `upstreams: { api: { url: "https://a.test"${trusted} } }`;
  const page = '---\nfetch: { post: "api:/p" }\n---\n{% render "card", item: post.a %}{{ post.html | raw }}';
  const files = {
    'site.yaml': config(''),
    'pages/a.liquid': page,
    'partials/card.liquid': '{% render "inner" with item.b as x %}',
    'partials/inner.liquid': '{% assign y = x.c | strip %}{{ y | raw }}{{ z | raw }}',
  };
  expect(site(files)).toEqual(['pages/a.liquid post.html', 'partials/inner.liquid x.c']);
  expect(site({ ...files, 'site.yaml': config(', trusted: true') })).toEqual([]);
  const address = {
    'pages/a.liquid': '{% render "inner", x: request.query %}',
    'partials/inner.liquid': '{{ x.q | raw }}',
  };
  expect(site(address)).toEqual(['partials/inner.liquid x.q']);
});
