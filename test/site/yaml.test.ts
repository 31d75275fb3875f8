import { describe, expect, test } from 'vitest';
import { compileFile } from '../../site/files/compile-file.ts';

const found = (path: string, text: string) =>
  compileFile(path, text).diagnostics.map(
    ({ severity, code, message, start }) => `${severity} ${start.line}:${start.column} ${code}: ${message}`,
  );

describe('YAML that is refused says where it is wrong', () => {
  test.each([
    [
      'an alias of what it stands in',
      'b: &x\n  c: 1\n  d: *x\n',
      '3:6 yaml: The alias *x stands inside of what it stands for',
    ],
    ['a key that stands twice', 'a: 1\nb: { c: 1, c: 2 }\n', '2:12 yaml: The key c stands twice'],
    ['keys that JSON can not tell apart', '1: a\n"1": b\n', '2:1 yaml: The key 1 stands twice'],
    ['a second document', 'a: 1\n---\nb: 2\n', '2:1 yaml: A second YAML document begins here'],
    [
      'a second document behind a first with its own ---',
      '--- # one\na: 1\n--- # two\n',
      '3:1 yaml: A second YAML',
    ],
    [
      'a second document behind an end',
      'a: "\\n---"\r\n...\r\n---\r\nb: 2',
      '3:1 yaml: A second YAML document',
    ],
    [
      'a key that stands twice behind a byte order mark',
      '\ufeffa: 1\na: 2\n',
      '2:1 yaml: The key a stands twice',
    ],
    ['such an alias behind a byte order mark', '\ufeffb: &x\n  a: *x', '2:6 yaml: The alias *x'],
    ['an open bracket', 'a: [1\nb: 2\n', '2:1 yaml: Flow sequence'],
  ])('%s', (_, text, finding) => {
    const [first = ''] = found('data/a.yaml', text);
    expect(first).toContain(`error ${finding}`);
  });

  test('nesting that can not be read is called that', () => {
    const [first] = found('data/a.yaml', '['.repeat(100_000));
    expect(first).toContain('This nests too deep to be read');
  });
});

describe('YAML of a megabyte is read in seconds', () => {
  const keys = (value: string) => Array.from({ length: 60_000 }, (_, at) => `  k${at}: ${value}`).join('\n');

  test('a mapping with 60,000 keys', () => {
    expect(found('data/a.yaml', `a:\n${keys('v')}`)).toEqual([]);
    expect(compileFile('data/a.yaml', `a:\n${keys('v')}`).code).toContain('"k59999":"v"');
  }, 30_000);

  test('a list with 200,000 items', () => {
    expect(found('data/a.yaml', '- x\n'.repeat(200_000))).toEqual([]);
  }, 30_000);

  test('60,000 redirects that are all wrong: the first hundred are told', () => {
    expect(found('site.yaml', `redirects:\n${keys('5')}`)).toHaveLength(100);
  }, 30_000);
});

describe('front matter', () => {
  const page = '---\nlayout: 7\n---\n{% if %}{% endif %}';

  test.each([
    ['a byte order mark', '\ufeff', 0],
    ['a blank line', '\n', 1],
    ['blank lines', ' \r\n\t\n\n', 3],
    ['a byte order mark and blank lines', '\ufeff\n \n', 2],
  ])('may stand behind %s, and positions count it', (_, before, lines) => {
    expect(found('pages/a.liquid', before + page)).toEqual([
      `error ${lines + 2}:1 front_matter: layout: name a layout, or write false for none`,
      expect.stringMatching(new RegExp(`^error ${lines + 4}:1 `)),
    ]);
    const { facts, code } = compileFile('pages/a.liquid', `${before}---\nown: 1\n---\ntext`);
    expect(facts.front).toEqual({ own: 1 });
    expect(JSON.parse(code).body).toEqual(['text']);
  });

  test('that is not closed is an error behind blank lines too', () => {
    expect(found('pages/a.liquid', '\n\n---\na: 1\n')).toEqual([
      'error 1:1 front_matter_open: The front matter is not closed',
    ]);
  });
});

test.each(['pages/a.liquid', 'layouts/a.liquid', 'partials/a.liquid'])(
  'a byte order mark before the text of %s is not printed',
  (path) => expect(JSON.parse(compileFile(path, '\ufefftext').code).body).toEqual(['text']),
);

test('a layout that is no name is told what it may be', () => {
  expect(found('pages/a.liquid', '---\nlayout: 7\n---\n')).toEqual([
    'error 2:1 front_matter: layout: name a layout, or write false for none',
  ]);
});

test.each(['javascript:alert(1)', '//x.test/a', 'https://{host}/', 'new', ''])(
  'a redirect to %j is refused, with where it may lead',
  (to) => {
    const [first] = found('site.yaml', `redirects:\n  /{host}: ${JSON.stringify(to)}\n`);
    expect(first).toContain('2:3 site_yaml: redirects./{host}: a redirect leads to a path');
  },
);

describe('names of page files that make no route are refused', () => {
  test.each([
    ['pages/[a.liquid', 'brackets stand in pairs'],
    ['pages/[].liquid', '"" is not a parameter name'],
    ['pages/[1].liquid', '"1" is not a parameter name'],
    ['pages/[a][b].liquid', 'only an ending such as .xml may follow'],
    ['pages/x[a].liquid', 'a parameter stands at the start'],
    ['pages/[...a]/b.liquid', 'so it stands last'],
  ])('%s', (path, message) => {
    expect(found(path, 'x').join()).toContain(message);
    expect(found(path, '---\nroute: /x\n---\nx')).toEqual([]);
  });

  test.each([
    'pages/index.liquid',
    'pages/404.liquid',
    'pages/posts/[slug].xml.liquid',
    'pages/[...path].liquid',
  ])('%s is taken', (path) => {
    expect(found(path, 'x')).toEqual([]);
  });
});
