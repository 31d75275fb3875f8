type Schema = { readonly [keyword: string]: unknown };

/**
 * What is wrong with `value` by a JSON Schema of the OpenAPI document: the keywords that it uses, and an Error for any
 * that it does not know, so that nothing passes unchecked.
 */
export function mismatches(value: unknown, schema: unknown, document: unknown, at = '$'): string[] {
  const shape = schema as Schema; // a schema is an object
  return Object.entries(shape).flatMap(([keyword, operand]) => {
    const check = KEYWORDS[keyword];
    if (!check) throw new Error(`${at}: the keyword ${keyword} is not known to this test`);
    return check({ value, operand, shape, document, at });
  });
}

interface Case {
  readonly value: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: operands are of every shape
  readonly operand: any;
  readonly shape: Schema;
  readonly document: unknown;
  readonly at: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const no = (good: boolean, at: string, text: string) => (good ? [] : [`${at} ${text}`]);
const none = () => [];

const KEYWORDS: Record<string, (c: Case) => string[]> = {
  $ref: ({ value, operand, document, at }) => {
    const target = String(operand)
      .slice(2)
      .split('/')
      .reduce<unknown>((found, key) => (isObject(found) ? found[key] : undefined), document);
    if (!target) throw new Error(`${at}: ${operand} leads nowhere`);
    return mismatches(value, target, document, at);
  },
  type: ({ value, operand, at }) =>
    no(
      [operand].flat().some((type) => isType(value, type)),
      at,
      `is not ${operand}`,
    ),
  properties: ({ value, operand, document, at }) =>
    isObject(value)
      ? Object.entries(operand).flatMap(([key, inner]) =>
          key in value ? mismatches(value[key], inner, document, `${at}.${key}`) : [],
        )
      : [],
  required: ({ value, operand, at }) =>
    isObject(value) ? operand.flatMap((key: string) => no(key in value, at, `has no ${key}`)) : [],
  additionalProperties: ({ value, operand, shape, document, at }) => {
    if (!isObject(value)) return [];
    const known = isObject(shape.properties) ? shape.properties : {};
    return Object.entries(value).flatMap(([key, inner]) => {
      if (key in known) return [];
      return operand === false
        ? [`${at} has the undocumented ${key}`]
        : mismatches(inner, operand === true ? {} : operand, document, `${at}.${key}`);
    });
  },
  propertyNames: ({ value, operand, document, at }) =>
    isObject(value)
      ? Object.keys(value).flatMap((key) => mismatches(key, operand, document, `${at}(key)`))
      : [],
  items: ({ value, operand, document, at }) =>
    Array.isArray(value)
      ? value.flatMap((item, n) => mismatches(item, operand, document, `${at}[${n}]`))
      : [],
  enum: ({ value, operand, at }) => no(operand.includes(value), at, `is none of ${operand}`),
  const: ({ value, operand, at }) => no(value === operand, at, `is not ${operand}`),
  anyOf: ({ value, operand, document, at }) =>
    no(
      operand.some((inner: unknown) => mismatches(value, inner, document, at).length === 0),
      at,
      'fits none',
    ),
  minimum: ({ value, operand, at }) =>
    no(typeof value !== 'number' || value >= operand, at, `is below ${operand}`),
  maximum: ({ value, operand, at }) =>
    no(typeof value !== 'number' || value <= operand, at, `is above ${operand}`),
  exclusiveMinimum: ({ value, operand, at }) =>
    no(typeof value !== 'number' || value > operand, at, `is not above ${operand}`),
  minLength: ({ value, operand, at }) =>
    no(typeof value !== 'string' || value.length >= operand, at, 'is too short'),
  maxLength: ({ value, operand, at }) =>
    no(typeof value !== 'string' || value.length <= operand, at, 'is too long'),
  minItems: ({ value, operand, at }) =>
    no(!Array.isArray(value) || value.length >= operand, at, 'has too few'),
  maxItems: ({ value, operand, at }) =>
    no(!Array.isArray(value) || value.length <= operand, at, 'has too many'),
  pattern: ({ value, operand, at }) =>
    no(typeof value !== 'string' || new RegExp(operand, 'u').test(value), at, `is not like ${operand}`),
  description: none,
  readOnly: none,
  format: none,
};

function isType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
