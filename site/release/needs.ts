import { collectionKey } from '../../schema/content/records.ts';
import { dataFileOf, dataKey } from '../check/names.ts';
import { wanted } from '../check/wanted.ts';
import { configOf } from '../content/config-of.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { madeOnce } from '../made-once.ts';
import { ofKinds } from '../site-facts.ts';

/** Keys of all layouts, partials and data that rendering a page is known to need, by way of what it includes. */
export function needsOf(path: string, files: SiteFacts): string[] {
  const config = files.get('site.yaml')?.config;
  const dataKeys = dataKeysOf(files);
  const needs = new Set<string>();
  const todo = [path];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const facts = files.get(next);
    if (!facts) continue;
    for (const read of readsOf(facts)) {
      const file = read[0] === 'data' ? dataFileOf(read, (key) => dataKeys.has(key)) : undefined;
      if (file) needs.add(file);
    }
    for (const name of collectionsRead(facts)) {
      const held = configOf(files, name).fields ?? {};
      needs.add(collectionKey(name));
      for (const { to } of Object.values(held)) if (to !== undefined) needs.add(collectionKey(to));
    }
    for (const target of wanted(facts, config)) {
      if (!needs.has(target) && files.has(target)) todo.push(target);
      if (files.has(target)) needs.add(target);
    }
  }
  return [...needs].sort();
}

/** What a page reads: in its templates, and in `each` and `paginate`. */
function readsOf({ refs, front }: Pick<Facts, 'refs' | 'front'>): readonly (readonly string[])[] {
  const lists = [...Object.values(front?.each ?? {}), ...(front?.paginate ? [front.paginate.items] : [])];
  return [...(refs?.globals ?? []), ...lists.map((list) => list.split('.'))];
}

/** The collections that a template names: `collections.posts`, and the one whose entries it is the page of. */
function collectionsRead({ refs, front }: Pick<Facts, 'refs' | 'front'>): string[] {
  const named = readsOf({ refs, front }).flatMap(([head, name]) =>
    head === 'collections' && name !== undefined ? [name] : [],
  );
  return front?.entry === undefined ? named : [...named, front.entry];
}

const dataKeysOf = madeOnce(
  (files: SiteFacts): ReadonlySet<string> =>
    new Set(Array.from(ofKinds(files, 'data'), ([path]) => dataKey(path))),
);
