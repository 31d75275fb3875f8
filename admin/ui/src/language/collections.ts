import type { CollectionConfig } from '../../../../schema/content/collection.ts';
import type { Fields } from '../../../../schema/content/field.ts';
import { readEntryPath } from '../../../../site/content/entry-path.ts';
import type { Collections } from '../code/names/shapes.ts';
import { files } from '../session/site.ts';
import { readData } from './client.ts';

/** The site's collections, as they are saved. */
export function siteCollections(): Collections {
  return { names: collectionNames(), fields: fieldsOf };
}

/** Folders below content/. */
export function collectionNames(): string[] {
  const folders = [...files.value.keys()].flatMap((path) => /^content\/([^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(folders)];
}

/** Slugs of a collection's entries. */
export function slugsOf(collection: string): string[] {
  return [...files.value.keys()].flatMap((path) => {
    const entry = path.startsWith(`content/${collection}/`) ? readEntryPath(path) : undefined;
    return entry ? [entry.slug] : [];
  });
}

/** The fields that _collection.yaml states; without it, those that the collection's first entry has. */
export async function fieldsOf(collection: string): Promise<Fields> {
  // The language's thread has checked it; what does not fit is null.
  const config = (await readData(`content/${collection}/_collection.yaml`)) as
    | CollectionConfig
    | null
    | undefined;
  if (config?.fields) return config.fields;
  const first = [...files.value.keys()].find((path) => readEntryPath(path)?.collection === collection);
  const fields = first === undefined ? undefined : await readData(first);
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(Object.keys(fields).map((name) => [name, { type: 'text' as const }]));
}
