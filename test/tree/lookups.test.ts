import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import { beforeAll, describe, expect, test } from 'vitest';
import { eachSource, type Lookup, lookupsOf, nodes } from './source.ts';

/**
 * Lookups in an object that may inherit, with what makes each of them safe. One that is gone fails, so the list stays
 * true. A new one is better a Map, an object without a prototype, or guarded by Object.hasOwn.
 */
const KNOWN: Readonly<Record<string, string>> = {
  'liquid/compile/emit.ts: this.filters[filter.name]': 'a FilterTable has no prototype',
  'liquid/compile/parse.ts: this.tags[name]': 'a TagTable has no prototype',
  'liquid/compile/parse.ts: this.tags[tag]': 'a TagTable has no prototype',
  'liquid/compile/parse.ts: this.tags[block]': 'a TagTable has no prototype',
  'liquid/compile/parse.ts: this.tags[meant]': 'a TagTable has no prototype',
  'liquid/compile/scan.ts: this.ends[delimiter]': 'one of two delimiters, which are in it',
  'liquid/compile/lint/variables.ts: (value as Record<string, unknown>)[key]': 'one of Object.keys(value)',
  'liquid/compile/places/html.ts: VALUE_END[at.quote]': 'a quote, or nothing',
  'liquid/run/values/property.ts: (bare as Hash)[key]': 'one of Object.keys(bare)',
  'liquid/run/filters/json.ts: hash[key]': 'one of Object.keys(hash)',
  'site/routes/routes.ts: site?.lines[`redirects ${pattern}`]': 'has a space in it',
  'site/routes/routes.ts: site?.lines[line]': 'has a space in it',
  'liquid/run/values/same-content.ts: a[key]': 'one of Object.keys(a)',
  'liquid/run/expressions/filter.ts: COERCE[letter.toLowerCase()]': 'one letter of a filter in our code',
  'liquid/run/filters/texts/strip-html.ts: ENTITIES[found]': 'one of five characters',
  'liquid/run/filters/texts/strip-html.ts: closers[opener]': 'one of three texts',
  'liquid/run/loop.ts: this.fields[key]': 'LoopFields have no prototype',
  'liquid/run/expressions/path.ts: (target as Record<string, unknown>)[key]':
    '`isPlain` has seen that nothing inherits it',
  'liquid/run/values/property.ts: value[key]': 'one of Object.keys(value)',
  'liquid/run/values/inspect.ts: value[key]': 'one of Object.keys(value)',
  'liquid/run/late.ts: LATE[name]': 'one of its names, in our code',
  'site/routes/header-rules.ts: headers[key]': 'only set, to a text: that is never a prototype',
  'release/response/build-headers.ts: some[name]': 'its own, in a loop over it',
  'release/response/page-headers.ts: known[key]': 'begins with public or private and goes on with /',
  'worker/upstreams/access.ts: allowed.ports[url.protocol]': 'ends with a colon',
  'admin/store/backup/backup.ts: last[key]': 'one of the columns of a table, in our code',
  'release/response/build-headers.ts: fields[name.toLowerCase()]':
    'only set, to a text: that is never a prototype',
  'release/response/send-page.ts: fields[name]': 'a header of ours by name',
  'release/response/send-page.ts: more[name]': 'its own, in a loop over it',
  'admin/store/backup/backup.ts: row[name]': 'one of the columns of a table, in our code',
  'admin/check/liquidjs.ts: folder[name]': 'a Folder has no prototype',
  'admin/check/liquidjs.ts: keys.reduce(folderIn, data)[last]': 'a Folder has no prototype',
};

const nameOf = ({ file, text }: Lookup) => `${file}: ${text}`;

/** The same without spaces and line breaks. */
const bare = (text: string) => text.replace(/\s+/g, '');

function isGuarded({ text, around, declared }: Lookup): boolean {
  if (/__proto__: null|Object\.create\(null\)|= words\(/.test(declared)) return true;
  if (/\[(?:letter|.*\.charAt\([^)]*\))\]$/.test(text)) return true; // one character: nothing that is inherited has such a name
  const [, object = '', key = ''] = /^(.*)\[(.*)\]$/s.exec(text) ?? [];
  return bare(around).includes(bare(`Object.hasOwn(${object}, ${key})`));
}

/** Kinds of nodes, and how the text of one begins that asks an object for more than its own. */
const ASKING = new Map([
  [SyntaxKind.BinaryExpression, /^(?!['"#])[\w.()]+ in (?!Object\.prototype$)/],
  [SyntaxKind.CallExpression, /^Reflect\.(get|set|has)\(|\.hasOwnProperty\(|^Object\.setPrototypeOf\(/],
  [SyntaxKind.ElementAccessExpression, /\.toArray\(\)\s*\[/],
]);

const isAsking = (node: Node, source: SourceFile) =>
  ASKING.get(node.kind)?.test(node.getText(source)) ?? false;

describe('what is looked up by a text', () => {
  let all: Lookup[] = [];
  let asking: string[] = [];

  // One pass over everything, type-checked: that takes seconds.
  beforeAll(() => {
    const files = eachSource((file, source, project) => [
      {
        lookups: lookupsOf(file, source, project),
        asking: [...nodes(source)]
          .filter((node) => isAsking(node, source))
          .map((node) => `${file}: ${node.getText(source)}`.replace(/\s+/g, ' ')),
      },
    ]);
    all = files.flatMap(({ lookups }) => lookups);
    asking = files.flatMap((file) => file.asking);
  });

  test('is a Map, has no prototype, or is asked for its own property first', () => {
    const open = new Set(all.filter((lookup) => !isGuarded(lookup)).map(nameOf));
    expect([...open].filter((name) => !Object.hasOwn(KNOWN, name))).toEqual([]);
    expect(Object.keys(KNOWN).filter((name) => !open.has(name))).toEqual([]);
    expect(all.length).toBeGreaterThan(40);
  });

  test('is never asked with `in`, Reflect or a method of the object, and no answer is taken by index', () => {
    const allowed = [
      // Guarded by Object.hasOwn in the same loop.
      'admin/api/http/parse.ts: Reflect.get(value, key)',
      'admin/ui/src/code/names/members.ts: Reflect.get(value, key)',
      // A function of the platform that is not there everywhere.
      "site/files/exact.ts: Reflect.get(JSON, 'rawJSON')",
      // Three fixed names, which values have from a generator's prototype.
      'admin/check/steps.ts: Reflect.get(value, name)',
      // Two fixed names of a message that may be any JSON.
      "admin/store/events.ts: Reflect.get(said, 'type')",
      "admin/store/events.ts: Reflect.get(said, 'path')",
    ];
    expect(asking.filter((line) => !allowed.includes(line))).toEqual([]);
  });
});
