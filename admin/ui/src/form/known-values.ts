import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { readEntryPath } from '../../../../site/content/entry-path.ts';
import type { Control } from '../../../../site/forms/control.ts';
import { type CollectionRows, readCollection } from '../api/collections.ts';
import { files } from '../session/site.ts';

/** The path of the file that a form is of. */
export const FormPath = createContext('');

let readOf: unknown;
const read = new Map<string, Promise<CollectionRows>>();

/** A collection as it was when the files of the site changed last. */
function rowsOf(collection: string): Promise<CollectionRows> {
  if (readOf !== files.value) read.clear();
  readOf = files.value;
  const known = read.get(collection) ?? readCollection(collection);
  read.set(collection, known);
  return known;
}

function useRows(collection: string | undefined): CollectionRows | undefined {
  const [rows, setRows] = useState<CollectionRows>();
  useEffect(() => {
    let current = true;
    if (collection === undefined) return;
    rowsOf(collection).then(
      (found) => current && setRows(found),
      () => undefined, // who may not see it types without completion
    );
    return () => {
      current = false;
    };
  }, [collection]);
  return rows;
}

/** Titles of a collection's entries by their slugs, in its order. */
export function useTitles(collection: string | undefined): ReadonlyMap<string, string> {
  const rows = useRows(collection);
  return new Map(rows?.entries.map(({ slug, title }) => [slug, title]));
}

/** What other entries have in a field of words, the most frequent first. */
export function useWords({ path }: Control): readonly string[] {
  const file = useContext(FormPath);
  const [field] = path;
  const rows = useRows(path.length === 1 ? readEntryPath(file)?.collection : undefined);
  const values = rows?.groups.find((group) => group.field === field)?.values ?? [];
  return [...values].sort((a, b) => b.size - a.size).map(({ name }) => name);
}
