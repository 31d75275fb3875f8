import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { type Got, isolate } from '../support/visit.ts';

const PAGES = {
  'pages/index.liquid': 'the same for all',
  'pages/query.liquid': '---\nheaders: { X-Page: query }\n---\n{{ request.query.q }}',
  'pages/cookie.liquid': '---\nrequest: { cookies: [name] }\n---\n{{ request.cookies.name }}',
  // The same body either way, but only one of the two may be kept by others than the visitor.
  'pages/either.liquid':
    '---\nrequest: { cookies: [name] }\n---\n{% if request.query.q == "a" %}{% assign x = request.cookies.name %}{% else %}{% assign x = request.query.name %}{% endif %}same',
  // One address has a host or another.
  'pages/host.liquid': '{{ request.host }}',
  'pages/agent.liquid':
    '---\nrequest: { headers: [X-Agent] }\n---\n{{ request.query.q }}{{ request.headers.x-agent }}',
  'pages/of/[name].liquid': '{{ params.name }}{{ request.query.q }}{{ request.query | size }}',
  // What a query says may be read in many ways.
  'pages/pairs.liquid': '{% for pair in request.query %}{{ pair | join: "=" }};{% endfor %}',
  'pages/json.liquid': '{{ request.query | json }}',
  'pages/sum.liquid': '{{ request.query.size }}{{ request.query.first }}',
  'pages/named.liquid': '{{ request.query[request.query.q] }}',
  'pages/odd.liquid':
    '{{ request.query.constructor }}{{ request.query["__proto__"] }}{{ request.query["q"] }}',
  'pages/handed.liquid': '{% render "shown", given: request.query %}{{ request.query.q | default: "none" }}',
  'partials/shown.liquid': '{{ given.other }}{% if given == empty %}empty{% endif %}',
  'pages/asked.liquid': '{{ request | json }}',
  'pages/hidden.liquid': '{% if request.query.q == "a" %}{% not_found %}{% endif %}missing',
  'pages/404.liquid': '---\nheaders: { X-Page: lost }\n---\nmissing {{ page.path }}{{ request.query.q }}',
};
const SITES = {
  'as it comes': PAGES,
  'with a nonce in each answer': {
    ...PAGES,
    'site.yaml': `csp: "script-src 'nonce-{nonce}'"`,
    'pages/script.liquid': '<script nonce="{{ csp_nonce }}"></script>{{ request.query.q }}',
  },
};

const visits = fc.record({
  path: fc.constantFrom(
    ...['/', '/query', '/cookie', '/either', '/hidden', '/script', '/nowhere', '/elsewhere'],
    ...['/host', '/agent', '/of/one', '/of/two'],
    ...['/pairs', '/json', '/sum', '/named', '/odd', '/handed', '/asked'],
  ),
  q: fc.constantFrom(
    ...[
      '',
      '?',
      '?q=a',
      '?q=b',
      '?other=1',
      '?q=a&other=1',
      '?q=a&other=2',
      '?other=2&q=a',
      '?q=other&other=3',
    ],
    ...[
      '?q=%61',
      '?q=b&q=a',
      '?q',
      '?size=9',
      '?first=1&q=a',
      '?constructor=1',
      '?__proto__=1&q=a',
      '?q=a&n=%C3%A4',
    ],
  ),
  host: fc.constantFrom('http://site.test', 'http://www.site.test'),
  method: fc.constantFrom('GET', 'GET', 'HEAD'),
  name: fc.constantFrom('Ada', 'Bea'),
  known: fc.boolean(),
});

