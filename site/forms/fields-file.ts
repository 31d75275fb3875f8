import { collectionSchema } from '../../schema/content/collection.ts';
import type { Fields } from '../../schema/content/field.ts';
import { readYaml } from '../files/yaml.ts';

/** Files that may say what fields a data file has: its own, and that of its folder, whose files are items of one list. */
export function fieldsPaths(path: string): string[] {
  const [, plain = ''] = /^(data\/.+)\.(?:ya?ml|json)$/.exec(path) ?? [];
  if (plain === '' || isFieldsFile(path)) return [];
  const folder = plain.slice(0, plain.lastIndexOf('/'));
  return [`${plain}.fields.yaml`, ...(folder === 'data' ? [] : [`${folder}.fields.yaml`])];
}

export const isFieldsFile = (path: string): boolean => /^data\/.+\.fields\.yaml$/.test(path);

/** The fields that such a file states: `fields:` as in `_collection.yaml`. None where it is wrong: the form is made from the value then. */
export function readFields(text: string): Fields | undefined {
  const { data, diagnostics } = readYaml(text);
  if (diagnostics.length > 0) return undefined;
  const read = collectionSchema.safeParse(data);
  return read.success ? read.data.fields : undefined;
}
