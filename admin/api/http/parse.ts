import '../../../schema/text/plain-errors.ts';
import * as z from 'zod/mini';
import { ProblemError } from '../../../schema/api/problem.ts';
import { messageOf } from '../../../schema/message-of.ts';
import { parseJson } from '../../../schema/text/json.ts';
import { faultOf, isName } from '../../../schema/text/json-fault.ts';

/** Bytes of a JSON body: a batch names up to 10,000 files. */
export const JSON_LIMIT = 8 * 1024 * 1024;

/** A request's JSON body by its schema; an empty body is {}. */
export function parseBody<T extends z.core.$ZodType>(bytes: Uint8Array, schema: T): z.output<T> {
  let data: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    data = text.trim() === '' ? {} : parseJson(text);
  } catch (error) {
    throw new ProblemError('invalid', `The body is not JSON: ${messageOf(error)}`, { rule: 'json' });
  }
  const fault = faultOf(data);
  if (fault) throw new ProblemError('invalid', `body: ${fault}`, { rule: 'json' });
  return check(schema, data, 'body');
}

/** A request's query by its schema. Of a name given twice, the last value counts. */
export function parseQuery<T extends z.core.$ZodType>(url: URL, schema: T): z.output<T> {
  const query = Object.fromEntries(url.searchParams);
  const odd = Object.keys(query).find((name) => !isName(name));
  if (odd !== undefined)
    throw new ProblemError('invalid', `There is no ${odd} in a query`, { rule: 'query' });
  return check(schema, query, 'query');
}

function check<T extends z.core.$ZodType>(schema: T, data: unknown, where: 'body' | 'query'): z.output<T> {
  const parsed = z.safeParse(schema, data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || where;
  const value = valueAt(data, issue?.path ?? []);
  const given = value === undefined ? '' : `; it is ${JSON.stringify(value).slice(0, 80)}`;
  throw new ProblemError('invalid', `${field}: ${issue?.message ?? 'not valid'}${given}`, {
    rule: where,
    field,
  });
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
