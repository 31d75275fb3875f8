import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Partial } from '../../liquid/partial/evaluate.ts';
import { most, runs } from '../support/runs.ts';
import { data, moreTags, PARTIALS, template } from './support/generate.ts';
import { partially, renderWith, type Site } from './support/partially.ts';

const NAMES = ['a', 'b', 's', 't', 'yes', 'no', 'none', 'list', 'words', 'rows', 'one', 'missing'];

const LAYOUTS = {
  base: '<{{ title }}{% block head %}head {{ s }}{% endblock %}|{{ content }}|{% block foot %}{{ x }}{% endblock %}>',
  deep: "{% layout 'base', title: t %}{% block head %}deep {{ block.super }}{% endblock %}{{ content }}",
};

const partialTag = fc.constantFrom(
  '{% render "card", n: a %}',
  '{% render "card" with b as n %}',
  '{% render "card", n: x, i: one, s: s %}',
  '{% render "row" for rows as row %}',
  '{% render "sets", s: s %}',
  '{% for r in rows %}{% render "sets", row: r %}{% endfor %}',
);

const partials = {
  ...PARTIALS,
  sets: '{% if yes %}{% assign x = row.name %}{% elsif row.on %}{% assign x = s %}{% endif %}{{ x }}{{ s }};',
};

const page = fc
  .tuple(
    template(['text ', '<b> ', '\n'], [partialTag, moreTags]),
    fc.constantFrom('', "{% layout 'base', title: s %}", "{% layout 'deep' %}"),
    fc.constantFrom(
      '',
      '{% block head %}mine {{ a }}{{ block.super }}{% endblock %}',
      '{% block foot %}{{ one.name }}{% endblock %}',
    ),
  )
  .map(([body, layout, block]) => `${layout}${body}${block}`);

const sites = fc.record({
  page,
  data,
  escape: fc.boolean(),
  layout: fc.constantFrom(undefined, undefined, 'base', 'deep'),
  partials: fc.constant(partials),
  layouts: fc.constant(LAYOUTS),
});

const unknown = fc.subarray(NAMES, { minLength: 1, maxLength: 4 });
/** What a name may be at the edge, besides a value of the kind that templates mean. */
const odd = fc.constantFrom<unknown>(null, 0, '', 'x<y', [], [1, 2], { name: 'z', n: 7 }, true);

describe('what is left of a page', () => {
  it('renders as the page does, whatever the request brings', () => {
    let left = 0;
    let whole = 0;
    fc.assert(
      fc.property(
        sites,
        unknown,
        data,
        fc.array(odd, { minLength: 4, maxLength: 4 }),
        (site, names, other, odds) => {
          const partial = partially(site, names);
          if (typeof partial === 'string') {
            whole++;
            return;
          }
          left++;
          const good = Object.fromEntries(
            names.map((name) => [name, (other as Record<string, unknown>)[name]]),
          );
          const bad = Object.fromEntries(names.map((name, at) => [name, odds[at]]));
          for (const values of [good, bad]) same(site, values, partial);
        },
      ),
      { numRuns: runs(800) },
    );
    expect(left).toBeGreaterThan(most(whole));
  });
});

function same(site: Site, values: Readonly<Record<string, unknown>>, partial: Partial): void {
  const { operations: _, ...wanted } = renderWith(site, values);
  const { operations: __, ...got } = renderWith(site, values, partial);
  // Where it fails, the page itself is rendered, and fails as it does.
  if (got.failed !== undefined) expect(wanted.failed).toBeDefined();
  else expect(got, JSON.stringify(partial.program.body)).toEqual(wanted);
}
