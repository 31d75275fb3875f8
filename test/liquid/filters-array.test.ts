import { describe, expect, it } from 'vitest';
import { Float, Range } from '../../liquid/run/values/values.ts';
import { apply, applyIn, filterRun } from './support/filter.ts';

const TITLES = [{ title: 'foo' }, { title: 'bar' }, { title: null }, { heading: 'baz' }];

describe('array filters', () => {
  it.each([
    ['size', 'a😀', [], 2],
    ['size', { a: 1, b: 2 }, [], 2],
    ['size', new Range(1, 5), [], 5],
    ['size', 5, [], 8],
    ['size', 5.5, [], 0],
    ['size', null, [], 0],
    ['first', { b: 1, c: 2 }, [], ['b', 1]],
    ['first', 'hello', [], 'h'],
    ['first', new Range(3, 4), [], 3],
    ['first', 12, [], undefined],
    ['last', [1, 2], [], 2],
    ['last', { b: 1 }, [], undefined],
    ['last', 'a😀', [], '😀'],
    ['join', ['a', [1, [null]]], ['#'], 'a#1#'],
    ['join', ['a', 'b'], [], 'a b'],
    ['join', ['a', 'b'], [undefined], 'ab'],
    ['join', new Range(1, 3), ['-'], '1-2-3'],
    ['join', { a: 1 }, ['-'], '{"a"=>1}'],
    ['join', null, ['-'], ''],
    ['split', 'a, b', [', '], ['a', 'b']],
    ['split', ' a\n b ', [' '], ['a', 'b']],
    ['split', ',a,,', [','], ['', 'a']],
    ['split', 'a😀', [''], ['a', '😀']],
    ['split', '', [','], []],
    ['split', 'a1b', [1], ['a', 'b']],
    ['reverse', [1, [2, 3]], [], [3, 2, 1]],
    ['reverse', 'ab', [], ['ab']],
    ['slice', 'Liquid', [-2, 99], 'id'],
    ['slice', 'Liquid', [2], 'q'],
    ['slice', 'Liquid', [6], ''],
    ['slice', 'Liquid', [7, 1], ''],
    ['slice', 'Liquid', [-7, 2], ''],
    ['slice', 'a😀b', [1, 2], '😀b'],
    ['slice', [1, 2, 3], [1, 5], [2, 3]],
    ['slice', [1, 2, 3], [4], []],
    ['slice', [1, 2, 3], [0, -1], []],
    ['slice', 'abc', ['1', null], 'b'],
    ['map', TITLES, ['title'], ['foo', 'bar', null, undefined]],
    ['map', { title: 'x' }, ['title'], ['x']],
    ['map', [{ a: { b: 1 } }], ['a.b'], [1]],
    ['map', [{ a: { b: 1 }, 'a.b': 2 }], ['a.b'], [2]],
    ['map', ['abc', null, true], ['b'], ['b', undefined, undefined]],
    ['compact', [1, null, [undefined, 2]], [], [1, 2]],
    ['compact', TITLES, ['title'], TITLES.slice(0, 2)],
    ['concat', [1, [2]], [[3, [4]]], [1, 2, 3, [4]]],
    ['concat', null, [[1]], [1]],
    ['push', [1, [2]], [3], [1, [2], 3]],
    ['unshift', [1], [0], [0, 1]],
    ['pop', [1, 2], [], [1]],
    ['shift', [1, 2], [], [2]],
    ['uniq', ['a', 1, 'a', '1', 1, new Float(1)], [], ['a', 1, '1', new Float(1)]],
    ['uniq', [{ a: 1 }, { a: 1 }, [], {}], [], [{ a: 1 }, {}]],
    ['uniq', [{ t: 1, n: 1 }, { t: 1, n: 2 }, { n: 3 }], ['t'], [{ t: 1, n: 1 }, { n: 3 }]],
    [
      'group_by',
      [{ t: 'a', n: 1 }, { t: 'b' }, { t: 'a', n: 2 }],
      ['t'],
      [
        {
          name: 'a',
          items: [
            { t: 'a', n: 1 },
            { t: 'a', n: 2 },
          ],
          size: 2,
        },
        { name: 'b', items: [{ t: 'b' }], size: 1 },
      ],
    ],
    ['sample', ['a', 'b'], [], 'a'],
    ['sample', ['a', 'b', 'c'], [2], ['a', 'c']],
    ['sample', 'xyz', [5], ['x', 'z', 'y']],
    ['sample', null, [], []],
  ])('%s of %j with %j', (name, input, args, result) => {
    expect(apply(name, input, ...args)).toEqual(result);
  });

  it.each([
    ['slice', 'abc', [2.2]],
    ['slice', 'abc', ['foo']],
    ['slice', 'abc', [null]],
    ['slice', 'abc', [0, 'x']],
    ['concat', [1], [5]],
    ['concat', [1], [null]],
    ['concat', [1], [{}]],
    ['map', [{}, 5], ['title']],
    ['sort', [{}, 1, '4'], []],
    ['sort', [1, true], []],
    ['where', 123, ['title']],
  ])('%s of %j with %j stops the render', (name, input, args) => {
    expect(() => apply(name, input, ...args)).toThrow();
  });

  it('never change their input', () => {
    const input = Object.freeze(['b', Object.freeze({ a: 1 }), null]) as unknown[];
    for (const name of ['reverse', 'sort_natural', 'compact', 'uniq', 'pop', 'shift', 'sample', 'join'])
      apply(name, input);
    for (const name of ['push', 'unshift']) apply(name, input, 1);
    expect(input).toEqual(['b', { a: 1 }, null]);
  });
});

