import type { Completion } from '@codemirror/autocomplete';
import { type Field, type Fields, itemField } from '../../../../../schema/content/field.ts';
import { own } from '../../../../../schema/own.ts';
import { ENTRY_HELP } from '../help/entry-help.ts';
import { GROUP, HEADING, LINK, PAGINATOR, PART } from './own-fields.ts';

/** What a name in a template stands for, where that can be told without running it. */
export type Shape =
  | { readonly is: 'collections' }
  | { readonly is: 'entry'; readonly of: string }
  | { readonly is: 'meta'; readonly of: string }
  /** `of` is the collection that it is all of: its groups are behind it too. */
  | { readonly is: 'list'; readonly item: Shape | undefined; readonly of?: string }
  | { readonly is: 'group'; readonly of: string }
  | { readonly is: 'paginator'; readonly items: Shape | undefined }
  | { readonly is: 'object'; readonly fields: Fields }
  | { readonly is: 'value'; readonly field: Field };

/** What is known of the site's collections. */
export interface Collections {
  readonly names: readonly string[];
  fields(name: string): Promise<Fields>;
}

/** Where in which file something is typed. */
export interface Place {
  readonly path: string;
  readonly source: string;
  readonly pos: number;
}

/** Names may lead to names: `assign a = b`. So many times. */
const DEPTH = 8;

/** The shape of `entry.author` and the like. */
export async function shapeOf(
  [name = '', ...rest]: readonly string[],
  place: Place,
  collections: Collections,
  depth = DEPTH,
): Promise<Shape | undefined> {
  let shape = await rootShape(name, place, collections, depth);
  for (const key of rest) shape = shape && (await member(shape, key, collections));
  return shape;
}

async function rootShape(
  name: string,
  place: Place,
  collections: Collections,
  depth: number,
): Promise<Shape | undefined> {
  const variable = depth > 0 ? lastVariable(name, place) : undefined;
  if (variable) {
    const of = { ...place, pos: variable.at };
    const shape = await shapeOf(variable.from, of, collections, depth - 1);
    return variable.kind === 'loop' ? itemOf(shape) : filtered(shape, variable.filters);
  }
  if (name === 'collections') return { is: 'collections' };
  const list = depth > 0 ? listFor(name, place) : undefined;
  if (list !== undefined) {
    const shape = await shapeOf(list.split('.'), { ...place, pos: 0 }, collections, depth - 1);
    return name === 'paginator' ? { is: 'paginator', items: shape } : itemOf(shape);
  }
  const of = name === 'entry' ? entryCollection(place) : undefined;
  return of === undefined ? undefined : { is: 'entry', of };
}

/** The list in front matter that a variable is about: `paginator`, and the one that `each` names. */
export function listFor(name: string, { path, source }: Pick<Place, 'path' | 'source'>): string | undefined {
  if (!path.startsWith('pages/') || !/^[a-z_]\w*$/i.test(name)) return undefined;
  const [key, inside] = name === 'paginator' ? ['paginate', 'items'] : ['each', name];
  const pattern = new RegExp(
    String.raw`^${key}:\s*(?:\{[^}\n]*?|\n(?:[ \t]+[^\n]*\n)*?[ \t]+)\b${inside}:[ \t]*["']?([\w.-]+)`,
    'm',
  );
  return pattern.exec(frontMatter(source))?.[1];
}

