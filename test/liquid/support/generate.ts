import fc from 'fast-check';

/** Data with the names that the generated templates use. */
export const data = fc.record({
  a: fc.integer({ min: 0, max: 9 }),
  b: fc.integer({ min: -3, max: 12 }),
  s: fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'abcXYZ <&->') }),
  t: fc.string({ maxLength: 8, unit: fc.constantFrom(...'abc, ') }),
  yes: fc.constant(true),
  no: fc.constant(false),
  none: fc.constant(null),
  list: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 }),
  words: fc.array(fc.string({ minLength: 1, maxLength: 5, unit: fc.constantFrom(...'abcd<') }), {
    minLength: 1,
    maxLength: 5,
  }),
  rows: fc.array(
    fc.record({
      name: fc.constantFrom('ann', 'bob', 'cy'),
      n: fc.integer({ min: 1, max: 5 }),
      on: fc.boolean(),
    }),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
  one: fc.record({
    name: fc.constantFrom('x<y', 'z'),
    deep: fc.record({ n: fc.integer({ min: 0, max: 5 }) }),
  }),
});

const number = fc.oneof(
  fc.constantFrom('a', 'b', 'one.deep.n', 'list.size', 'list[0]', 'rows[0].n'),
  fc.nat(12).map(String),
);
const text = fc.constantFrom('s', 't', "'lit'", 'one.name', 'rows[0].name', 'words[0]', 'one["name"]');
const truth = fc.constantFrom(
  'yes',
  'no',
  'none',
  'missing',
  'a',
  's',
  'rows[0].on',
  'one.deep',
  'missing.deeper',
);
const list = fc.constantFrom('list', 'words', '(1..4)', '(a..5)', 'rows');

const numberFilters = fc.constantFrom(
  'plus: 2',
  'minus: b',
  'times: 3',
  'at_least: 4',
  'at_most: 6',
  'modulo: 5',
  'append: "x"',
  'abs',
);
const textFilters = fc.constantFrom(
  'upcase',
  'downcase',
  'capitalize',
  'append: t',
  'prepend: "p"',
  'strip',
  'lstrip',
  'rstrip',
  'replace: "a", "bb"',
  'replace_first: "b", ""',
  'remove: "c"',
  'remove_first: "a"',
  'size',
  'split: "," | join: "+"',
  'truncate: 5',
  'truncate: 4, ""',
  'strip_newlines',
  'default: "d"',
  'url_encode',
  'slice: 0, 2',
);
const listFilters = fc.constantFrom(
  'size',
  'join: ","',
  'first',
  'last',
  'reverse | join: "-"',
  'sort | join: " "',
  'uniq | join: " "',
  'concat: words | join',
  'compact | size',
  'sum',
);
const rowFilters = fc.constantFrom(
  'map: "name" | join: ","',
  'where: "on" | size',
  'where: "name", "bob" | map: "n" | join: "."',
  'reject: "on" | size',
  'sort: "n" | map: "name" | join: ","',
  'sum: "n"',
  'find_index: "name", "cy"',
  'has: "n", 3',
);

/** An expression with filters that prints the same in every Liquid. */
export const expression: fc.Arbitrary<string> = fc.oneof(
  number,
  text,
  fc.tuple(number, numberFilters).map((parts) => parts.join(' | ')),
  fc.tuple(text, textFilters).map((parts) => parts.join(' | ')),
  fc
    .tuple(
      text,
      textFilters.filter((filter) => !filter.startsWith('size')),
      textFilters,
    )
    .map((parts) => parts.join(' | ')),
  fc
    .tuple(
      fc.constantFrom('list', 'words'),
      listFilters.filter((filter) => filter !== 'sum'),
    )
    .map((parts) => parts.join(' | ')),
  fc.constant('list | sum'),
  rowFilters.map((filter) => `rows | ${filter}`),
);

const comparison = fc.oneof(
  fc.tuple(number, fc.constantFrom('==', '!=', '<', '>', '<=', '>='), number).map((parts) => parts.join(' ')),
  fc.tuple(text, fc.constantFrom('==', '!=', 'contains'), text).map((parts) => parts.join(' ')),
  truth,
  fc.constantFrom('words contains "a"', 's == empty', 'missing == nil', 'none == nil', 't == blank'),
);
const condition = fc.oneof(
  comparison,
  fc.tuple(comparison, fc.constantFrom('and', 'or'), comparison).map((parts) => parts.join(' ')),
);
const options = fc.constantFrom(
  '',
  ' limit: 2',
  ' offset: 1',
  ' reversed',
  ' limit: a',
  ' limit: 3 offset: 1',
);

