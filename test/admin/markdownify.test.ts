import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from './api.ts';
import { visit } from './visit.ts';

beforeEach(() => reset());

const TEXT = '# *a* <b>x</b> [l](javascript:alert(1))\n\n| a |\n|---|\n| 1 |\n';
const OWN = '<h1><em>a</em> <b>x</b> [l](javascript:alert(1))</h1>\n<table>';
const FOREIGN = '<h1><em>a</em> &lt;b&gt;x&lt;/b&gt; [l](javascript:alert(1))</h1>\n<table>';

describe('markdownify', () => {
  test('reads Markdown of data and of entries, whose HTML is HTML', async () => {
    await put('data/notes.json', JSON.stringify([{ text: TEXT }]));
    await put('content/notes/a.yaml', `text: ${JSON.stringify(TEXT)}\n`);
    await put(
      'pages/index.liquid',
      '{% for note in data.notes %}{% assign body = note.text %}{{ body | markdownify }}{% endfor %}|{% for e in collections.notes %}{{ e.text | markdownify }}{% endfor %}|{{ nil | markdownify }}',
    );
    expect((await call('POST', '/publish')).body).toMatchObject({ state: 'live' });
    const [data, entry, nothing] = (await visit('/')).text.split('\n|');
    expect(data).toContain(OWN);
    expect(entry).toContain(OWN);
    expect(nothing).toBe('');
  });

  test.each([
    ['an upstream', 'api:/p', '{{ post.text | markdownify }}', FOREIGN],
    ['a trusted upstream', 'own:/p', '{{ post.text | markdownify }}', OWN],
    [
      'an upstream by way of a variable',
      'api:/p',
      '{% assign entry = post %}{{ entry.text | markdownify }}',
      FOREIGN,
    ],
    [
      'an upstream among own text',
      'api:/p',
      '{{ "a " | append: post.text | remove: "a " | markdownify }}',
      FOREIGN,
    ],
    ['an upstream of which the page says raw', 'api:/p', '{{ post.text | raw | markdownify }}', OWN],
    ['an upstream by way of page', 'api:/p', '{% page x = post.text %}{{ page.x | markdownify }}', FOREIGN],
    ['an argument', 'own:/p', '{% render "p", data: post %}', FOREIGN],
    [
      'a captured text',
      'api:/p',
      '{% capture data %}{{ post.text | raw }}{% endcapture %}{{ data | markdownify }}',
      FOREIGN,
    ],
  ])('of %s', async (_, fetch, text, made) => {
    await put(
      'site.yaml',
      'upstreams: { api: { url: "https://a.test" }, own: { url: "https://b.test", trusted: true } }',
    );
    await put('partials/p.liquid', '{{ data.text | markdownify }}');
    await put('pages/a.liquid', `---\nfetch: { post: "${fetch}" }\n---\n${text}`);
    const { body } = await call('POST', '/render', { url: '/a', data: { post: { text: TEXT } } });
    expect(body.body).toContain(made);
  });

  test('of others begins no attribute with a value, wherever it is printed', async () => {
    const text = `[a](x/onclick=alert(1)// "t=1") ' onfocus=alert(1) autofocus ' \`a="b"\``;
    await put('site.yaml', 'upstreams: { api: { url: "https://a.test" } }');
    await put(
      'pages/a.liquid',
      '---\nfetch: { post: "api:/p" }\n---\n<i title=\'{{ post.text | markdownify }}\'></i>',
    );
    const { body } = await call('POST', '/render', { url: '/a', data: { post: { text } } });
    expect(body.body).toBe(
      '<i title=\'<p><a href="x/onclick&#61;alert(1)//" title="t&#61;1">a</a> &#39; onfocus&#61;alert(1) autofocus &#39; <code>a&#61;&quot;b&quot;</code></p>\n\'></i>',
    );
  });

  test('reads as Jekyll does, but not what others may have written', async () => {
    const text = `## A "b"\n{: .c onclick="x()"}\n\n| d | e |\n`;
    await put('site.yaml', 'upstreams: { api: { url: "https://a.test" } }');
    await put('data/own.yaml', `text: ${JSON.stringify(text)}\n`);
    await put(
      'pages/a.liquid',
      '---\nfetch: { post: "api:/p" }\n---\n{{ data.own.text | markdownify: "kramdown" }}|{{ post.text | markdownify: "kramdown" }}',
    );
    const { body } = await call('POST', '/render', { url: '/a', data: { post: { text } } });
    const [own, foreign] = String(body.body).split('\n|');
    expect(own).toContain('<h2 class="c" onclick="x()" id="a-b">A “b”</h2>\n\n<table>');
    expect(foreign).toContain('<h2>A &quot;b&quot;</h2>\n<p>{: .c onclick&#61;');
  });

  test('has no named arguments', async () => {
    const refused = await put('pages/a.liquid', '{{ "x" | markdownify: html: true }}');
    expect(refused.body.diagnostics).toMatchObject([{ code: 'unknown_argument' }]);
  });
});