/** The variable that `each` makes. */
export const eachName = (source: string): string | undefined =>
  /^each:\s*(?:\{\s*|\n[ \t]+)["']?([a-z_]\w*)/im.exec(frontMatter(source))?.[1];

const NAMES = String.raw`([a-z_][\w-]*(?:\.[\w-]+|\["[\w-]+"\]|\['[\w-]+'\]|\[\d+\])*)`;

/** Where a variable got its value last, above the cursor. */
function lastVariable(name: string, { source, pos }: Place) {
  if (!/^[\w-]+$/.test(name)) return undefined;
  const above = source.slice(0, pos);
  const pattern = new RegExp(
    String.raw`(?:\{%-?|\n)\s*(?:(?:for|tablerow)\s+${name}\s+in|(assign)\s+${name}\s*=)\s*${NAMES}([^%\n]*)`,
    'gi',
  );
  const found = [...above.matchAll(pattern)].at(-1);
  if (!found) return undefined;
  const [, assign, from = '', filters = ''] = found;
  return {
    kind: assign === undefined ? ('loop' as const) : ('value' as const),
    from: from.split(/[.[\]"']+/).filter((part) => part !== ''),
    filters: [...filters.matchAll(/\|\s*(\w+)/g)].map(([, filter = '']) => filter),
    at: found.index,
  };
}

const ITEM: ReadonlySet<string> = new Set(['first', 'last', 'find']);
const SAME: ReadonlySet<string> = new Set([
  ...['where', 'where_exp', 'reject', 'sort', 'sort_natural', 'reverse', 'uniq', 'compact', 'concat'],
  ...['slice', 'push', 'unshift', 'pop', 'shift', 'default'],
]);

function filtered(shape: Shape | undefined, filters: readonly string[]): Shape | undefined {
  return filters.reduce<Shape | undefined>(
    (now, filter) => (ITEM.has(filter) ? itemOf(now) : SAME.has(filter) ? now : undefined),
    shape,
  );
}

const itemOf = (shape: Shape | undefined): Shape | undefined =>
  shape?.is === 'list' ? shape.item : undefined;

/** The collection whose entry a file sees as `entry`: a page's that says so, and an entry's own. */
export function entryCollection({ path, source }: Pick<Place, 'path' | 'source'>): string | undefined {
  const [, collection] = /^content\/([^/]+)\/(?!_)/.exec(path) ?? [];
  if (collection !== undefined || !path.startsWith('pages/')) return collection;
  return /^entry:[ \t]*["']?([\w.-]+)/m.exec(frontMatter(source))?.[1];
}

/** The front matter of a text; empty where there is none. */
export function frontMatter(source: string): string {
  return /^\ufeff?\s*---[ \t]*\r?\n([\s\S]*?)\r?\n---/.exec(source)?.[1] ?? '';
}

async function member(shape: Shape, name: string, collections: Collections): Promise<Shape | undefined> {
  switch (shape.is) {
    case 'collections':
      return { is: 'list', item: { is: 'entry', of: name }, of: name };
    case 'list':
      if (/^(first|last|\d+)$/.test(name)) return shape.item;
      return shape.of === undefined || /^(size|tree|where)$/.test(name)
        ? undefined
        : { is: 'list', item: { is: 'group', of: shape.of } };
    case 'group':
      return name === 'items' ? { is: 'list', item: { is: 'entry', of: shape.of } } : undefined;
    case 'paginator':
      if (name === 'items') return shape.items;
      if (name === 'window') return { is: 'list', item: { is: 'object', fields: PART } };
      return /^(first|last|previous|next)$/.test(name) ? { is: 'object', fields: LINK } : undefined;
    case 'entry': {
      const field = own(await collections.fields(shape.of), name);
      return field ? shapeOfField(field) : builtIn(shape.of, name);
    }
    case 'meta':
      return builtIn(shape.of, name);
    case 'object': {
      const field = own(shape.fields, name);
      return field && shapeOfField(field);
    }
    case 'value':
      return undefined;
  }
}

function shapeOfField(field: Field): Shape {
  if (field.type === 'reference' && field.to !== undefined) return { is: 'entry', of: field.to };
  if (field.type === 'list') return { is: 'list', item: shapeOfField(itemField(field)) };
  if (field.type === 'object') return { is: 'object', fields: field.fields ?? {} };
  return { is: 'value', field };
}

function builtIn(of: string, name: string): Shape | undefined {
  if (name === 'previous' || name === 'next' || name === 'parent') return { is: 'entry', of };
  if (name === 'children') return { is: 'list', item: { is: 'entry', of } };
  if (name === 'toc') return { is: 'list', item: { is: 'object', fields: HEADING } };
  return name === 'meta' ? { is: 'meta', of } : undefined;
}

/** What may stand behind `name.` of that shape. */
export async function membersOfShape(shape: Shape, collections: Collections): Promise<Completion[]> {
  switch (shape.is) {
    case 'collections':
      return collections.names.map((label) => ({ label, detail: `content/${label}/`, type: 'property' }));
    case 'list':
      return ['first', 'last', 'size'].map((label) => ({ label, type: 'property' }));
    case 'object':
      return fieldOptions(shape.fields);
    case 'group':
      return fieldOptions(GROUP);
    case 'paginator':
      return fieldOptions(PAGINATOR);
    case 'entry': {
      const fields = await collections.fields(shape.of);
      const others = builtInOptions().filter(({ label }) => !Object.hasOwn(fields, label));
      return [...fieldOptions(fields), ...others];
    }
    case 'meta':
      return builtInOptions().filter(({ label }) => label !== 'meta');
    case 'value':
      return [];
  }
}

const builtInOptions = (): Completion[] =>
  Object.entries(ENTRY_HELP).map(([label, info]) => ({ label, info, type: 'property' }));

/** A collection's fields, each with its type and what is known of it. They come before what every entry has. */
export function fieldOptions(fields: Fields): Completion[] {
  return Object.entries(fields).map(([label, field]) => ({
    label,
    detail: typeText(field),
    ...(field.help !== undefined && { info: field.help }),
    boost: 1,
    type: 'property',
  }));
}

/** `list of text`, `reference to authors`, `select: ebb, flow`. */
export function typeText({ type, of, to, options }: Field): string {
  const inner = typeof of === 'object' ? typeText(of) : of;
  const more = [
    ...(inner !== undefined ? [` of ${inner}`] : []),
    ...(to !== undefined ? [` to ${to}`] : []),
    ...(options ? [`: ${options.join(', ')}`] : []),
  ];
  return type + more.join('');
}

/** A line of help for the last of `names`, such as `entry.author.name`; undefined where nothing is known. */
export async function helpOfName(
  names: readonly string[],
  place: Place,
  collections: Collections,
): Promise<{ readonly title: string; readonly text: string } | undefined> {
  const name = names.at(-1) ?? '';
  const owner = await shapeOf(names.slice(0, -1), place, collections);
  if (owner?.is === 'collections')
    return { title: name, text: `The entries below content/${name}/, in order.` };
  const fixed = owner?.is === 'group' ? GROUP : owner?.is === 'paginator' ? PAGINATOR : undefined;
  const part = fixed && own(fixed, name);
  if (part) return { title: `${name}: ${typeText(part)}`, text: fieldHelp(part) };
  if (owner?.is !== 'entry' && owner?.is !== 'object' && owner?.is !== 'meta') return undefined;
  const fields =
    owner.is === 'object' ? owner.fields : owner.is === 'entry' ? await collections.fields(owner.of) : {};
  const field = own(fields, name);
  if (field) return { title: `${name}: ${typeText(field)}`, text: fieldHelp(field) };
  const text = owner.is === 'object' ? undefined : own(ENTRY_HELP, name);
  return text === undefined ? undefined : { title: name, text };
}

/** What a field says of itself, in sentences. */
export function fieldHelp({ title, help, required, min, max }: Field): string {
  return [
    ...(title !== undefined ? [title] : []),
    ...(help !== undefined ? [help] : []),
    ...(required === true ? ['Required'] : []),
    ...(min !== undefined ? [`At least ${min}`] : []),
    ...(max !== undefined ? [`At most ${max}`] : []),
  ]
    .map((sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(' ');
}
