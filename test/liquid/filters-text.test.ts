import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TemplateError } from '../../liquid/error.ts';
import { Budget } from '../../liquid/run/budget.ts';
import { FILTERS } from '../../liquid/run/filters/table.ts';
import { toText } from '../../liquid/run/values/text.ts';
import { Float, Markup, RAW, Range } from '../../liquid/run/values/values.ts';
import { runs } from '../support/runs.ts';
import { apply, applyIn, filterRun, shown } from './support/filter.ts';

describe('text filters', () => {
  it.each([
    ['append', 'hello', ['there'], 'hellothere'],
    ['append', [1, 'a', null], ['!'], '[1, "a", nil]!'],
    ['prepend', 5, ['there'], 'there5'],
    ['capitalize', 'hELLO World', [], 'Hello world'],
    ['capitalize', '😀ABC', [], '😀abc'],
    ['downcase', 'HÉLLO', [], 'héllo'],
    ['strip', ' \t\r\n\v\f\0a b \n', [], 'a b'],
    ['strip', '\u00a0a\u00a0', [], '\u00a0a\u00a0'],
    ['lstrip', '  a ', [], 'a '],
    ['rstrip', ' a  ', [], ' a'],
    ['strip_newlines', 'a\r\nb\nc\rd', [], 'abc\rd'],
    ['normalize_whitespace', ' a \n\t b ', [], ' a b '],
    ['squish', ' a \n\t b ', [], 'a b'],
    ['truncate', 'Ground control to Major Tom.', [20], 'Ground control to...'],
    ['truncate', 'Ground control', [14], 'Ground control'],
    ['truncate', 'abc', [2], '...'],
    ['truncate', '😀😀😀😀😀', [4], '😀...'],
    ['truncate', '😀😀😀😀', [4], '😀😀😀😀'],
    ['truncate', 'abcdef', ['3', ''], 'abc'],
    ['truncate', 'abcdef', [-1, '..'], '..'],
    ['truncatewords', ' one  two\nthree ', [2], 'one two...'],
    ['truncatewords', ' one  two ', [2], 'one two...'],
    ['truncatewords', ' one  two ', [3], ' one  two '],
    ['truncatewords', 'one two', [0], 'one...'],
    ['truncatewords', 'one two three', [2, null], 'one two'],
    ['number_of_words', ' one  two ', [], '2'],
    ['number_of_words', '', [], '0'],
    ['number_of_words', 'hello 世界 x', ['cjk'], '4'],
    ['number_of_words', 'hello 世界', ['auto'], '3'],
    ['number_of_words', 'hello 世界', [], '2'],
    ['array_to_sentence_string', ['a', 'b', 'c'], [], 'a, b, and c'],
    ['array_to_sentence_string', ['a', 'b', 'c'], ['or'], 'a, b, or c'],
    ['array_to_sentence_string', ['a', 'b'], [], 'a and b'],
    ['array_to_sentence_string', ['a'], [], 'a'],
    ['array_to_sentence_string', [], [], ''],
  ])('%s of %j with %j', (name, input, args, result) => {
    expect(shown(name, input, ...args)).toBe(result);
  });

  it.each([
    ['replace', 'a-b-c', ['-', '+'], 'a+b+c'],
    ['replace', 'abc', ['b'], 'ac'],
    ['replace', 'a😀', [null, '#'], '#a#😀#'],
    ['replace', 'a.b', ['.', '$&'], 'a$&b'],
    ['replace', {}, ['{', '!'], '!}'],
    ['replace_first', 'aa', ['a', 'b'], 'ba'],
    ['replace_first', 'ab', ['', '#'], '#ab'],
    ['replace_last', 'aa', ['a', 'b'], 'ab'],
    ['replace_last', 'ab', ['', '#'], 'ab#'],
    ['remove', 'hello', ['l'], 'heo'],
    ['remove', 'hello', [null], 'hello'],
    ['remove_first', 'hello', ['l'], 'helo'],
    ['remove_last', 'hello', ['l'], 'helo'],
  ])('%s of %j with %j', (name, input, args, result) => {
    expect(shown(name, input, ...args)).toBe(result);
  });

  it('truncate and truncatewords want an integer', () => {
    for (const name of ['truncate', 'truncatewords']) {
      expect(() => apply(name, 'a', null)).toThrow(/must be an integer, but is nil/);
      expect(() => apply(name, 'a', 2.5)).toThrow(/must be an integer/);
      expect(apply(name, null, 'x')).toBe(null);
    }
  });
});

