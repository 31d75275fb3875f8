import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { link } from '../../liquid/run/link.ts';
import { render } from '../../liquid/run/render.ts';
import { MOST_PAIRS, RequestObject } from '../../release/request-object.ts';

const LISTED = { headers: ['x-a'], cookies: ['last', 'first', 'c'] };

/** Renders a template that sees `request`. */
function shown(source: string, address: string, headers: Record<string, string> = {}, data = {}): string {
  const request = new RequestObject(new Request(address, { headers }), address, () => 'id', LISTED);
  const { program } = compile(source, { name: 'page' });
  if (!program) throw new Error(`${source} does not compile`);
  const partial = () => {
    throw new Error('there are no partials here');
  };
  return render(link(program), { request, ...data }, { escape: false, partial }).output;
}

const OWN = { URL, URLSearchParams };

const pairs = (count: number, between: string, last: string) =>
  [...Array.from({ length: count - 1 }, (_, at) => `p${at}=${at}`), last].join(between);

describe('what a visitor sends is read once a request', () => {
  test.each([
    ['query', 'URLSearchParams', '{{ request.query.p7 }}'],
    ['path', 'URL', '{{ request.path }}'],
    ['host', 'URL', '{{ request.host }}'],
  ] as const)('%s', (_, parser, use) => {
    const Own = OWN[parser];
    let parsed = 0;
    class Counting extends (Own as typeof URL) {
      constructor(text: string) {
        super(text);
        parsed++;
      }
    }
    Object.assign(globalThis, { [parser]: Counting });
    try {
      const source = `{% for i in (1..1000) %}${use}{% endfor %}`;
      expect(shown(source, `http://site.test/a?${pairs(200, '&', 'q=%31')}`)).not.toBe('');
      expect(parsed).toBe(1);
    } finally {
      Object.assign(globalThis, { [parser]: Own });
    }
  });

  test.each([
    ['cookies', 'cookie', '{{ request.cookies.c }}'],
    ['headers', 'x-a', '{{ request.headers["x-a"] }}'],
    ['language', 'accept-language', '{{ request.language }}'],
  ])('%s', (_, header, use) => {
    const { get } = Headers.prototype;
    let asked = 0;
    Headers.prototype.get = function (this: Headers, name: string) {
      if (name === header) asked++;
      return get.call(this, name);
    };
    try {
      const source = `{% for i in (1..1000) %}${use}{% endfor %}`;
      const value = header === 'cookie' ? 'c=1' : 'x';
      const output = shown(source, 'http://site.test/', { [header]: value });
      expect(output).toBe((header === 'cookie' ? '1' : 'x').repeat(1000));
      expect(asked).toBe(1);
    } finally {
      Headers.prototype.get = get;
    }
  });
});

test('a query is what the platform reads in it', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '=', '&', '%', '4', '1', '+', 'ä', '.', '_', '?'),
  });
  const name = fc.constantFrom('a', '__proto__', 'b', '', '%41', 'a+b');
  const value = fc.oneof(fc.constantFrom('', '1', 'x=y', '%', '%E4', '~-._'), text);
  const pair = fc.oneof(
    fc.tuple(name, value).map(([left, right]) => `${left}=${right}`),
    name,
    text,
  );
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 5 }), (list) => {
      const address = `http://site.test/?${list.join('&')}`;
      const request = new RequestObject(new Request(address), address, () => 'id');
      const wanted = Object.fromEntries(new URLSearchParams(list.join('&')));
      const got = request.get('query') as object; // an object by its names
      expect(Object.getOwnPropertyDescriptors(got)).toEqual(Object.getOwnPropertyDescriptors(wanted));
    }),
    { seed: 20_261_128, numRuns: 2_000 },
  );
});

describe('a bound on pairs', () => {
  const source = '{{ request.query.first }},{{ request.query.last }}';

  test('of a query', () => {
    const address = (count: number) => `http://site.test/?first=1&${pairs(count - 1, '&', 'last=2')}`;
    expect(shown(source, address(MOST_PAIRS))).toBe('1,2');
    expect(shown(source, address(MOST_PAIRS + 1))).toBe('1,');
  });

  test('of cookies', () => {
    const cookie = (count: number) => `first=1; ${pairs(count - 1, '; ', 'last=2')}`;
    const use = '{{ request.cookies.first }},{{ request.cookies.last }}';
    expect(shown(use, 'http://site.test/', { cookie: cookie(MOST_PAIRS) })).toBe('1,2');
    expect(shown(use, 'http://site.test/', { cookie: cookie(MOST_PAIRS + 1) })).toBe('1,');
  });

  test('of the members that a path in a query names: it is read as far as the data goes', () => {
    const dots = 'a.'.repeat(7_400);
    let read = 0;
    const deep = { a: { a: { get: 1 } } };
    const counted = new Proxy(deep, {
      getOwnPropertyDescriptor(target, key) {
        read++;
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });
    const rows = Array.from({ length: 100 }, () => counted);
    shown('{{ rows | map: request.query.by | join }}', `http://site.test/?by=${dots}`, {}, { rows });
    expect(read).toBeLessThanOrEqual(300);
  });
});
