/** What a field of an entry may hold. */
export const FIELD_TYPES = [
  'text',
  'markdown',
  'number',
  'boolean',
  'date',
  'time',
  'select',
  'image',
  'file',
  'color',
  'url',
  'email',
  'list',
  'object',
  'reference',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** A field as `_collection.yaml` states it. What a type has no use for it may not have. */
export interface Field {
  readonly type: FieldType;
  /** Its name in forms. */
  readonly title?: string | undefined;
  /** A line below it in forms. */
  readonly help?: string | undefined;
  readonly required?: boolean | undefined;
  /** Of a text its characters, of a number its value, of a list its items. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Rows of the box that a form shows for a text. */
  readonly lines?: number | undefined;
  /** What a select offers. */
  readonly options?: readonly (string | number)[] | undefined;
  /** What a list is of: a type, or a field with limits of its own. */
  readonly of?: FieldType | Field | undefined;
  /** What an object is of. */
  readonly fields?: Fields | undefined;
  /** The collection of the entries that a reference, or a list of references, names by their slugs. */
  readonly to?: string | undefined;
}

export type Fields = Readonly<Record<string, Field>>;

/** A list's items as a field; texts where it does not say. */
export function itemField({ of, to, options }: Field): Field {
  if (typeof of === 'object') return of;
  return { type: of ?? 'text', ...(to !== undefined && { to }), ...(options && { options }) };
}
