import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Field, Fields } from '../../../../schema/content/field.ts';
import { PICTURE_NAME } from '../../../../schema/media.ts';
import { own } from '../../../../schema/own.ts';
import { collectionNames, fieldsOf, slugsOf } from '../language/collections.ts';
import { today } from '../language/today.ts';
import { files } from '../session/site.ts';
import { filePath } from './file-path.ts';
import { COLLECTION_HELP, FIELD_HELP, PAGE_HELP, PAGINATE_HELP, TYPE_HELP } from './help/field-help.ts';
import { fieldOptions } from './names/shapes.ts';
import { type YamlPlace, yamlPlace } from './yaml-place.ts';

/** What may stand at the cursor of a `_collection.yaml`, of an entry and of a page's front matter. */
export async function completeYaml(context: CompletionContext): Promise<CompletionResult | null> {
  const path = context.state.facet(filePath);
  const place = yamlPlace(yamlBefore(path, context.state.sliceDoc(0, context.pos)));
  if (!place || (place.typed === '' && !context.explicit && !place.value)) return null;
  const options = await optionsAt(path, place, context.state.sliceDoc());
  return options.length === 0
    ? null
    : { from: context.pos - place.typed.length, options, validFor: /^[\w./+-]*$/ };
}

/** Without the line that opens front matter. */
const yamlBefore = (path: string, before: string): string =>
  /\.(md|liquid)$/.test(path) ? before.replace(/^\ufeff?\s*---[^\n]*\n/, '') : before;

async function optionsAt(path: string, place: YamlPlace, text: string): Promise<readonly Completion[]> {
  const [, collection] = /^content\/([^/]+)\//.exec(path) ?? [];
  if (path === 'site.yaml') return siteOptions(place);
  if (collection === undefined) return path.startsWith('pages/') ? pageOptions(place) : [];
  if (path.endsWith('/_collection.yaml')) return collectionOptions(place, text);
  return entryOptions(await fieldsOf(collection), place);
}

/** `entry:`, `each:` and `paginate:`, and the lists that they may name. */
export function pageOptions(
  { keys: [key, inside, ...more], value }: YamlPlace,
  collections: readonly string[] = collectionNames(),
): readonly Completion[] {
  if (more.length > 0) return [];
  if (!value) {
    if (key === undefined) return helped(PAGE_HELP).map(withColon);
    return key === 'paginate' && inside === undefined ? helped(PAGINATE_HELP).map(withColon) : [];
  }
  if (key === 'entry' && inside === undefined) return named(collections);
  const isList = (key === 'paginate' && inside === 'items') || (key === 'each' && inside !== undefined);
  return isList ? named(collections.map((name) => `collections.${name}`)) : [];
}

const withColon = (option: Completion): Completion => ({ ...option, apply: `${option.label}: ` });

/** Time zones. */
export function siteOptions({ keys: [key, ...more], value }: YamlPlace): readonly Completion[] {
  const isZone = value && more.length === 0 && (key === 'timezone' || key === 'timezones');
  return isZone ? named(Intl.supportedValuesOf('timeZone')) : [];
}

/** `_collection.yaml`: its keys, those of a field, types, collections. */
export function collectionOptions({ keys, value }: YamlPlace, text: string): readonly Completion[] {
  if (keys[0] !== 'fields') {
    if (keys.length === 0 && !value) return helped(COLLECTION_HELP);
    if (!value || (keys[0] !== 'sort' && keys[0] !== 'groups')) return [];
    const names = fieldNames(text);
    return named(keys[0] === 'groups' ? names : names.flatMap((name) => [name, `-${name}`]));
  }
  const last = keys.at(-1) ?? '';
  if (!value) return isField(keys) ? helped(FIELD_HELP) : [];
  if (!isField(keys.slice(0, -1))) return [];
  if (last === 'type' || last === 'of') return helped(TYPE_HELP);
  if (last === 'to') return named(collectionNames());
  return last === 'required' ? named(['true', 'false']) : [];
}

/** Whether the keys lead to a field: `fields, title`, also inside of `of` and of an object's `fields`. */
function isField([root, name, ...rest]: readonly string[]): boolean {
  if (root !== 'fields' || name === undefined) return false;
  const inner = rest[0] === 'of' ? rest.slice(1) : rest;
  return inner.length === 0 || isField(inner);
}

/** Names below `fields:`, as they are indented or in braces. */
function fieldNames(text: string): string[] {
  const block = /^fields:[^\n]*\n((?:[ \t]+[^\n]*\n?|\s*\n)*)/m.exec(text)?.[1] ?? '';
  const indent = /^[ \t]+/m.exec(block)?.[0] ?? '';
  return [...block.matchAll(/^([ \t]+)([\w-]+):/gm)].flatMap(([, spaces, name = '']) =>
    spaces === indent ? [name] : [],
  );
}

/** An entry: its collection's fields, and what they may hold. */
export function entryOptions(fields: Fields, { keys, value }: YamlPlace): readonly Completion[] {
  if (!value) {
    const inside = keys.length === 0 ? fields : fieldAt(fields, keys)?.fields;
    return inside ? fieldOptions(inside).map(withColon) : [];
  }
  const field = fieldAt(fields, keys);
  return field ? valuesOf(field) : [];
}

function fieldAt(fields: Fields, [name = '', ...rest]: readonly string[]): Field | undefined {
  const field = own(fields, name);
  if (!field || rest.length === 0) return field;
  const inside = field.fields ?? (typeof field.of === 'object' ? field.of.fields : undefined);
  return inside && fieldAt(inside, rest);
}

function valuesOf(field: Field): readonly Completion[] {
  const item = typeof field.of === 'object' ? field.of : field;
  if (item.options) return named(item.options.map(String));
  if (item.to !== undefined) return named(slugsOf(item.to));
  switch (item.type) {
    case 'boolean':
      return named(['true', 'false']);
    case 'date':
      return [{ label: today(), detail: 'today', type: 'constant' }];
    case 'image':
    case 'file':
      return named(assets(item.type === 'image' ? PICTURE_NAME : /./));
    default:
      return [];
  }
}

const assets = (like: RegExp): string[] =>
  [...files.value.keys()].flatMap((path) =>
    path.startsWith('assets/') && like.test(path) ? [path.slice('assets/'.length)] : [],
  );

const named = (labels: readonly string[]): Completion[] =>
  labels.map((label) => ({ label, type: 'constant' }));

const helped = (help: Readonly<Record<string, string>>): Completion[] =>
  Object.entries(help).map(([label, info]) => ({ label, info, type: 'property' }));
