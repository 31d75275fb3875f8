import { exactNumber, parseWithSource } from '../../liquid/run/values/exact.ts';
import { Float } from '../../liquid/run/values/values.ts';
import { own } from '../../schema/own.ts';
import { hasExactNumbers, wellFormedJson } from '../../schema/text/json.ts';

/** Where the engine has it (ECMAScript 2025): a value that JSON.stringify writes as this number. */
const raw: ((number: string) => unknown) | undefined = Reflect.get(JSON, 'rawJSON');

/**
 * JSON with its numbers as they were written. Where JSON.parse would change one (`9007199254740993`, `2.0`) a space is
 * before it, which tells the site Worker to read it the slower way; all other JSON is read as fast as ever.
 */
export type ExactJson = string;

export const isExact = (json: ExactJson): boolean => json.startsWith(' ');

/** A JSON text without white space. Throws where it is no JSON. */
export function compactJson(text: string): ExactJson {
  const json = wellFormedJson(text);
  if (!raw || !hasExactNumbers(json)) return JSON.stringify(JSON.parse(json));
  let found = false;
  const value = parseWithSource(json, (source) => {
    const number = exactValue(source);
    found ||= number !== undefined;
    return number;
  });
  return (found ? ' ' : '') + JSON.stringify(value);
}

/** What JSON.stringify writes exactly as a number in JSON or YAML has it; undefined where JavaScript's number does. */
export function exactValue(source: string): unknown {
  const number = exactNumber(source);
  return number === undefined || !raw
    ? undefined
    : raw(number instanceof Float ? floatJson(number.value) : String(number));
}

/** A float with an integral value, such that it is still one when it is read again. */
function floatJson(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const digits = String(value);
  return digits.includes('e') ? digits : `${digits}.0`;
}

/** The value behind some names in an object, as JSON; undefined where JSON.parse reads it as it is. */
export function exactMember(json: ExactJson, path: readonly string[]): string | undefined {
  if (!isExact(json)) return undefined;
  // What has no such member gives undefined; what is no object has no member.
  const value = path.reduce<unknown>((inner, key) => own(Object(inner), key), exactObject(json));
  const member = value === undefined ? 'null' : compactJson(JSON.stringify(value));
  return isExact(member) ? member.trim() : undefined;
}

/** An object whose numbers JSON.stringify writes as they are in JSON. */
export function exactObject(json: ExactJson): Readonly<Record<string, unknown>> {
  return Object(parseWithSource(json, exactValue));
}

/** The members of an object that are not named in `without`, as JSON; undefined where JSON.parse reads them as they are. */
export function exactMembers(json: ExactJson, without: ReadonlySet<string>): ExactJson | undefined {
  if (!isExact(json)) return undefined;
  const value = parseWithSource(json, exactValue);
  const members = Object.entries(value ?? {}).filter(([key]) => !without.has(key));
  const kept = compactJson(JSON.stringify(Object.fromEntries(members)));
  return isExact(kept) ? kept : undefined;
}
