import * as z from 'zod/mini';

/**
 * What zod says where a schema has no words of its own, for people who write files and call the API: "must be a list". Whoever shows it
 * puts the name of the value before it.
 */
const KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'names and values',
    record: 'names and values',
    null: 'null',
  }),
);

const COUNTED: ReadonlyMap<string, string> = new Map([
  ['string', 'characters'],
  ['array', 'items'],
]);

function plain(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${KINDS.get(issue.expected) ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_big':
      return limit(issue.origin, issue.inclusive ? 'at most' : 'below', issue.maximum);
    case 'too_small':
      return limit(issue.origin, issue.inclusive ? 'at least' : 'above', issue.minimum);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has ${issue.keys.join(', ')}, which does not exist here`;
    case 'invalid_format':
      return `must match ${issue.pattern ?? issue.format}`;
    default:
      return 'is not valid';
  }
}

function limit(origin: string, side: string, bound: number | bigint): string {
  const counted = COUNTED.get(origin);
  if (counted && Number(bound) === 1) return `must have ${side} 1 ${counted.slice(0, -1)}`;
  return counted ? `must have ${side} ${bound} ${counted}` : `must be ${side} ${bound}`;
}

z.config({ localeError: plain });
