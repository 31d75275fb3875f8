import { typeOfPage } from '../../schema/media.ts';
import { layoutName } from './source/layouts.ts';
import type { JekyllSite } from './source/site.ts';

/** Whether a page of the new site is a script, a style sheet or JSON, where values are printed as literals. */
export const isCodePage = (target: string): boolean => typeOfPage(target).escape === 'data';

const INCLUDE = /\{%-?\s*include(?:_cached)?\s+["']?([^\s"'{%]+)/g;

/** Layouts and includes that such pages have, by their paths in the old folder, as far as names are written. */
export function templatesInCode({ pages, layouts, includes }: JekyllSite): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (text: string): void => {
    for (const [, name = ''] of text.matchAll(INCLUDE)) {
      const file = includes.get(name.replace(/^\.?\//, ''));
      if (!file || found.has(file.source)) continue;
      found.add(file.source);
      visit(file.text);
    }
  };
  for (const { target, body, data } of pages) {
    if (!isCodePage(target)) continue;
    visit(body);
    for (let name = layoutName(data.layout); name !== undefined; ) {
      const layout = layouts.get(name);
      if (!layout || found.has(layout.source)) break;
      found.add(layout.source);
      visit(layout.body);
      name = layoutName(layout.data.layout);
    }
  }
  return found;
}