/** What does not depend on who asked before. */
function plain({ status, text, headers }: Got) {
  const fields = Object.fromEntries(headers);
  for (const name of ['server-timing', 'x-isolate']) delete fields[name];
  const nonce = (value: string) => value.replaceAll(/nonce[-=]["']?[\w+/]{22}==/g, 'nonce');
  const policy = fields['content-security-policy'];
  return {
    status,
    text: nonce(text),
    headers: policy ? { ...fields, 'content-security-policy': nonce(policy) } : fields,
  };
}

test.each(Object.entries(SITES))('a warm isolate answers as a new one does: a site %s', async (_, files) => {
  await reset();
  await publishTo(env.KV, await buildSite(files));
  const sequences = fc.array(visits, { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const warm = isolate();
      for (const { path, q, host, method, name, known } of sequence) {
        const address = host + path + q;
        const headers: Record<string, string> = { cookie: `name=${name}`, 'x-agent': name };
        const first = await isolate()(address, { headers });
        if (known) headers['if-none-match'] = first.headers.get('etag') ?? '"none"';
        const asked = { method, headers };
        expect(plain(await warm(address, asked))).toEqual(plain(await isolate()(address, asked)));
      }
    }),
    { seed: 20_261_126, numRuns: 60 },
  );
});

test('a page that its URL alone decides is not rendered again for it; one that reads a clock or dice is', async () => {
  await reset();
  const files = {
    'pages/query.liquid': '{{ request.query.q }} é',
    'pages/clock.liquid': "{{ request.query.q }}{{ 'now' | date: '%s' }}",
    'pages/dice.liquid': "{{ request.query.q }}{{ '1,2,3,4,5,6,7,8' | split: ',' | sample: 8 | join }}",
    'pages/lang.liquid': '{{ request.query.q }}{{ request.language }}',
  };
  await publishTo(env.KV, await buildSite(files));
  let now = 1_000_000;
  let reads = 0;
  const RequestsRead = URLSearchParams;
  Object.assign(globalThis, {
    URLSearchParams: class extends RequestsRead {
      constructor(text: string) {
        super(text);
        reads++;
      }
    },
  });
  try {
    const visit = isolate({ clock: { now: () => now } });
    const shown = async (path: string, language = 'de') =>
      (await visit(path, { headers: { 'accept-language': language } })).text;
    const times = async (path: string, count: number) => {
      reads = 0;
      const texts: string[] = [];
      for (let n = 0; n < count; n++) texts.push(await shown(path));
      return { reads, texts: new Set(texts).size };
    };
    // An isolate's first page is not kept.
    await shown('/lang');
    expect(await times('/query?q=%C3%A4', 5)).toEqual({ reads: 1, texts: 1 });
    expect(await shown('/query?q=%C3%A4')).toBe('ä é');
    expect(await shown('/query?q=%C3%B6')).toBe('ö é');
    expect(await shown('/query')).toBe(' é');
    expect(await shown('/query?q=%C3%B6')).toBe('ö é');
    expect(await shown('/clock')).toBe('1000');
    now += 5_000;
    expect(await shown('/clock')).toBe('1005');
    expect((await times('/dice', 20)).texts).toBeGreaterThan(1);
    expect([await shown('/lang', 'de'), await shown('/lang', 'en')]).toEqual(['de', 'en']);
  } finally {
    Object.assign(globalThis, { URLSearchParams: RequestsRead });
  }
});

test('another query is no reason to render again, as long as what the page read of it is the same', async () => {
  await reset();
  const files = {
    'pages/index.liquid': 'home',
    'pages/query.liquid': '{{ request.query.q }}',
    'pages/sent.liquid': '{% if request.query.sent %}thank you{% endif %}',
    'pages/size.liquid': '{{ request.query.size }}',
    'pages/host.liquid': '{{ request.host }}{{ request.query.q }}',
    'pages/404.liquid': '{{ page.path }}{{ request.query.q }}',
  };
  await publishTo(env.KV, await buildSite(files));
  const { toWellFormed } = String.prototype;
  let renders = 0;
  // Each render calls it once, for its whole body.
  String.prototype.toWellFormed = function () {
    renders++;
    return toWellFormed.call(this);
  };
  try {
    const visit = isolate({ fresh: { look: 9_999, wait: 9_999 } });
    await visit('/');
    const rendersOf = async (...addresses: string[]) => {
      renders = 0;
      const texts: string[] = [];
      for (const address of addresses) texts.push((await visit(address)).text);
      return [renders, ...texts];
    };
    expect(await rendersOf('/query?q=a', '/query?q=a&utm=1', '/query?utm=2&q=%61')).toEqual([
      1,
      'a',
      'a',
      'a',
    ]);
    expect(await rendersOf('/query?q=b', '/query?Q=a&q=b', '/query?q=a&q=b', '/query?x=b')).toEqual([
      2,
      ...['b', 'b', 'b', ''],
    ]);
    expect(await rendersOf('/sent?x=1', '/sent?x=2', '/sent?sent', '/sent?x=3&sent=')).toEqual([
      2,
      ...['', '', 'thank you', 'thank you'],
    ]);
    // What counts or lists a query reads all of it, and so does what reads the host, which is in the URL too.
    expect(await rendersOf('/size?a=1', '/size?b=1', '/size?a=1&b=1')).toEqual([3, '1', '1', '2']);
    expect(await rendersOf('/host?a=1', '/host?b=1', '/host?b=1')).toEqual([
      2,
      ...Array(3).fill('site.test'),
    ]);
    // Pages that are not there have one entry for all paths.
    expect(await rendersOf('/no?a=1', '/none?a=1', '/none?b=1')).toEqual([3, '/no', '/none', '/none']);
  } finally {
    String.prototype.toWellFormed = toWellFormed;
  }
});
