import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Assembled, packsFrom } from '../../admin/check/assembled.ts';
import { type RenderOutcome, tryRender } from '../../admin/check/render-page.ts';
import { residualOf } from '../../admin/check/residual/evaluate.ts';
import { planPage } from '../../release/plan.ts';
import type { Shown } from '../../schema/content/addresses.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { PageRecord } from '../../schema/manifest.ts';
import { checkManifest } from '../../site/release/check-manifest.ts';
import { addResiduals } from '../../site/release/residuals.ts';
import { type Built, buildSite } from '../support/build-site.ts';
import { most, runs } from '../support/runs.ts';

const SITE = {
  'site.yaml':
    'title: A <site>\nupstreams: { api: { url: "https://x.test" } }\nroutes: { /also: { page: two } }\n',
  'data/nav.json': '[{"title":"a","url":"/a","tags":["x","y"]},{"title":"b<","url":"/b","tags":[]}]',
  'data/titles.json': '{"a":"first","b":"b","size":"s","n":5.0}',
  'content/posts/one.md': '---\ntitle: a\n---\nText **one** {{ site.title }}',
  'content/posts/two.md': '---\ntitle: two\n---\nText {{ request.query.q }}',
  'partials/card.liquid':
    '<b>{{ title }}{{ i.n }}{% if i.n > 1 %}{% assign seen = title %}{% endif %}{{ seen }}{{ page.title }}</b>',
  'partials/sets.liquid': '{% page title = title %}{{ request.query.q }}',
  'layouts/base.liquid':
    '<title>{{ page.title }}</title>{% block head %}{{ site.title }}{% endblock %}<main>{{ content }}</main>{{ request.path }}{{ x }}',
};

const KNOWN = [
  '{{ site.title }}',
  '{% for n in data.nav %}<a href="{{ n.url }}">{{ n.title }}{{ forloop.index }}</a>{% endfor %}',
  "{% render 'card', title: site.title %}",
  '{% assign x = data.nav.size %}',
  '{% assign y = data.titles.a | upcase %}',
  '{{ x }}/{{ y }}/{{ c }}',
  '{% for p in collections.posts %}{{ p.title }}{{ p.url }}{% endfor %}',
  '{{ collections.posts[0].content }}',
  "{{ 'now' | date: '%Y-%m-%d %H' }}",
  '{% page title = site.title %}',
  '{{ page.title }}{{ page.own }}{{ page.path }}{{ page.url }}{{ page.status }}',
  '{% increment k %}',
  "{% cycle 'odd', 'even' %}",
];

const DYNAMIC = [
  '{{ request.query.q }}',
  '{% if request.query.q %}{% assign x = 1 %}{% else %}{% assign y = request.query.q %}{% endif %}',
  '{% if request.query.q == "a" %}{% page title = "q" %}{% elsif site.none %}no{% elsif site.title %}{% assign x = data.nav[0] %}{% endif %}',
  '{% for p in data.nav %}{% if p.title == request.query.q %}[{{ p.title }}]{% endif %}{% if p.tags contains request.query.q %}!{% endif %}{% endfor %}',
  '{{ data.titles[request.query.q] }}{{ data.titles.n }}',
  "{% for i in items %}{{ forloop.index }}{{ i.name }}{% render 'card', title: i.name, i: i %}{% assign x = i.n %}{% else %}none{% endfor %}",
  "{% render 'card' for items as i, title: x %}",
  '{% unless upstream.items.ok %}down{% endunless %}',
  "{% case request.query.q %}{% when 'a' %}A{% when data.titles.b, y %}B{% else %}{{ y }}{% endcase %}",
  "{{ items | map: 'name' | join: ', ' }}",
  "{% if request.query.q == 'fail' %}{{ 1 | divided_by: 0 }}{% endif %}",
  "{% if request.query.q == 'none' %}{% not_found %}{% endif %}",
  "{{ collections.posts | where: 'title', request.query.q | map: 'slug' | join }}",
  '{{ collections.posts[1].content }}',
  '{% for p in data.nav limit: items.size %}{{ p.title }}{{ x }}{% endfor %}',
  '{% capture c %}{{ request.query.q }}{% endcapture %}{{ c }}',
  "{% render 'sets', title: request.query.q %}",
  '{{ page | json }}',
  '{{ entry.title }}{{ entry.content }}{{ entry.next.title }}{% if page.title == "a" %}{% assign x = entry %}{% endif %}{{ x.title }}',
  '{% for p in paginator.items %}{{ p.title }}{{ p.url }}{% endfor %}{{ paginator.page }}/{{ paginator.pages }}{{ nav.title }}{{ nav.tags | join }}',
  '{% for i in items %}{{ page.title }}{% page title = i.name %}{% endfor %}',
  '{% assign k = "size" %}{{ items[k] }}{{ items.size }}{{ items[0][k] }}',
  '{{ csp_nonce }}',
  '{% if request.query.q == "a" %}{% cycle "odd", "even" %}{% endif %}',
];

