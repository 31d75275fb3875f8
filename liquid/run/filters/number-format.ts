import { numberOf } from '../values/numbers.ts';
import { floatText, toText } from '../values/text.ts';
import { isNil, isNumeric } from '../values/values.ts';
import { badArgument, numberIn } from './coerce.ts';
import type { FilterRun, Filters } from './spec.ts';

/** More decimals than any number has that is not made up. */
const MOST = 100;

export const NUMBER_FORMATS: Filters = {
  // `1234.5` with 2 decimals is `1,234.50`; then what is before the decimals, and between the thousands.
  number_format: [
    'vITT',
    (input: unknown, { budget }: FilterRun, decimals = 0, point = '.', comma = ',') => {
      if (isNil(input)) return input;
      if (decimals < 0 || decimals > MOST) badArgument(`is shown with 0 to ${MOST} decimals`);
      const number = numberIn(isNumeric(input) ? input : toText(input, budget), budget);
      const value = numberOf(number);
      if (typeof number !== 'bigint' && !Number.isFinite(value)) return floatText(value);
      const digits = typeof number === 'bigint' ? `${number}` : `${value}`;
      // Reading and writing digits takes more than their number.
      if (digits.length > 32) budget.charge(digits.length >> 2);
      budget.dear(1);
      const [whole = '', part = ''] = fixed(digits, decimals);
      const text = thousands(whole).join(comma) + (decimals > 0 ? point + part : '');
      budget.output(text.length);
      return /[1-9]/.test(whole + part) && value < 0 ? `-${text}` : text;
    },
  ],
};

/** `1234567` as `1`, `234`, `567`. */
function thousands(whole: string): string[] {
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.push(whole.slice(Math.max(0, end - 3), end));
  return groups.reverse();
}

/** The digits of a number before and after the point, rounded half away from zero, without the sign. */
function fixed(text: string, decimals: number): [whole: string, part: string] {
  const [mantissa = '', exponent = '0'] = text.replace(/^-/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent) - fraction.length + decimals;
  const all = BigInt(whole + fraction);
  const power = 10n ** BigInt(Math.abs(shift));
  const units = shift >= 0 ? all * power : (all + power / 2n) / power;
  const digits = String(units).padStart(decimals + 1, '0');
  return [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
}
