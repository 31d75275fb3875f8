import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Float } from '../../liquid/run/values/values.ts';
import { apply, shown } from './support/filter.ts';

describe('arithmetic', () => {
  it.each([
    ['plus', 10, 2, '12'],
    ['plus', 0.1, 0.2, '0.3'],
    ['plus', '10.1', '2.2', '12.3'],
    ['plus', 'foo', '2.0', '2.0'],
    ['plus', 1, new Float(2), '3.0'],
    ['plus', '12 apples', '3', '15'],
    ['plus', '1_000', 1, '1001'],
    ['plus', null, {}, '0'],
    ['plus', 9007199254740991, 1, '9007199254740992'],
    ['plus', '123456789012345678901234567890', 1, '123456789012345678901234567891'],
    ['minus', 10, new Float(2), '8.0'],
    ['minus', 4.35, 0.05, '4.3'],
    ['times', new Float(5), 2.1, '10.5'],
    ['times', 1.15, 100, '115.0'],
    ['times', 3037000500, 3037000500, '9223372037000250000'],
    ['divided_by', 9, 2, '4'],
    ['divided_by', -9, 2, '-5'],
    ['divided_by', 9, -2, '-5'],
    ['divided_by', 20, new Float(7), '2.857142857142857'],
    ['divided_by', 0.3, 0.1, '3.0'],
    ['divided_by', 0, 1.1, '0.0'],
    ['divided_by', '100000000000000000000', 3, '33333333333333333333'],
    ['modulo', 10.1, new Float(7), '3.1'],
    ['modulo', -7, 3, '2'],
    ['modulo', 7, -3, '-2'],
    ['modulo', -6, 3, '0'],
    ['at_least', 5.4, 8.9, '8.9'],
    ['at_least', 'abc', -2, '0'],
    ['at_most', 8.4, 5.9, '5.9'],
    ['at_most', '9', 8, '8'],
  ])('%s: %s, %s is %s', (name, input, operand, result) => {
    expect(shown(name, input, operand)).toBe(result);
  });

  it.each([
    ['divided_by', [0, 'foo', null]],
    ['modulo', [0, new Float(0), '0.0', 'foo', null]],
  ])('%s by zero stops the render', (name, zeros) => {
    for (const zero of zeros) expect(() => apply(name, 10, zero)).toThrow(/divided by 0/);
  });

  it('keeps integers below a thousand digits', () => {
    expect(() => apply('times', '9'.repeat(900), '9'.repeat(900))).toThrow(/thousand digits/);
    expect(() => apply('plus', '9'.repeat(2000), 1)).toThrow(/thousand digits/);
  });

  it('is exact for integers of any size', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        expect(shown('plus', String(a), String(b))).toBe(String(a + b));
        expect(shown('minus', String(a), String(b))).toBe(String(a - b));
        expect(shown('times', String(a), String(b))).toBe(String(a * b));
      }),
      { seed: 1 },
    );
  });

  it('divides so that quotient and remainder give the dividend back', () => {
    const integer = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(
        integer,
        integer.filter((n) => n !== 0),
        (a, b) => {
          const quotient = Number(apply('divided_by', a, b));
          const rest = Number(apply('modulo', a, b));
          expect(quotient * b + rest).toBe(a);
          expect(rest === 0 || rest < 0 === b < 0).toBe(true);
        },
      ),
      { seed: 2 },
    );
  });

  it('adds and multiplies cents without binary noise', () => {
    const cents = fc.integer({ min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(Number(shown('plus', a / 100, b / 100))).toBe((a + b) / 100);
        expect(Number(shown('times', a / 100, b / 100))).toBe((a * b) / 10_000);
      }),
      { seed: 3 },
    );
  });
});

describe('rounding', () => {
  it.each([
    ['abs', -5.4, '5.4'],
    ['abs', '-5', '5'],
    ['abs', new Float(-5), '5.0'],
    ['ceil', -5.4, '-5'],
    ['ceil', '5.1', '6'],
    ['floor', '-5.1', '-6'],
    ['floor', new Float(5), '5'],
    ['round', 5.6, '6'],
    ['round', -2.5, '-3'],
    ['round', 'foo', '0'],
  ])('%s of %s is %s', (name, input, result) => {
    expect(shown(name, input)).toBe(result);
  });

  it.each([
    [5.666, 1.2, '5.7'],
    [5.666, '1', '5.7'],
    [5.666, -2, '0'],
    [1234.5, -2, '1200'],
    [1.005, 2, '1.01'],
    [2.675, 2, '2.68'],
    [5.5, 3, '5.5'],
    [new Float(5), 2, '5.0'],
    [5, 2, '5'],
    [5.666, null, '6'],
    [-0.4, 0, '0'],
  ])('round: %s to %s is %s', (input, places, result) => {
    expect(shown('round', input, places)).toBe(result);
  });

  it('has no integer near infinity', () => {
    const infinite = apply('times', 1.5e308, 10.5);
    for (const name of ['round', 'ceil', 'floor']) expect(() => apply(name, infinite)).toThrow(/infinite/);
  });
});

describe('sum', () => {
  it.each([
    [[1, [2, [3]]], undefined, '6'],
    [['1', '2.5'], undefined, '3.5'],
    [[0.1, 0.2, 0.3], undefined, '0.6'],
    [[{ k: 1 }, { k: '2' }, { x: 3 }], 'k', '3'],
    [[{ k: 1 }], undefined, '0'],
    [[{ a: { b: 2 } }, { a: { b: 3 } }], 'a.b', '5'],
    [null, undefined, '0'],
  ])('of %j by %s is %s', (input, property, result) => {
    expect(shown('sum', input, property)).toBe(result);
  });

  it('of a property of integers is an error', () => {
    expect(() => apply('sum', [1, 2], 'k')).toThrow(/no properties/);
  });
});

describe('number_format', () => {
  it.each([
    [1234.5, [2], '1,234.50'],
    [1234.5, [], '1,235'],
    [1234567.891, [2, ',', '.'], '1.234.567,89'],
    [1234567, [0, '.', ' '], '1 234 567'],
    [1234567, [2, '.', ''], '1234567.00'],
    [999, [], '999'],
    [0, [2], '0.00'],
    [0.005, [2], '0.01'],
    [1.005, [2], '1.01'],
    [2.5, [], '3'],
    [-2.5, [], '-3'],
    [-0.4, [], '0'],
    [-1234.5, [1], '-1,234.5'],
    ['12.345', [2], '12.35'],
    ['12 apples', [2], '12.00'],
    [1e21, [1], '1,000,000,000,000,000,000,000.0'],
    [1e-7, [8], '0.00000010'],
    [12345678901234567890n, [2], '12,345,678,901,234,567,890.00'],
    [new Float(5), [1], '5.0'],
    [Number.POSITIVE_INFINITY, [2], 'Infinity'],
    [null, [2], ''],
    ['', [2], '0.00'],
  ])('shows %s with %j as %s', (input, args, result) => {
    expect(shown('number_format', input, ...args)).toBe(result);
  });

  it.each([-1, 101, 'x'])('stops the render for %j decimals', (decimals) => {
    expect(() => apply('number_format', 1, decimals)).toThrow();
  });

  it('reads as the rounded number, whatever the separators', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
        fc.nat(6),
        (value, digits) => {
          const text = String(apply('number_format', value, digits, ',', '.'));
          const back = Number(text.replaceAll('.', '').replace(',', '.'));
          expect(Math.abs(back - value)).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-4);
          expect(text).toMatch(/^-?\d{1,3}(?:\.\d{3})*(?:,\d+)?$/);
        },
      ),
    );
  });
});
