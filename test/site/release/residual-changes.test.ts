import { expect, it } from 'vitest';
import { Assembled, packsFrom } from '../../../admin/check/assembled.ts';
import { type RenderOutcome, tryRender } from '../../../admin/check/render-page.ts';
import { residualOf } from '../../../admin/check/residual/evaluate.ts';
import { addResiduals } from '../../../site/release/residuals.ts';
import { buildSite } from '../../support/build-site.ts';

const SITE = {
  'site.yaml': 'title: A\nflag: true\nupstreams: { api: { url: "https://x.test" } }\n',
  'data/nav.json': '[{"title":"a"},{"title":"b"}]',
  'data/names.json': '{"parent":"parentloop"}',
  'partials/loop.liquid': '({{ f.index }} {{ f[data.names.parent].index }})',
  'partials/parent.liquid': '({{ f.parentloop.index }})',
  'partials/through.liquid': '{% render "parent", f: f %}',
  'partials/list.liquid': '{% for j in list %}{{ forloop[data.names.parent].index }};{% endfor %}',
};
const FETCH = '---\nfetch: { items: "api:/x" }\n---\n';
const ITEMS = [
  { n: 1, list: [1, 2] },
  { n: 2, list: [3] },
];

const IF_B = '{% if request.query.q == "b" %}';

/** Pages, and whether something is left of them: others stay whole. */
const PAGES: readonly (readonly [string, boolean])[] = [
  [`${IF_B}{% page foo = 1 %}{% endif %}{{ page.size }}{% if page contains "foo" %}!{% endif %}`, true],
  [`{% assign p = page %}${IF_B}{% page foo = 1 %}{% endif %}{{ p.size }}`, false],
  [
    `${IF_B}{% page a = 1 %}{% endif %}{% page b = 1 %}{% page a = 2 %}{% for m in page %}{{ m[0] }}{% endfor %}{{ page.a }}`,
    true,
  ],
  [
    '{% if page contains "foo" %}!{% endif %}{% page foo = request.query.q %}{% if page contains "foo" %}!{% endif %}{{ page.size }}{{ page.foo }}',
    true,
  ],
  [
    `${IF_B}{% assign p = page %}{% endif %}{% page title = "one" %}{{ p.title }}{% page title = "two" %}{{ p.title }}`,
    true,
  ],
  [`{% assign p = page %}${IF_B}{% assign p = 1 %}{% endif %}{{ p.title }}{% page title = "new" %}`, false],
  [`{{ page[request.query.q] }}${IF_B}{% page title = "x" %}{% endif %}{{ page.title }}`, true],
  [
    `${FETCH}{% for n in data.nav %}{% for i in items %}{{ forloop[data.names.parent].index }}{% endfor %}{% endfor %}`,
    false,
  ],
  [
    `${FETCH}{% for n in data.nav %}{% for i in items %}{% render 'parent' for i.list as x, f: forloop %}{% endfor %}{% endfor %}`,
    false,
  ],
  [
    `${FETCH}{% for n in data.nav %}{% for i in items %}{% render 'through' for i.list as x, f: forloop %}{% endfor %}{% endfor %}`,
    false,
  ],
  [`${FETCH}{% for i in items %}{% render 'list', list: i.list %}{% endfor %}`, false],
  [
    `${FETCH}{% for i in items %}{% for n in data.nav %}{{ forloop[data.names.parent].index }}{% endfor %}{% endfor %}`,
    false,
  ],
  [
    `${FETCH}{% for i in items %}{% for j in i.list %}{{ forloop[data.names.parent].index }}{% endfor %}{% endfor %}`,
    true,
  ],
  [`${FETCH}{% for i in items %}{% render 'loop', f: forloop %}{% endfor %}`, true],
  [`${FETCH}{% for i in items offset: site.flag %}{{ i.n }}{% endfor %}`, false],
];

it.each(PAGES)('what is left of %s does as the page does', async (source, isLeft) => {
  const built = await buildSite({ ...SITE, 'pages/one.liquid': source });
  const assembled = (manifest: string) =>
    new Assembled(
      manifest,
      packsFrom((name) => built.packs.find((pack) => pack.name === name)?.text),
    );
  const whole = assembled(built.manifest);
  const found = await residualOf(whole, 'pages/one.liquid');
  expect(found !== undefined).toBe(isLeft);
  if (!found) return;
  const residual = { text: JSON.stringify(found.partial.program), needs: found.needs };
  const parted = assembled(addResiduals(built, new Map([['pages/one.liquid', residual]])).manifest);
  for (const query of ['', '?q=a', '?q=b', '?q=title'])
    for (const items of [ITEMS, [], null]) {
      const visit = visitOf(query, source.startsWith(FETCH) ? [['items', items]] : []);
      const [got, wanted] = [await tryRender(parted, visit), await tryRender(whole, visit)];
      expect(said(got), `${query} ${residual.text}`).toEqual(said(wanted));
    }
});

const visitOf = (query: string, fetched: readonly (readonly [string, unknown])[]) => ({
  page: 'pages/one.liquid',
  url: new URL(`https://site.test/one${query}`),
  params: {},
  status: 200,
  fetched: new Map(fetched),
  now: () => Date.UTC(2026, 1, 3),
});

function said(outcome: RenderOutcome) {
  if (!('rendered' in outcome)) return outcome;
  const { body, flags } = outcome.rendered;
  return { body, flags };
}