const FRONTS = [
  '',
  'layout: base\n',
  'title: T\nown: <1>\n',
  'fetch: { items: "api:/x" }\n',
  'status: 410\nlayout: base\n',
];

/** What an upstream may bring. */
const ITEMS = [
  undefined,
  null,
  [],
  [{ name: 'x<y', n: 1 }, { name: 'z', n: 2 }, { n: 3 }, { name: 'y', n: 0 }],
  'text',
  { name: 'h' },
];
const QUERIES = ['', '?q=a', '?q=b', '?q=size', '?q=fail', '?q=none', '?q=%3Cb%3E', '?q=x'];

const page = fc
  .tuple(
    fc.subarray(FRONTS, { maxLength: 2 }),
    fc.array(fc.constantFrom(...KNOWN, ...DYNAMIC), { minLength: 1, maxLength: 7 }),
  )
  .map(
    ([fronts, parts]) =>
      `---\n${[...new Set(fronts.join('').split('\n'))].join('\n')}\n---\n${parts.join('\n')}`,
  );

interface Address {
  readonly path: string;
  readonly file: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly shown?: Shown;
}

const ADDRESSES: readonly Address[] = [
  { path: '/one', file: 'pages/one.liquid' },
  { path: '/two', file: 'pages/two.liquid' },
  { path: '/also', file: 'pages/two.liquid' },
  { path: '/p/v', file: 'pages/p/[id].liquid', params: { id: 'v' } },
  { path: '/posts/one', file: 'pages/posts/[slug].liquid', params: { slug: 'one' } },
  { path: '/posts/two', file: 'pages/posts/[slug].liquid', params: { slug: 'two' } },
  { path: '/posts/none', file: 'pages/posts/[slug].liquid', params: { slug: 'none' } },
  { path: '/list', file: 'pages/list.liquid' },
  { path: '/list/page/2', file: 'pages/list.liquid', shown: { number: 2 } },
  { path: '/n/a', file: 'pages/n/[nav].liquid', params: { nav: 'a' } },
];

describe('what is left of a page of a site', () => {
  it('makes the same as the page, for every request and every answer', { timeout: 600_000 }, async () => {
    let left = 0;
    await fc.assert(
      fc.asyncProperty(
        page,
        page,
        page,
        fc.constantFrom(...QUERIES),
        fc.constantFrom(...ITEMS),
        async (a, b, c, query, items) => {
          const built = await buildSite({
            ...SITE,
            'pages/one.liquid': a,
            'pages/two.liquid': b,
            'pages/p/[id].liquid': c,
            'pages/posts/[slug].liquid': `---\nentry: posts\n${a.slice(4)}`,
            'pages/list.liquid': `---\npaginate: { items: collections.posts, size: 1 }\n${b.slice(4)}`,
            'pages/n/[nav].liquid': `---\neach: { nav: data.nav }\n${c.slice(4)}`,
          });
          const { whole, parted } = await both(built);
          for (const address of ADDRESSES) {
            const { path, file } = address;
            if (residualRecord(parted, file)) left++;
            const { fetch, status = 200 } = whole.manifest.record<PageRecord>(file) ?? {};
            const visit = visitOf(address, query, fetch ? items : NONE, Number(status));
            const [wanted, got] = [await tryRender(whole, visit), await tryRender(parted, visit)];
            expect(said(got), `${path}${query} ${JSON.stringify(items)}`).toEqual(said(wanted));
          }
        },
      ),
      { numRuns: Number(process.env.RUNS ?? runs(40)) },
    );
    expect(left).toBeGreaterThan(most(100));
  });
});

