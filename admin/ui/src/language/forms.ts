import type { Fields } from '../../../../schema/content/field.ts';
import { siteSchema, widthsOf } from '../../../../schema/site.ts';
import { collectionPath, readEntryPath } from '../../../../site/content/entry-path.ts';
import { readFront } from '../../../../site/files/front-matter.ts';
import { readYaml, type YamlRead } from '../../../../site/files/yaml.ts';
import type { Control } from '../../../../site/forms/control.ts';
import { editFile } from '../../../../site/forms/edit-file.ts';
import { fieldsPaths, readFields } from '../../../../site/forms/fields-file.ts';
import { entryFields, fileForm, formOf } from '../../../../site/forms/form.ts';
import { isData } from '../../../../site/forms/parts-of.ts';
import { allControls, type Place, placesFrom } from '../../../../site/forms/said-at.ts';
import type { Edited, Where } from '../../../../site/forms/yaml/edit.ts';
import { type Change, isObject, type Value } from '../../../../site/forms/yaml/value.ts';

/** A file as a form: its values. */
export interface ReadForm {
  readonly controls: readonly Control[];
  /** Where the values that are there are written. */
  readonly places: readonly Place[];
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
  const read = valuesOf(path, text);
  if (!read) return { form: null, needs };
  const controls = entry
    ? formOf(read.values, entryFields(fields, read.values))
    : path === SITE
      ? formOf(ownOf(read.values))
      : controlsOf(path, read.values, fields);
  return { form: { controls, places: placesOf(controls, read.place) }, needs };
}

function controlsOf(path: string, values: Value, fields: Fields | undefined): readonly Control[] {
  const whole = fileForm(values, fields, path.replace(/^.*\/|\.[^.]+$/g, ''));
  return whole.field.type === 'object' ? whole.controls : [whole];
}

const SITE = 'site.yaml';

/** The values of site.yaml that are the site's own: all but those that Meniscus gives a meaning. */
function ownOf(values: Value): Value {
  if (!isObject(values)) return {};
  const isOurs = (key: string) =>
    key === 'images' ? widthsOf({ images: values.images }).length > 0 : Object.hasOwn(siteSchema.shape, key);
  return Object.fromEntries(Object.entries(values).filter(([key]) => !isOurs(key)));
}

function placesOf(controls: readonly Control[], place: YamlRead['place'] | undefined): Place[] {
  if (!place) return [];
  const there = allControls(controls).filter(({ value }) => value !== undefined);
  return placesFrom(there.map(({ path }) => ({ path, from: place(path)[0] })));
}

/** Undefined for what is not right. */
function valuesOf(
  path: string,
  text: string,
): { readonly values: Value; readonly place: YamlRead['place'] | undefined } | undefined {
  const front = isData(path) ? undefined : readFront(text);
  const yaml = front ? front.yaml : readYaml(text, text.startsWith('\ufeff') ? 1 : 0);
  if ((front ?? yaml)?.diagnostics.length) return undefined;
  return { values: (yaml?.data ?? {}) as Value, place: yaml?.place }; // plain data, which YAML gave
}

/** The text after a change by a form. */
export const changeText = (path: string, text: string, change: Change, where: Where | undefined): Edited =>
  editFile(path, text, change, where);
