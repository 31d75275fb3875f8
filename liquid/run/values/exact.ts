import { Float } from './values.ts';

/** What JSON.parse tells of a number beside its value: how it is written (ECMAScript 2025, "JSON.parse source text access"). */
type WithSource = (
  this: unknown,
  key: string,
  value: unknown,
  context?: { readonly source?: string },
) => unknown;

/** Digits of the longest integer that stays exact, as of those that a render makes: see numbers.ts. */
const DIGITS = 1_000;

/** A JSON text's value with its numbers as they are written: integers past 2^53 are bigints, `2.0` is a Float. */
export function readExact(json: string): unknown {
  return parseWithSource(json, (source) => exactNumber(source));
}

/**
 * A JSON text's value, in which `exact` stands for each number that it makes something of. Where the engine does not tell how
 * numbers are written, or nothing can be made of a text that nests as deep, they are plain numbers.
 */
export function parseWithSource(json: string, exact: (source: string) => unknown): unknown {
  const revive: WithSource = (_, value, context) =>
    (typeof value === 'number' && context?.source !== undefined && exact(context.source)) || value;
  try {
    return JSON.parse(json, revive);
  } catch {
    return JSON.parse(json);
  }
}

/** A number that JavaScript's own do not tell apart from another: written so in JSON, or in YAML (`0x1F`). */
export function exactNumber(source: string): bigint | Float | undefined {
  const value = Number(source);
  if (!/^[-+]?(?:\d+|0x[\dA-Fa-f]+|0o[0-7]+)$/.test(source))
    return Number.isInteger(value) ? new Float(value) : undefined;
  if (Number.isSafeInteger(value) || source.length > DIGITS) return undefined;
  return source.startsWith('-') ? -BigInt(source.slice(1)) : BigInt(source.replace('+', ''));
}
