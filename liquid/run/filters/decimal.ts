import { float, type Numeric, numberOf } from '../numbers.ts';

/**
 * Arithmetic of floats as Ruby Liquid does it, in decimals: `0.1 | plus: 0.2` is 0.3. A float is taken apart into
 * an integer and a power of ten, both exact in doubles; one that does not fit (past 15 digits) is computed in binary.
 */
interface Decimal {
  readonly digits: number;
  readonly scale: number;
}

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

export function addDecimals(a: number, b: number): Numeric {
  return aligned(a, b, (x, y) => x + y) ?? float(a + b);
}

export function subtractDecimals(a: number, b: number): Numeric {
  return aligned(a, b, (x, y) => x - y) ?? float(a - b);
}

/** The remainder has the sign of the divisor. */
export function moduloDecimals(a: number, b: number): Numeric {
  return aligned(a, b, floorModulo) ?? float(floorModulo(a, b));
}

export function multiplyDecimals(a: number, b: number): Numeric {
  const x = decimal(a);
  const y = decimal(b);
  const exact = x && y && fromDecimal(x.digits * y.digits, x.scale + y.scale);
  return exact ?? float(a * b);
}

export function divideDecimals(a: number, b: number): Numeric {
  const x = decimal(a);
  const y = decimal(b);
  if (!x || !y) return float(a / b);
  const top = x.digits * (POWERS[y.scale] ?? 1);
  const bottom = y.digits * (POWERS[x.scale] ?? 1);
  return Number.isSafeInteger(top) && Number.isSafeInteger(bottom) ? float(top / bottom) : float(a / b);
}

/** Rounds half away from zero at `places` digits after the point, or before it when negative. */
export function roundDecimal(value: Numeric, places: number): number {
  const number = numberOf(value);
  const shown = decimal(number);
  if (!shown || shown.scale <= places) return number;
  const unit = POWERS[shown.scale - places];
  if (unit === undefined) return 0;
  const whole = Math.sign(number) * Math.floor((Math.abs(shown.digits) * 2 + unit) / (2 * unit));
  return places >= 0 ? whole / (POWERS[places] ?? 1) : whole * (POWERS[-places] ?? 1);
}

export function floorModulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
}

function aligned(a: number, b: number, operate: (x: number, y: number) => number): Numeric | undefined {
  const x = decimal(a);
  const y = decimal(b);
  if (!x || !y) return undefined;
  const scale = Math.max(x.scale, y.scale);
  const left = x.digits * (POWERS[scale - x.scale] ?? 1);
  const right = y.digits * (POWERS[scale - y.scale] ?? 1);
  if (!Number.isSafeInteger(left) || !Number.isSafeInteger(right)) return undefined;
  return fromDecimal(operate(left, right), scale);
}

function fromDecimal(digits: number, scale: number): Numeric | undefined {
  const power = scale < 16 ? POWERS[scale] : 10 ** scale;
  return power !== undefined && scale < 23 && Number.isSafeInteger(digits)
    ? float(digits / power)
    : undefined;
}

/** Division of two exact integers rounds once, so the test finds the shortest decimal that reads as `value`. */
function decimal(value: number): Decimal | undefined {
  for (let scale = 0; scale < POWERS.length; scale++) {
    const power = POWERS[scale] ?? 1;
    const digits = Math.round(value * power);
    if (!Number.isSafeInteger(digits)) return undefined;
    if (digits / power === value) return { digits, scale };
  }
  return undefined;
}
