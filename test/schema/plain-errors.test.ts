import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import '../../schema/text/plain-errors.ts';

const said = (schema: z.core.$ZodType, value: unknown) =>
  z.safeParse(schema, value).error?.issues[0]?.message;

test.each([
  [z.string(), 3, 'must be a text'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.array(z.string()), 'x', 'must be a list'],
  [z.strictObject({}), [], 'must be names and values'],
  [z.record(z.string(), z.string()), 'x', 'must be names and values'],
  [z.boolean(), 'yes', 'must be true or false'],
  [z.object({ a: z.string() }), {}, 'is missing'],
  [z.enum(['a', 'b']), 'c', 'must be one of a, b'],
  [z.literal('a'), 'c', 'must be a'],
  [z.number().check(z.gte(1)), 0, 'must be at least 1'],
  [z.number().check(z.lt(3)), 3, 'must be below 3'],
  [z.string().check(z.maxLength(2)), 'abc', 'must have at most 2 characters'],
  [z.array(z.string()).check(z.minLength(1)), [], 'must have at least 1 item'],
  [z.strictObject({}), { a: 1, b: 2 }, 'has a, b, which does not exist here'],
  [z.number(), Number.NaN, 'must be a number'],
  [z.string().check(z.regex(/^a$/)), 'b', 'must match /^a$/'],
  [z.string('a name, please'), 3, 'a name, please'],
])('%# what zod says of a value is plain', (schema, value, message) => {
  expect(said(schema, value)).toBe(message);
});
