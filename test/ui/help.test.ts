import { expect, test } from 'vitest';
import { FILTER_HELP } from '../../admin/ui/src/code/filter-help.ts';
import { TAG_HELP } from '../../admin/ui/src/code/tag-help.ts';
import { TAGS } from '../../liquid/compile/tags/table.ts';
import '../../liquid/run/more.ts';
import { FILTERS } from '../../liquid/run/filters/table.ts';
import '../../site/extensions/asset-url.ts';
import '../../site/extensions/tags.ts';

test('every filter and every tag has a line of help, and nothing else has', () => {
  expect(Object.keys(FILTER_HELP).sort()).toEqual(Object.keys(FILTERS).sort());
  const leads = Object.keys(TAG_HELP).filter((name) => !/^(end|els|else$|when$|comment$|liquid$)/.test(name));
  expect(leads.sort()).toEqual(Object.keys(TAGS).sort());
});
