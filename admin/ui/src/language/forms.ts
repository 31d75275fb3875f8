import { collectionPath, readEntryPath } from '../../../../site/content/entry-path.ts';
import { readFront } from '../../../../site/files/front-matter.ts';
import { readYaml } from '../../../../site/files/yaml.ts';
import type { Control } from '../../../../site/forms/control.ts';
import { editFile } from '../../../../site/forms/edit-file.ts';
import { fieldsPaths, readFields } from '../../../../site/forms/fields-file.ts';
import { entryFields, fileForm, formOf } from '../../../../site/forms/form.ts';
import type { Edited, Where } from '../../../../site/forms/yaml/edit.ts';
import type { Change, Value } from '../../../../site/forms/yaml/value.ts';

/** A file as a form: its values. */
export interface ReadForm {
  readonly controls: readonly Control[];
}

/** The form of a text; null for one that is not right. `needs`: files that may say its fields. */
export function formIn(
  path: string,
  text: string,
  others: ReadonlyMap<string, string>,
): { readonly form: ReadForm | null; readonly needs: readonly string[] } {
  const entry = readEntryPath(path);
  const needs = entry ? [collectionPath(entry.collection)] : fieldsPaths(path);
  const stated = needs.map((each) => others.get(each)).find((each) => each !== undefined);
  const fields = stated === undefined ? undefined : readFields(stated);
  const values = valuesOf(path, text);
  if (values === undefined) return { form: null, needs };
  if (entry) return { form: { controls: formOf(values, entryFields(fields, values)) }, needs };
  const whole = fileForm(values, fields);
  return { form: { controls: whole.field.type === 'object' ? whole.controls : [whole] }, needs };
}

/** Undefined for what is not right. */
function valuesOf(path: string, text: string): Value | undefined {
  const front = /\.(?:ya?ml|json)$/.test(path) ? readYaml(text.replace(/^\ufeff/, '')) : readFront(text);
  if (front.diagnostics.length > 0) return undefined;
  const data = 'yaml' in front ? front.yaml?.data : 'data' in front ? front.data : undefined;
  return (data ?? {}) as Value; // plain data, which YAML gave
}

/** The text after a change by a form. */
export const changeText = (path: string, text: string, change: Change, where: Where | undefined): Edited =>
  editFile(path, text, change, where);
