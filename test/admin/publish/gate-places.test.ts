import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { runsIn } from '../../../admin/check/hostile-page.ts';
import { call } from '../api.ts';

beforeEach(() => reset());

interface Found {
  severity: string;
  code: string;
  message: string;
}

/** Publishes a page that fetches `post`, and gives what the gate said is printed unescaped. */
async function unescaped(body: string, path = 'pages/b.liquid'): Promise<string[]> {
  const edits = Object.entries({
    'site.yaml': 'upstreams: { api: { url: "https://api.test" } }',
    [path]: `---\nfetch: { post: "api:/post" }\n---\n${body}`,
    'samples/post.json': '{"title":"A","n":3,"h":{"a":"b"}}',
  }).map(([at, text]) => ({ path: at, text }));
  await call('POST', '/batch', { edits });
  const answer = await call('POST', '/publish');
  const found = (answer.body.diagnostics as Found[]).filter(({ code }) => code === 'unescaped');
  expect(answer.status).toBe(found.length > 0 ? 422 : 200);
  return found.map(({ message }) => message.split(' is printed')[0] ?? '');
}

describe('the gate finds what would run, in every place', () => {
  test.each([
    ['{{ post.title | upcase | raw }}', 'post.title'],
    ['{{ post.title | truncate: 25 | raw }}', 'post.title'],
    ['{% assign t = post.title | raw %}<p>{{ t }}', 'post.title'],
    ['<p title="{{ post.title | raw }}">', 'post.title'],
    ['<p title={{ post.title | raw }}>', 'post.title'],
    ['<a href="{{ post.title | raw }}">', 'post.title'],
    ["<p data-x='{{ post.title | json | raw }}'>", 'post.title'],
    ['<a onclick="f({{ post.title | raw }})">', 'post.title'],
    ["<script>f('{{ post.title | raw }}')</script>", 'post.title'],
    ['<script>f(`{{ post.title | raw }}`)</script>', 'post.title'],
    ['<script>f({{ post.title | raw }})</script>', 'post.title'],
    ['<style>a { {{ post.title | raw }} }</style>', 'post.title'],
    ['<p style="{{ post.title | raw }}">', 'post.title'],
    ['<iframe srcdoc="{{ post.title | escape | raw }}"></iframe>', 'post.title'],
    ['{{ post.n | raw }}', 'post.n'],
    ['<script>f({{ post.n | raw }})</script>', 'post.n'],
    ['{% for pair in post.h %}{{ pair[0] | raw }}{% endfor %}', 'the keys of post.h'],
  ])('%s', async (body, place) => {
    expect(await unescaped(body)).toContain(place);
  });

  test.each([
    ['pages/b.js.liquid', 'f({{ post.title | raw }})'],
    ['pages/b.css.liquid', 'a { {{ post.title | raw }} }'],
  ])('%s', async (path, body) => {
    expect(await unescaped(body, path)).toContain('post.title');
  });

  test('and lets pass what each place escapes', async () => {
    const t = 'post.title';
    const safe = `<a href="{{ ${t} }}" title={{ ${t} }} onclick="f('{{ ${t} }}', {{ ${t} }}, {{ post.n }})" style="a: {{ ${t} }}"
      data-{{ ${t} }}="{{ ${t} }}" data-x='{{ ${t} | json }}'>{{ ${t} }}{{ post.h }}</a><{{ ${t} }}><img {{ ${t} }}>
      <iframe srcdoc="{{ ${t} }}"></iframe><!-- {{ ${t} }} --><style>a { b: {{ ${t} }}; c: "{{ ${t} }}" }</style>
      <script>f('{{ ${t} }}', '{{ ${t} }}', {{ post.h }}, {{ post.n | json | raw }}, {{ ${t} | json | raw }}, /{{ ${t} }}/); v_{{ ${t} }} = 1; // {{ ${t} }}
      </script>`;
    expect(await unescaped(safe)).toEqual([]);
    await reset();
    expect(
      await unescaped(`var a = "{{ ${t} }}", b = {{ post }}, c = {{ ${t} | json }};`, 'pages/b.js.liquid'),
    ).toEqual([]);
  });
});

test.each([
  ['<p>hostile1()</p>', []],
  ['<textarea><script>hostile1()</script></textarea>', []],
  ['<!-- <script>hostile1()</script> -->', []],
  ['<!--><script>hostile1()</script>', [1]],
  ['<p title="<script>hostile1()</script>">', []],
  ['<p title="a"onhostile1=x>', [1]],
  ['<p title=a/onhostile1>', []],
  ['<svg/onload=hostile1()>', [1]],
  ['<hostile1>', [1]],
  ['<a href=" java\nscript:hostile1()">', [1]],
  ['<a href="javascript&colon;hostile1()">', [1]],
  ['<a href="javascript:f(%27%27,hostile1())">', [1]],
  ['<a title="javascript:hostile1()">', []],
  ['<script>"hostile1()"; /hostile1/; `hostile1`; // hostile1</script>', []],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of JavaScript
  ['<script>`${hostile1()}`</script>', [1]],
  ['<script type="text/template">hostile1()</script>', []],
  ['<SCRIPT>hostile1()</SCRIPT x>', [1]],
  ['<iframe srcdoc="&lt;script&gt;hostile1()&lt;/script&gt;"></iframe>', [1]],
  ['<script>hostile12()</script><script>hostile1()</script>', [12, 1]],
])('a page %j would run %j', (html, expected) => {
  expect([...runsIn(html, 'html')]).toEqual(expected);
});