/** A template of Liquid's core, nested at most three deep. `words` is what may stand between tags. */
export function template(
  words: readonly string[],
  more: readonly fc.Arbitrary<string>[] = [],
): fc.Arbitrary<string> {
  const plain = fc.constantFrom(...words);
  const leaf = fc.oneof(
    plain,
    expression.map((value) => `{{ ${value} }}`),
    expression.map((value) => `{{- ${value} -}}`),
    fc
      .tuple(fc.constantFrom('x', 'y', 's'), expression)
      .map(([name, value]) => `{% assign ${name} = ${value} %}`),
    fc.constantFrom(
      '{{ x }}',
      '{{ y }}',
      "{% cycle 'one', 'two' %}",
      '{% increment n %}',
      '{% decrement m %}',
    ),
    fc.constantFrom(
      '{% comment %}{{ s }}{% endcomment %}',
      '{% raw %}{{ a }}{% endraw %}',
      '{%- # note -%}',
      '{% echo s | upcase %}',
    ),
    ...more,
  );
  return nested(leaf, plain, 3);
}

function nested(
  leaf: fc.Arbitrary<string>,
  plain: fc.Arbitrary<string>,
  depth: number,
): fc.Arbitrary<string> {
  if (depth === 0) return body(leaf);
  const inner = fc.tuple(plain, nested(leaf, plain, depth - 1)).map((parts) => parts.join(''));
  const block = fc.oneof(
    fc
      .tuple(condition, inner, inner)
      .map(([test, yes, no]) => `{% if ${test} %}${yes}{% else %}${no}{% endif %}`),
    fc
      .tuple(condition, condition, inner)
      .map(([one, two, then]) => `{% if ${one} %}1{% elsif ${two} %}${then}{% endif %}`),
    fc.tuple(condition, inner).map(([test, then]) => `{% unless ${test} %}${then}{% endunless %}`),
    fc
      .tuple(list, options, inner)
      .map(([items, option, each]) => `{% for i in ${items}${option} %}${each}${LOOP}{% endfor %}`),
    inner.map(
      (each) =>
        `{% for i in list %}{% if i > 9 %}{% break %}{% endif %}${each}{% continue %}never{% endfor %}`,
    ),
    inner.map((other) => `{% for i in missing %}x{% else %}${other}{% endfor %}`),
    fc
      .tuple(fc.constantFrom('x', 'y'), inner)
      .map(([name, then]) => `{% capture ${name} %}${then}{% endcapture %}{{ ${name} }}`),
    fc
      .tuple(number, inner)
      .map(
        ([value, then]) =>
          `{% case ${value} %}{% when 1, 2 %}${then}{% when 3 or 4 %}b{% else %}c{% endcase %}`,
      ),
  );
  return body(fc.oneof({ weight: 2, arbitrary: leaf }, { weight: 1, arbitrary: block }));
}

/** Partials that templates may use, as a tag each. */
export const PARTIALS = { card: 'card {{ n }}{{ i.n }}{{ s }};', row: '<{{ row.name }}{{ forloop.index }}>' };

export const partialTags = fc.constantFrom(
  '{% render "card", n: a %}',
  '{% render "card" with b as n %}',
  '{% render "row" for rows as row %}',
  '{% include "card", n: s %}',
  '{% include "row" %}',
);

/** Tags and filters that liquidjs and Shopify's Liquid both have, beyond the core. */
export const moreTags = fc.constantFrom(
  '{% liquid assign x = a\n if x > 3\n echo x\n endif %}',
  '{{ 1152098955 | date: "%Y-%m-%d %H:%M %a %b %j %U" }}',
  '{{ rows | where_exp: "r", "r.n > 2" | size }}',
  '{% assign g = rows | group_by: "name" %}{{ g | map: "name" | join }}{{ g[0].items.size }}',
  '{{ rows | find_exp: "r", "r.on" | map: "name" | join }}',
  '{{ s | escape | size }}{{ s | slugify }}{{ s | number_of_words }}{{ words | array_to_sentence_string }}',
);

const LOOP = '{{ forloop.index }}{% unless forloop.last %},{% endunless %}{{ forloop.length }}{{ i.name }}';

function body(part: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
}
