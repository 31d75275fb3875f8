import fc from 'fast-check';
import { Liquid } from 'liquidjs';
import { expect, test } from 'vitest';
import { runSteps } from '../../admin/check/steps.ts';

const PARTS = [
  'text ',
  '{{ a | upcase }}',
  '{% for i in (1..4) %}{{ i }}{% if i == 2 %}{% continue %}{% endif %}.{% endfor %}',
  '{% for i in (1..9) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}',
  '{% render "p", x: a %}',
  '{% include "p" %}',
  '{% capture c %}{% render "p", x: 1 %}{% endcapture %}{{ c }}',
  '{% case a %}{% when "v" %}V{% else %}other{% endcase %}',
  '{% tablerow i in (1..3) cols: 2 %}{{ i }}{% endtablerow %}',
  '{{ a | no_such_filter }}',
  '{% render "none" %}',
  '{{ 1 | divided_by: 0 }}',
  '{% assign list = "a,b" | split: "," %}{{ list | map: "size" | join }}',
];

const engine = new Liquid({
  partials: ['.'],
  templates: { p: '[{{ x }}{{ a }}{% for i in (1..2) %}{{ i }}{% endfor %}]' },
});

const scope = { a: 'v' };

const sync = (text: string) => {
  try {
    return { body: engine.parseAndRenderSync(text, scope) };
  } catch (error) {
    return { error: String(error) };
  }
};

const stepped = async (text: string, go: number) => {
  try {
    return { body: await runSteps(engine._parseAndRender(text, scope, { sync: true }), go) };
  } catch (error) {
    return { error: String(error) };
  }
};

test('liquidjs in pieces prints and fails as liquidjs does', async () => {
  const texts = fc.array(fc.constantFrom(...PARTS), { maxLength: 8 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 2, max: 50 }), async (text, go) => {
      expect(await stepped(text, go)).toEqual(sync(text));
    }),
    { numRuns: 100 },
  );
});

test('others have their turn in between', async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  await stepped('{% for i in (1..5000) %}{{ i }}{% endfor %}', 100);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(20);
});
