import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

const backend = inject('backend');

const DATA =
  '{"id": 9007199254740993, "price": 2.0, "list": [1e3, {"n": -12345678901234567890}], "plain": 7}';
const PRINTED = '9007199254740993 2.0 1000.0 -12345678901234567890 7';
const print = (name: string) =>
  `{{ ${name}.id }} {{ ${name}.price }} {{ ${name}.list[0] }} {{ ${name}.list[1].n }} {{ ${name}.plain }}`;

const SITE = {
  'site.yaml': `
version: 2.0
build: 123456789012345678901234567890
routes:
  /by-route/{id}: { page: routed, fetch: { it: { from: "api:/sent", method: POST, body: [1e3, "{id}"] } } }
upstreams: { api: { url: "${backend}/v1" }, kept: { url: "${backend}/kept", cache: 10 } }
`,
  'data/json.json': DATA,
  'data/yaml.yaml':
    'id: 9007199254740993\nprice: 2.0\nlist:\n  - 1e3\n  - n: -12345678901234567890\nplain: 7\n',
  'data/plain.json': '{"n": 7}',
  'pages/json.liquid': print('data.json'),
  'pages/yaml.liquid': print('data.yaml'),
  'pages/front.liquid': `---\nid: 9007199254740993\nprice: 2.0\nlist: [1e3, { n: -12345678901234567890 }]\nplain: 7\n---\n${print('page')}`,
  'pages/site.liquid': '{{ site.version }} {{ site.build }}',
  'pages/api.liquid': `---\nfetch: { it: "api:/numbers" }\n---\n${print('it')}`,
  'pages/kept.liquid': `---\nfetch: { it: "kept:/numbers" }\n---\n${print('it')}`,
  'pages/sent.liquid':
    '---\nfetch: { it: { from: "api:/sent", method: POST, body: { id: 9007199254740993, price: 2.0, "{query.q}": "{query.q}", plain: "2.0" } } }\n---\n{{ it.body | raw }}',
  'pages/routed.liquid': '{{ it.body | raw }}',
  'content/notes/first.md':
    '---\nid: 9007199254740993\nprice: 2.0\nlist: [1e3, { n: -12345678901234567890 }]\nplain: 7\n---\nText',
  'content/notes/second.yaml':
    'id: 9007199254740993\nprice: 2.0\nlist: [1e3, { n: -12345678901234567890 }]\nplain: 7\n',
  'content/notes/third.md': '---\nid: 1\nprice: 2.5\n---\nText',
  'pages/notes/[slug].liquid': `---\nentry: notes\n---\n${print('entry')}`,
  'pages/all.liquid':
    '{% for note in collections.notes %}{{ note.slug }} {{ note.id }} {{ note.price }} {% endfor %}{{ collections.notes | where: "price", 2 | map: "id" | join: "," }}',
  'pages/out.txt.liquid': '{{ data.json | json }}',
  'pages/sums.liquid':
    '{{ data.json.id | plus: 1 }} {{ data.json.id | times: data.json.id }} {{ data.json.price | times: 2 }} {{ data.json.price | plus: 1 | divided_by: 2 }}',
  'pages/compared.liquid': [
    '{% if data.json.id == 9007199254740993 %}a{% endif %}{% if data.json.id == 9007199254740992 %}X{% endif %}',
    '{% if data.json.id > 9007199254740992 %}b{% endif %}{% if data.json.price == 2 %}c{% endif %}',
    '{% if data.json.price < data.json.id %}d{% endif %}{% case data.json.price %}{% when 2 %}e{% endcase %}',
    '{% assign ids = "9007199254740993,9007199254740992" | split: "," %}',
    '{% if data.json.list contains 1000 %}f{% endif %}',
  ].join(''),
  'pages/lists.liquid':
    '{{ data.lists | uniq | join: "," }} {{ data.lists | sort | join: "," }} {{ data.lists | sum }}',
  'data/lists.json': '[2.0, 9007199254740993, 2, 9007199254740992, 2.0, 9007199254740993]',
  'pages/plain.liquid': '{{ data.plain.n }}',
};

beforeEach(async () => {
  await reset();
  await publishTo(env.KV, await buildSite(SITE));
  for (const path of ['/v1/numbers', '/kept/numbers'])
    await fetch(`${backend}/set?path=${encodeURIComponent(path)}&as=numbers`);
});

describe('numbers are what data, front matter, site.yaml and upstreams say', () => {
  test.each([
    ['/json', PRINTED],
    ['/yaml', PRINTED],
    ['/front', PRINTED],
    ['/api', PRINTED],
    ['/kept', PRINTED],
    ['/site', '2.0 123456789012345678901234567890'],
    ['/out.txt', '{"id":9007199254740993,"price":2.0,"list":[1000.0,{"n":-12345678901234567890}],"plain":7}'],
    ['/sums', '9007199254740994 81129638414606699710187514626049 4.0 1.5'],
    ['/compared', 'abcdef'],
    [
      '/lists',
      '2.0,9007199254740993,2,9007199254740992 2.0,2,2.0,9007199254740992,9007199254740993,9007199254740993 2.7021597764222984e+16',
    ],
    ['/plain', '7'],
    ['/sent?q=a%22b', '{"id":9007199254740993,"price":2.0,"{query.q}":"a\\"b","plain":"2.0"}'],
    ['/by-route/x', '[1000.0,"x"]'],
    ['/notes/first', PRINTED],
    ['/notes/second', PRINTED],
    ['/notes/third', '1 2.5   '],
    [
      '/all',
      'first 9007199254740993 2.0 second 9007199254740993 2.0 third 1 2.5 9007199254740993,9007199254740993',
    ],
  ])('%s, cold and warm', async (path, wanted) => {
    const visit = isolate({ hosts: new URL(backend).host });
    for (let times = 0; times < 3; times++) {
      const { status, text } = await visit(path);
      expect([status, text]).toEqual([200, wanted]);
    }
  });
});