const ONE: Address = { path: '/one', file: 'pages/one.liquid' };

const NONE = Symbol('no fetch');

function visitOf({ path, file, params = {}, shown }: Address, query: string, items: unknown, status = 200) {
  return {
    page: file,
    url: new URL(path + query, 'https://site.test'),
    params,
    shown,
    status,
    fetched: new Map(items === NONE ? [] : [['items', items]]),
    now: () => Date.UTC(2026, 1, 3),
  };
}

/** A site as it is, and with what is left of its pages. */
async function both(built: Built) {
  const whole = assembled(built.manifest, built);
  const residuals = new Map<string, { text: string; needs: readonly string[] }>();
  for (const path of new Set(ADDRESSES.map(({ file }) => file))) {
    const found = await residualOf(whole, path);
    if (found) residuals.set(path, { text: JSON.stringify(found.partial.program), needs: found.needs });
  }
  const made = addResiduals(built, residuals);
  checkManifest(made);
  return { whole, parted: assembled(made.manifest, built) };
}

const assembled = (manifest: string, { packs }: Built) =>
  new Assembled(
    manifest,
    packsFrom((name) => packs.find((pack) => pack.name === name)?.text),
  );

const residualRecord = (site: Assembled, file: string) => site.manifest.record<PageRecord>(file)?.residual;

/** What a render says, but for how it came to that. */
function said(outcome: RenderOutcome) {
  if (!('rendered' in outcome)) return outcome;
  const { body, flags } = outcome.rendered;
  return { body, flags };
}

/** A site with one page, in part. */
async function one(source: string, more: Readonly<Record<string, string>> = {}) {
  const { parted, whole } = await both(
    await buildSite({
      ...SITE,
      'pages/one.liquid': source,
      'pages/two.liquid': '',
      'pages/p/[id].liquid': '',
      ...more,
    }),
  );
  const record = residualRecord(parted, 'pages/one.liquid');
  return { parted, whole, record, text: record ? parted.manifest.inline(record.at) : undefined };
}

const render = (site: Assembled, query = '', items: unknown = NONE) =>
  tryRender(site, visitOf(ONE, query, items));

