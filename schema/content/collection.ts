import * as z from 'zod/mini';
import { markdownSchema } from '../page.ts';
import { FIELD_TYPES, type Field, type Fields, type FieldType } from './field.ts';

const FIELD_NAME = /^[a-z_][a-z0-9_-]*$/i;
const typeSchema = z.enum(FIELD_TYPES, `a field's type is one of ${FIELD_TYPES.join(', ')}`);

const fieldSchema: z.ZodMiniType<Field> = z
  .strictObject({
    type: typeSchema,
    title: z.optional(z.string()),
    help: z.optional(z.string()),
    required: z.optional(z.boolean()),
    min: z.optional(z.number()),
    max: z.optional(z.number()),
    lines: z.optional(z.int().check(z.gte(1))),
    options: z.optional(z.array(z.union([z.string(), z.number()])).check(z.minLength(1))),
    of: z.optional(z.lazy((): z.ZodMiniType<FieldType | Field> => z.union([typeSchema, fieldSchema]))),
    fields: z.optional(z.lazy((): z.ZodMiniType<Fields> => fieldsSchema)),
    to: z.optional(z.string()),
  })
  .check(
    z.refine(
      ({ type, options }) => type !== 'select' || options !== undefined,
      'a select needs options: [a, b]',
    ),
    z.refine(({ type, fields }) => type !== 'object' || fields !== undefined, 'an object needs fields'),
    z.refine(({ type, of }) => type !== 'list' || of !== undefined, 'a list needs of: what it is a list of'),
    z.refine(
      ({ type, of, to }) => (type !== 'reference' && of !== 'reference') || to !== undefined,
      'a reference needs to: the name of a collection',
    ),
    z.refine(
      ({ of }) => of !== 'list' && of !== 'object',
      'write what its items are: of: { type: object, fields: … }',
    ),
    z.refine(({ min, max }) => min === undefined || max === undefined || min <= max, 'min is above max'),
  );

const fieldsSchema: z.ZodMiniType<Fields> = z.record(
  z
    .string()
    .check(z.regex(FIELD_NAME, 'a field name holds letters, digits, _ and -, and begins with a letter or _')),
  fieldSchema,
);

const sortKey = z
  .string()
  .check(z.regex(/^-?[a-z_][\w-]*$/i, 'sort by a field: date, or -date for the newest first'));

/** `content/<name>/_collection.yaml`: what the entries of a collection have. All of it may be left out. */
export const collectionSchema = z.strictObject({
  title: z.optional(z.string()),
  sort: z.optional(sortKey),
  /** Fields whose values group the entries: tags, category. */
  groups: z.optional(z.array(z.string())),
  fields: z.optional(fieldsSchema),
  /** Whether a release holds entries that are dated later than it: events, not posts. */
  future: z.optional(z.boolean()),
  markdown: z.optional(markdownSchema),
});

export type CollectionConfig = z.infer<typeof collectionSchema>;
