import { expect, test } from 'vitest';
import { ENTRY_HELP } from '../../admin/ui/src/code/help/entry-help.ts';
import { COLLECTION_HELP, FIELD_HELP, TYPE_HELP } from '../../admin/ui/src/code/help/field-help.ts';
import { FILTER_HELP } from '../../admin/ui/src/code/help/filter-help.ts';
import { TAG_HELP } from '../../admin/ui/src/code/help/tag-help.ts';
import { TAGS } from '../../liquid/compile/tags/table.ts';
import '../../liquid/run/more.ts';
import { FILTERS } from '../../liquid/run/filters/table.ts';
import { FIELD_TYPES } from '../../schema/content/field.ts';
import { BUILT_IN } from '../../schema/content/records.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import '../../site/extensions/address-filters.ts';
import '../../site/extensions/tag-syntax.ts';

test('every filter and every tag has a line of help, and nothing else has', () => {
  expect(Object.keys(FILTER_HELP).sort()).toEqual(Object.keys(FILTERS).sort());
  const leads = Object.keys(TAG_HELP).filter((name) => !/^(end|els|else$|when$|comment$|liquid$)/.test(name));
  expect(leads.sort()).toEqual(Object.keys(TAGS).sort());
});

test('everything that an entry has by itself, and every type of field, has a line of help', () => {
  expect(Object.keys(ENTRY_HELP).sort()).toEqual([...BUILT_IN, 'meta'].sort());
  expect(Object.keys(TYPE_HELP)).toEqual(FIELD_TYPES);
});

test('every key that is completed in a _collection.yaml is one that it takes', () => {
  const unknown = (text: string) =>
    compileFile('content/a/_collection.yaml', text).diagnostics.filter(({ message }) =>
      /nothing|unknown|unrecognized/i.test(message),
    );
  expect(unknown('nothing: 1\n')).toHaveLength(1);
  for (const key of Object.keys(COLLECTION_HELP)) expect([key, unknown(`${key}: 1\n`)]).toEqual([key, []]);
  for (const key of Object.keys(FIELD_HELP))
    expect([key, unknown(`fields:\n  a: { ${key}: 1 }\n`)]).toEqual([key, []]);
});