describe('sort', () => {
  it.each([
    [[3, 1, '2'].slice(0, 2), undefined, [1, 3]],
    [['b', 'a', 'C'], undefined, ['C', 'a', 'b']],
    [[2, null, 1.5, new Float(1)], undefined, [new Float(1), 1.5, 2, null]],
    [[{ t: 'b' }, {}, { t: 'a' }], 't', [{ t: 'a' }, { t: 'b' }, {}]],
    [[[2], [1, 0]], undefined, [0, 1, 2]],
    [null, undefined, []],
  ])('%j by %s', (input, property, result) => {
    expect(apply('sort', input, property)).toEqual(result);
  });

  it('is nil when an item can have no property', () => {
    expect(apply('sort', [{ a: 1 }, null], 'a')).toBe(undefined);
  });

  it('naturally: by text, letters of both cases alike, nil last', () => {
    expect(apply('sort_natural', ['b', null, 'B', 'a', 10, 9])).toEqual([10, 9, 'a', 'b', 'B', null]);
    expect(apply('sort_natural', [{}, 1, '4'])).toEqual([1, '4', {}]);
  });
});

describe('where and its kind', () => {
  const items = [{ t: 'a', n: 1 }, { t: 'b', n: false }, { t: null }, {}];

  it.each([
    ['where', ['t'], items.slice(0, 2)],
    ['where', ['t', 'b'], [items[1]]],
    ['where', ['n', false], [items[1]]],
    ['where', ['n', new Float(1)], [items[0]]],
    ['where', ['t', null], items.slice(0, 2)],
    ['where', [null], []],
    ['reject', ['t'], items.slice(2)],
    ['reject', ['n', 1], items.slice(1)],
    ['has', ['t', 'b'], true],
    ['has', ['t', 'x'], false],
    ['find', ['t', 'b'], items[1]],
    ['find', ['t', 'x'], undefined],
    ['find_index', ['t', 'b'], 1],
    ['find_index', ['t', 'x'], undefined],
  ])('%s with %j', (name, args, result) => {
    expect(apply(name, items, ...args)).toEqual(result);
  });

  it('look into strings and integers as Ruby does', () => {
    expect(apply('where', ['x', 'cat'], 'c')).toEqual(['cat']);
    expect(apply('has', [1, 2], 1)).toBe(true);
    expect(() => apply('has', [1, 2], '1')).toThrow(/no properties/);
  });

  it('are nil when an item before the answer has no members', () => {
    for (const name of ['where', 'reject', 'has', 'find', 'find_index']) {
      expect(apply(name, [null, { t: 1 }], 't')).toBe(undefined);
    }
    expect(apply('find', [{ t: 1 }, null], 't')).toEqual({ t: 1 });
  });

  it.each([
    ['where_exp', [3, 4]],
    ['reject_exp', [1, 2]],
    ['has_exp', true],
    ['find_exp', 3],
    ['find_index_exp', 2],
    [
      'group_by_exp',
      [
        { name: false, items: [1, 2], size: 2 },
        { name: true, items: [3, 4], size: 2 },
      ],
    ],
  ])('%s evaluates its expression for each item', (name, result) => {
    expect(apply(name, [1, 2, 3, 4], (item: number) => item > 2)).toEqual(result);
  });

  it('take `constructor` and `__proto__` for missing names', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(apply('map', [{ a: 1 }], name)).toEqual([undefined]);
      expect(apply('where', [{ a: 1 }], name)).toEqual([]);
    }
  });
});

it('sample asks for randomness, and only sample does', () => {
  let asked = 0;
  const run = filterRun({ random: () => ++asked / 10 });
  applyIn(run, 'sample', [1, 2, 3], 2);
  expect(asked).toBe(2);
});