describe('markup filters', () => {
  const escaping = filterRun({ escape: true });

  it.each([
    ['escape', '<a href="x">\'&\'</a>', '&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;'],
    ['escape_once', '&lt;&amp;&#39;&#x;& <', '&lt;&amp;&#39;&amp;#x;&amp; &lt;'],
    ['newline_to_br', 'a\nb\r\nc', 'a<br />\nb<br />\nc'],
    ['strip_html', '<b class="x\ny">a</b> &amp; <i>b', 'a &amp; b'],
    ['strip_html', '<script>if (a < b) {}</script>x<!-- <p> -->y<style>p > a {}</style>z', 'xyz'],
    ['strip_html', '<script>a', 'a'],
    ['strip_html', 'a < b', 'a < b'],
    ['strip_html', 'a < b <i>c</i>', 'a c'],
    ['strip_html', '<!--<!-- a --> b', ' b'],
    ['url_encode', "a b&c=d/é*~-_.!'()", 'a+b%26c%3Dd%2F%C3%A9%2A~-_.%21%27%28%29'],
    ['url_encode', 'a\ud800b', 'a%EF%BF%BDb'],
    ['url_decode', 'a+b%26%C3%A9%', 'a b&é%'],
    ['uri_escape', 'http://x.y/a b?q=[é]', 'http://x.y/a%20b?q=[%C3%A9]'],
    ['cgi_escape', 'foo, bar; baz?', 'foo%2C+bar%3B+baz%3F'],
    ['slugify', ' The _config.yml file! ', 'the-config-yml-file'],
    ['base64_encode', 'é_#/.', 'w6lfIy8u'],
    ['base64_decode', 'w6lfIy8u', 'é_#/.'],
    ['base64_url_safe_encode', '??>>', 'Pz8-Pg=='],
    ['base64_url_safe_decode', 'Pz8-Pg', '??>>'],
  ])('%s of %j', (name, input, result) => {
    expect(shown(name, input)).toBe(result);
  });

  it.each([
    ['pretty', 'the-_config.yml-file'],
    ['raw', 'the-_config.yml-file!'],
    ['ascii', 'the-config-yml-file'],
    ['none', 'the _config.yml file!'],
  ])('slugify in mode %s', (mode, result) => {
    expect(shown('slugify', 'The _config.yml file!', mode)).toBe(mode === 'pretty' ? `${result}!` : result);
  });

  it('slugify writes Latin letters plainly, and keeps case when asked', () => {
    expect(shown('slugify', 'Größe Œuvre Ñandú', 'latin')).toBe('grosse-oeuvre-nandu');
    expect(shown('slugify', 'The File', 'default', true)).toBe('The-File');
  });

  it('refuse what is not base64 or not UTF-8', () => {
    for (const text of ['5', 'a===', '====', 'ab=c', 'YQ==\n'])
      expect(() => apply('base64_decode', text)).toThrow();
    expect(() => apply('url_decode', '%ff')).toThrow(/not UTF-8/);
  });

  it('make markup of escaped text only where output is escaped', () => {
    expect(applyIn(escaping, 'escape', '<')).toEqual(new Markup('&lt;'));
    expect(applyIn(escaping, 'newline_to_br', '<\n')).toEqual(new Markup('&lt;<br />\n'));
    expect(applyIn(escaping, 'newline_to_br', new Markup('<b>\n'))).toEqual(new Markup('<b><br />\n'));
    expect(applyIn(escaping, 'newline_to_br', new Markup('<b>\n', RAW))).toEqual(new Markup('<b><br />\n'));
    // JSON has quotes, which would end an attribute.
    expect(applyIn(escaping, 'newline_to_br', new Markup('"a"\n', 'j'))).toEqual(
      new Markup('&quot;a&quot;<br />\n'),
    );
    expect(applyIn(escaping, 'raw', '<b>')).toEqual(new Markup('<b>', RAW));
    expect(applyIn(filterRun(), 'raw', '<b>')).toBe('<b>');
  });

  it('strip markup and leave markup, but join it to text as text', () => {
    expect(applyIn(escaping, 'strip', new Markup(' <b> '))).toEqual(new Markup('<b>'));
    expect(applyIn(escaping, 'append', new Markup('<b>'), 'x')).toBe('<b>x');
  });

  it('write JSON that can stand in a script', () => {
    expect(applyIn(escaping, 'json', { a: '</script>&' })).toEqual(
      new Markup('{"a":"\\u003c/script\\u003e\\u0026"}', 'j'),
    );
  });

  it('encode and decode base64 back and forth', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(apply('base64_decode', apply('base64_encode', text))).toBe(text);
        expect(apply('base64_url_safe_decode', apply('base64_url_safe_encode', text))).toBe(text);
        expect(apply('url_decode', apply('url_encode', text))).toBe(text);
      }),
      { seed: 4 },
    );
  });

  it('compute the digests that everyone computes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 100 }), (text, key) => {
        expect(apply('sha256', text)).toBe(createHash('sha256').update(text).digest('hex'));
        expect(apply('hmac_sha256', text, key)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      }),
      { seed: 5 },
    );
  });
});

