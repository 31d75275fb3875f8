import { describe, expect, test } from 'vitest';
import { readPath } from '../../schema/file.ts';
import {
  FOREIGN_FILTERS,
  FOREIGN_FOLDERS,
  FOREIGN_KEYS,
  FOREIGN_SITE,
  FOREIGN_TAGS,
  includeHint,
} from '../../schema/hints/other-systems.ts';
import { checkSite } from '../../site/check/check.ts';
import type { Facts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';

const found = (path: string, text: string) =>
  compileFile(path, text).diagnostics.map(
    ({ severity, code, start, help }) => `${severity} ${start.line}:${start.column} ${code} ${help ?? ''}`,
  );

describe('a partial that is named as a file', () => {
  test.each([
    ['{% include header.html %}', "Did you mean {% include 'header' %}?"],
    ['{% include header.html title="Home" %}', `Did you mean {% include 'header', title: "Home" %}?`],
    [
      '{% include card.html a=1 post=page.post -%}',
      "Did you mean {% include 'card', a: 1, post: page.post %}?",
    ],
    ['{% include a/b.html %}', "Did you mean {% include 'a/b' %}?"],
    ['{% include a/b %}', "Did you mean {% include 'a/b' %}?"],
    ['{%- include nav.liquid -%}', "Did you mean {% include 'nav' %}?"],
    ['{% include icon-x.svg %}', "Did you mean {% include 'icon-x' %}?"],
    ['{% render header.html, a: b %}', "Did you mean {% render 'header', a: b %}?"],
    ['{% liquid\n include side/bar.html\n%}', "Did you mean {% include 'side/bar' %}?"],
  ])('%s', (text, help) => {
    const [first, ...others] = compileFile('pages/a.liquid', text).diagnostics;
    expect(first).toMatchObject({ severity: 'error', help });
    expect(others).toEqual([]);
  });

  test.each([
    '{% include name %}',
    '{% include page.card %}',
    '{% include page.htmls %}',
    "{% include 'a' %}",
    '{% include a.b.c, x: 1 %}',
  ])('%s names none', (text) =>
    expect(
      compileFile('pages/a.liquid', text).diagnostics.filter(({ severity }) => severity === 'error'),
    ).toEqual([]),
  );

  test('is found in any length of text without much work', () => {
    expect(includeHint('include', `${'a/'.repeat(100_000)}`)).toBeDefined();
    expect(includeHint('include', 'a'.repeat(500_000))).toBeUndefined();
  });
});

describe('every word of the tables is said where it is written', () => {
  test.each(Object.keys(FOREIGN_TAGS))('the tag %s', (name) => {
    expect(found('pages/a.liquid', `{% ${name} x %}`)[0]).toBe(`error 1:4 unknown_tag ${FOREIGN_TAGS[name]}`);
  });

  test('filters that this language has not', () => {
    for (const [name, hint] of Object.entries(FOREIGN_FILTERS)) {
      const said = found('pages/a.liquid', `{{ site.title | ${name} }}`).filter((each) =>
        each.includes('unknown_filter'),
      );
      // Filters that were added since need no word any more.
      for (const each of said) expect(each).toContain(hint);
    }
    expect(found('pages/a.liquid', '{{ page.price | money }}')[0]).toContain(FOREIGN_FILTERS.money);
  });

  test.each(Object.keys(FOREIGN_KEYS).filter((key) => key !== 'published'))('the key %s', (key) => {
    expect(found('pages/a.liquid', `---\n${key}: /x\n---\n`)).toEqual([
      `warning 2:1 foreign_key ${FOREIGN_KEYS[key]}`,
    ]);
  });

  test('drafts are told, what is published is not', () => {
    expect(found('pages/a.liquid', '---\npublished: false\ndraft: true\n---\n')).toHaveLength(2);
    expect(found('pages/a.liquid', '---\npublished: true\ndraft: false\n---\n')).toEqual([]);
  });

  test.each(Object.keys(FOREIGN_FOLDERS))('%s', (name) => {
    const read = readPath(name.includes('.') ? name : `${name}/a.liquid`);
    expect('problem' in read && read.problem.message).toContain(FOREIGN_FOLDERS[name]);
  });

  test.each([FOREIGN_TAGS, FOREIGN_FILTERS, FOREIGN_KEYS, FOREIGN_SITE, FOREIGN_FOLDERS])(
    'names that all objects have are none of them (%#)',
    (table) =>
      expect([table.constructor, table.toString, Reflect.get(table, '__proto__')]).toEqual([
        undefined,
        undefined,
        undefined,
      ]),
  );
});

describe('front matter', () => {
  test.each(['layouts/a.liquid', 'partials/a.liquid'])(
    'in %s is an error, since it would be printed',
    (path) => {
      expect(found(path, '---\nlayout: default\n---\ntext')[0]).toContain(
        'error 1:1 front_matter_here A layout names',
      );
      expect(found(path, 'text\n---\nno front matter\n---\n')).toEqual([]);
      expect(found(path, '---\na rule\n')).toEqual([]);
    },
  );

  test.each(['null', '~', 'none', 'false', ''])('layout: %s is none', (value) => {
    const { facts, diagnostics } = compileFile('pages/a.liquid', `---\nlayout: ${value}\n---\n`);
    expect([facts.front?.layout, diagnostics]).toEqual([false, []]);
  });

  test('without layout leaves the choice to site.yaml', () => {
    expect(compileFile('pages/a.liquid', '---\na: 1\n---\n').facts.front).toEqual({ a: 1 });
  });

  test.each(['url', 'path', 'params'])(
    'a key %s would be hidden: the names that are taken are told',
    (key) => {
      expect(found('pages/a.liquid', `---\na: 1\n${key}: x\n---\n`)).toEqual([
        expect.stringMatching(
          /^error 3:1 reserved_key Names that are taken: layout, route, status, .*url, path, params\.$/,
        ),
      ]);
    },
  );

  test.each(['page', 'site', 'data', 'request', 'upstream', 'csp_nonce'])(
    'a fetch named %s would be hidden',
    (name) => {
      expect(found('pages/a.liquid', `---\nfetch: { ${name}: "api:/x" }\n---\n`)[0]).toContain(
        'error 2:10 front_matter',
      );
    },
  );
});

describe('the tag page', () => {
  test.each(['url', 'path', 'params', 'status', 'layout', '__proto__'])('can not set %s', (name) => {
    expect(found('pages/a.liquid', `{% page ${name} = 1 %}`)[0]).toContain('error 1:9 reserved_key');
  });

  test.each([
    '{% page %}',
    '{% page title %}',
    '{% page title: 1 %}',
    '{% page title = %}',
    '{% page a.b = 1 %}',
  ])('%s is no tag', (text) => {
    expect(found('pages/a.liquid', text)[0]).toMatch(/^error /);
  });

  test.each([
    '{% layout "b" %}{% block main %}x{% page title = 1 %}{% endblock %}',
    '{% block main %}{% if true %}{% page title = 1 %}{% endif %}{% endblock %}',
    '{% block main %}{% block inner %}{% endblock %}{% page title = 1 %}{% endblock %}',
  ])('in a block comes too late for the layout: %s', (text) => {
    const at = text.indexOf('title') + 1;
    expect(found('pages/a.liquid', text)).toEqual([
      `warning 1:${at} late_page Put the tag before the block: what is outside of blocks runs before the layout does.`,
    ]);
  });

  test.each([
    '{% page title = 1 %}{% block main %}{% endblock %}',
    '{% block main %}{% endblock %}{% page title = 1 %}',
    '{% for block in (1..2) %}{% page title = block %}{% endfor %}',
  ])('outside of blocks is fine: %s', (text) => {
    expect(found('pages/a.liquid', text)).toEqual([]);
  });
});

test('a publish is warned of what is read of site and data and is not there', () => {
  const files: Record<string, string> = {
    'site.yaml': 'title: T\nown: { a: 1 }\ncsp: "x"\n',
    'pages/index.liquid':
      '{{ site.title }}{{ site.own.a }}{{ site.nope }}\n{{ data.here.x.y }}{{ data.blog.a }}{{ data.blog }}{{ data.blog.size }}\n{{ data.nope.x }}{{ data.blog.b.c }}{{ site.nope }}{{ site.csp }}{{ site.posts }}',
    'partials/card.liquid': '{{ data.title }}{{ site.x }}',
    'layouts/base.liquid': '{% render "card", data: page %}{% assign data = 1 %}{{ data.x }}',
    'data/here.yaml': 'x: 1',
    'data/blog/a.json': '{}',
  };
  const facts = new Map<string, Facts>();
  for (const [path, text] of Object.entries(files)) {
    const compiled = compileFile(path, text);
    expect(compiled.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    facts.set(path, compiled.facts);
  }
  const said = checkSite(facts).map(
    ({ severity, path, start, message, help }) =>
      `${severity} ${path} ${start.line}:${start.column} ${message} ${help}`,
  );
  expect(said).toEqual([
    'warning pages/index.liquid 1:36 site.nope is not in site.yaml: it prints nothing Write nope: into site.yaml, or take it out here.',
    'warning pages/index.liquid 3:4 data.nope is in no data file: it prints nothing Save it as data/nope.yaml or data/nope.json, or take it out here.',
    'warning pages/index.liquid 3:21 data.blog.b is in no data file: it prints nothing Save it as data/blog/b.yaml or data/blog/b.json, or take it out here.',
    'warning pages/index.liquid 3:55 site.csp is not in site.yaml: it prints nothing Write csp: into site.yaml, or take it out here.',
    `warning pages/index.liquid 3:69 site.posts is not in site.yaml: it prints nothing ${FOREIGN_SITE.posts}`,
    'warning partials/card.liquid 1:20 site.x is not in site.yaml: it prints nothing Write x: into site.yaml, or take it out here.',
  ]);
});
