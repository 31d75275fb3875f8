import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Assembled, packsFrom } from '../../../admin/check/assembled.ts';
import { residualOf } from '../../../admin/check/residual/evaluate.ts';
import { KEYS } from '../../../schema/keys.ts';
import { addResiduals, type Residual } from '../../../site/release/residuals.ts';
import '../../../worker/pages/partly.ts';
import { RENDERERS } from '../../../worker/pages/renderers.ts';
import { buildSite } from '../../support/build-site.ts';
import { visitorsOf } from '../../support/visitors.ts';

/** Pages whose rest the core of the language makes, and pages where more is asked for. */
const CORE: Readonly<Record<string, string>> = {
  query:
    '{% if request.query.q %}[{{ request.query.q }}]{% endif %}{{ site.title }}{% for n in data.nav %}{{ n }}{% endfor %}',
  choice:
    '{% if request.query.q == "a" %}A{% elsif request.query.q != blank %}other{% else %}none{% endif %}{{ x }}',
  set: '{% if request.query.q %}{% assign x = request.query.q %}{% endif %}{{ x }}{% capture c %}{{ x }}<{% endcapture %}{{ c }}',
  own: '---\ntitle: T\nlayout: base\n---\n{{ page.title }}{{ page.path }}{{ request.method }}{{ request.path }}',
  logic:
    '{% unless request.query.q and request.query.r or request.host == "" %}less{% endunless %}{{ request.query.q.size }}',
  headers:
    '---\nrequest: { headers: [accept-language], cookies: [seen] }\ncache: { browser: 60 }\n---\n{{ request.headers.accept-language }}{{ request.cookies.seen }}{{ request.language }}',
};
const MORE: Readonly<Record<string, string>> = {
  data: '{{ data.titles[request.query.q] }}',
  filter: '{{ request.query.q | upcase | escape }}',
  asset: '{{ "a.css" | asset_url }}{{ request.query.q }}{{ request.query.q | relative_url }}',
  loop: '{% for n in data.nav %}{% if n == request.query.q %}{{ n }}{% endif %}{% endfor %}',
  none: '{% if request.query.q == "none" %}{% not_found %}{% endif %}here',
  fails: '{{ request.query.q | divided_by: 0 }}',
  set_page: '{% if request.query.q %}{% page title = "q" %}{% endif %}{{ page.title }}',
  type: '---\nheaders: { content-type: text/xml }\n---\n<a>{{ request.query.q }}</a>',
};
const QUERIES = ['', '?q=a', '?q=%3Cb%3E&r=1', '?q=none', '?q=two'];

type Ask = ReturnType<typeof visitorsOf>;
let parted: ReadonlyMap<string, string>;
let whole: Ask;
const partly = RENDERERS.partly;
/** Whether the last page was made of what is left of it, with the core alone; undefined where it was not made again. */
let alone: boolean | undefined;

beforeAll(async () => {
  const built = await buildSite({
    'site.yaml': 'title: A <site>\n',
    'data/nav.json': '["a","two"]',
    'data/titles.json': '{"a":"first"}',
    'layouts/base.liquid': '<title>{{ page.title }}</title>{{ content }}{{ request.query.q }}',
    'pages/404.liquid': 'Nothing at {{ page.path }}',
    'assets/a.css': 'a{}',
    ...Object.fromEntries(
      Object.entries({ ...CORE, ...MORE }).map(([name, text]) => [`pages/${name}.liquid`, text]),
    ),
  });
  const site = new Assembled(
    built.manifest,
    packsFrom((name) => built.packs.find((pack) => pack.name === name)?.text),
  );
  const residuals = new Map<string, Residual>();
  for (const name of Object.keys({ ...CORE, ...MORE })) {
    const found = await residualOf(site, `pages/${name}.liquid`);
    if (found)
      residuals.set(`pages/${name}.liquid`, {
        text: JSON.stringify(found.partial.program),
        needs: found.needs,
      });
  }
  const packs = built.packs.map(({ name, text }) => [KEYS.pack(name), text] as const);
  parted = new Map([...packs, [KEYS.live('main'), addResiduals(built, residuals).manifest]]);
  whole = visitorsOf(parted, { whole: true });
  RENDERERS.partly = async (context, found) => {
    const made = await partly?.(context, found);
    alone = made !== undefined;
    return made;
  };
});

afterAll(() => {
  if (partly) RENDERERS.partly = partly;
  vi.restoreAllMocks();
});

it.each([
  ...Object.keys(CORE).map((name) => [name, true] as const),
  ...Object.keys(MORE).map((name) => [name, false] as const),
])('%s is the same page whole and in part, cold, then warm', async (name, isCore) => {
  const init = { headers: { 'cf-ray': 'ray', 'accept-language': 'de', cookie: 'seen=1; other=2' } };
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
  for (const query of QUERIES) {
    const ask = visitorsOf(parted);
    for (let visit = 0; visit < 3; visit++) {
      alone = undefined;
      const { timing, rounds: _, ...got } = await ask(`/${name}${query}`, init);
      if (isCore && (visit === 0 || alone !== undefined)) expect(alone).toBe(true);
      if (name === 'type' && alone !== undefined) expect(alone).toBe(false);
      const { timing: _wanted, rounds: __, ...wanted } = await whole(`/${name}${query}`, init);
      expect(got, `${query} ${visit}`).toEqual(wanted);
      if (isCore) expect(timing).toContain(', made in part at publish');
    }
    const head = await ask(`/${name}${query}`, { ...init, method: 'HEAD' });
    expect(head.headers).toEqual((await whole(`/${name}${query}`, { ...init, method: 'HEAD' })).headers);
  }
});