describe('json', () => {
  it('writes the kinds of values', () => {
    const value = { a: [1, new Float(2), null, 'x"', true], b: new Range(1, 3), c: 10n ** 20n };
    expect(shown('json', value)).toBe('{"a":[1,2.0,null,"x\\"",true],"b":"1..3","c":100000000000000000000}');
  });

  it('agrees with JSON.stringify on data from JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, space) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        const text = toText(apply('json', plain, space), new Budget());
        expect(JSON.parse(text)).toEqual(plain);
        if (!/\de|\d{16}/.test(text)) expect(text).toBe(JSON.stringify(plain, null, space));
      }),
      { seed: 6 },
    );
  });

  it('stops at data that nests too deeply', () => {
    const deep: unknown = JSON.parse('['.repeat(200) + ']'.repeat(200));
    for (const name of ['json', 'append', 'join', 'sort_natural'])
      expect(() => apply(name, [{ deep, x: { deep } }], 'x')).toThrow(/nest/);
  });
});

describe('default', () => {
  const plain = Object.create(null) as object;
  it.each([
    [null, 'x'],
    [false, 'x'],
    ['', 'x'],
    [[], 'x'],
    [{}, 'x'],
    [0, '0'],
    [' ', ' '],
    [new Range(1, 0), '1..0'],
  ])('of %j is %s', (input, result) => {
    expect(shown('default', input, 'x', plain)).toBe(result);
  });

  it('keeps false when told, and is empty without an argument', () => {
    const named = Object.assign(Object.create(null), { allow_false: true });
    expect(apply('default', false, 'x', named)).toBe(false);
    expect(apply('default', null, 'x', named)).toBe('x');
    expect(apply('default', null, undefined, plain)).toBe(undefined);
  });
});

const TEXT = fc.string({ unit: 'binary', maxLength: 12 });
const SITES = ['asset_url', 'image', 'image_size', 'markdownify'];
/** The language's own: those that a site adds need more than a text. */
const NAMES = Object.keys(FILTERS).filter((name) => !SITES.includes(name));

describe('filters of any text', () => {
  it('leave no half of a character behind', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        TEXT,
        fc.array(fc.oneof(TEXT, fc.integer({ min: -3, max: 9 })), { minLength: 2, maxLength: 2 }),
        (name, text, args) => {
          const whole = (value: unknown) => {
            const found = [value].flat(3).filter((each) => typeof each === 'string');
            expect(found.filter((each) => !each.isWellFormed())).toEqual([]);
          };
          try {
            whole(apply(name, text, ...args));
            whole(apply(name, [text, text], ...args));
          } catch (error) {
            expect(error).toBeInstanceOf(TemplateError);
          }
        },
      ),
      { seed: 48, numRuns: runs(2_000) },
    );
  });
});