describe('a residual program', () => {
  it('holds what the release knows, and reads neither templates nor data', async () => {
    const { parted, record, text } = await one(
      "---\nlayout: base\n---\n{% for n in data.nav %}{% render 'card', title: n.title %}{% endfor %}{{ request.query.q }}",
    );
    expect(record?.needs).toBeUndefined();
    expect(text).toContain('<b>a');
    expect(text).not.toContain('"nav"');
    const reads: { key: string }[] = [];
    const outcome = await tryRender(parted, {
      ...visitOf(ONE, '?q=1', NONE),
      reads: reads as never,
    });
    expect(reads.map(({ key }) => key)).toEqual(['pages/one.liquid#residual']);
    expect(outcome).toMatchObject({ rendered: { partly: true } });
  });

  it('says which data it reads, where that is too large to be in it', async () => {
    const titles = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`k${n}`, `title ${n}`]));
    const { parted, record } = await one('{{ data.titles[request.query.q] }}{{ data.nav[0].title }}', {
      'data/titles.json': JSON.stringify(titles),
    });
    expect(record?.needs).toEqual(['data/nav', 'data/titles']);
    expect(await render(parted, '?q=k7')).toMatchObject({ rendered: { body: 'title 7a', partly: true } });
  });

  it('keeps a loop that would be too large as one', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => ({ title: `t${n}`, text: `row ${n} & more` }));
    const { parted, whole, text } = await one(
      '{{ site.title }}{% for r in data.rows %}{% if r.title == request.query.q %}<p>{{ r.text }}{% endif %}{% endfor %}',
      { 'data/rows.json': JSON.stringify(rows) },
    );
    expect(text?.length).toBeLessThan(2000);
    const outcome = await render(parted, '?q=t7');
    expect(said(outcome)).toEqual(said(await render(whole, '?q=t7')));
    expect(outcome).toMatchObject({ rendered: { partly: true } });
  });

  it('fails as its page does, with the place of that', async () => {
    const { parted, record } = await one(
      '\n{% if request.query.q %}{{ request.query.q | divided_by: 0 }}{% endif %}',
    );
    expect(record).toBeDefined();
    const outcome = await render(parted, '?q=1');
    expect(outcome).toMatchObject({ failed: { path: 'pages/one.liquid', start: { line: 2 } } });
  });

  it.each([
    [
      'in each round of a loop, variables of a partial are as they were',
      "{% for i in items %}{% render 'card', title: i.name, i: i %}{% endfor %}",
    ],
    [
      'a member of page that a round sets is read in the next',
      '{% for i in items %}{{ page.title }}{% page title = i.name %}{% endfor %}',
    ],
    [
      'a text in brackets is no command',
      '{% assign k = "size" %}{% for i in items %}{{ i[k] }}{% endfor %}{{ items[k] }}',
    ],
  ])('%s', async (_, source) => {
    const { parted, whole } = await one(`---\nfetch: { items: "api:/x" }\n---\n${source}`);
    const items = [
      { name: 'b', n: 2 },
      { name: 'a', n: 1, size: 9 },
    ];
    const outcome = await render(parted, '', items);
    expect(outcome).toMatchObject({ rendered: { partly: true } });
    expect(said(outcome)).toEqual(said(await render(whole, '', items)));
  });

  it('gives way to its page where it cannot be read', async () => {
    const { parted, whole } = await one('{{ site.title }}{{ request.query.q }}');
    const text = parted.text.replaceAll('"lines":"","spans":""', '"lines":,,,"spans":""');
    const broken = assembled(text, { packs: [] } as never);
    expect(said(await render(broken, '?q=1'))).toEqual(said(await render(whole, '?q=1')));
    expect(await render(broken, '?q=1')).toMatchObject({ rendered: { partly: false } });
  });

  it('of a page of entries has its layout and what all entries show', async () => {
    const built = await buildSite({
      ...SITE,
      'pages/two.liquid': '',
      'pages/posts/[slug].liquid':
        '---\nentry: posts\nlayout: base\n---\n<h1>{{ page.title }}</h1>{{ entry.content }}{% for n in data.nav %}{{ n.url }}{% endfor %}',
    });
    const found = await residualOf(assembled(built.manifest, built), 'pages/posts/[slug].liquid');
    expect(JSON.stringify(found?.partial.program.body)).toContain('/a/b');
    expect(found?.needs).toEqual(['collections/posts', 'data/nav']);
  });

  it('is not there for error pages', async () => {
    const built = await buildSite({
      ...SITE,
      'pages/404.liquid': '{{ request.path }}',
      'pages/two.liquid': '',
    });
    const site = assembled(built.manifest, built);
    expect(await residualOf(site, 'pages/404.liquid')).toBeUndefined();
  });

  it('is left out where a release has no room for it', async () => {
    const built = await buildSite({
      ...SITE,
      'pages/one.liquid': '{{ request.path }}',
      'pages/two.liquid': '{{ request.path }}',
    });
    const text = (n: number) => ({ text: 'x'.repeat(n), needs: [] });
    const made = addResiduals(
      built,
      new Map([
        ['pages/one.liquid', text(LIMITS.residualCharacters)],
        ['pages/two.liquid', text(1)],
      ]),
    );
    checkManifest(made);
    const site = assembled(made.manifest, built);
    expect(residualRecord(site, 'pages/one.liquid')).toBeUndefined();
    expect(residualRecord(site, 'pages/two.liquid')).toBeDefined();
  });

  it('is not taken where the page is looked into', async () => {
    const { parted } = await one('{{ site.title }}{{ request.query.q }}');
    const plan = planPage(parted.store, parted.manifest, 'pages/one.liquid', true);
    expect(plan?.residual).toBeUndefined();
    expect(planPage(parted.store, parted.manifest, 'pages/one.liquid')?.residual).toBeDefined();
  });
});
