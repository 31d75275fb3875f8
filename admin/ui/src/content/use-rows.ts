import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { type CollectionRows, readCollection } from '../api/collections.ts';
import { files, isReading } from '../session/site.ts';
import type { Row, Shown } from './shown-rows.ts';

export interface Rows {
  /** All rows, or as many as are read of those that are asked for; undefined before there are any. */
  readonly rows: readonly Row[] | undefined;
  /** How many there are of those that are asked for. */
  readonly found: number;
  /** How many the collection has. */
  readonly count: number;
  /** Whether all rows of the collection are here; else the server looks for those that are shown, and sorts them. */
  readonly isWhole: boolean;
  readonly groups: CollectionRows['groups'];
  /** Whether an `order` sorts them, and whether downwards; undefined where something else does. */
  readonly order: 'up' | 'down' | undefined;
  readonly problem: string;
  /** Reads more of them. */
  more(): void;
}

/** Milliseconds without a key, after which the server is asked. */
const PAUSE = 200;

/** The rows of a collection, read again when its files change: all of them, or of a large one those in sight. */
export function useRows(name: string, shown: Shown): Rows {
  const version = useVersion(name);
  const first = useSignal<CollectionRows | null>(null);
  const asked = useSignal<CollectionRows | null>(null);
  const problem = useSignal('');
  const isAsking = useRef(false);
  /** What `asked` answers. */
  const answered = useRef('');
  const say = (error: unknown) => {
    problem.value = messageOf(error);
  };
  useEffect(() => {
    let current = true;
    readCollection(name).then((found) => {
      if (!current) return;
      first.value = found;
      problem.value = '';
    }, say);
    return () => {
      current = false;
    };
  }, [name, version, first, problem]);
  const isWhole = first.value !== null && first.value.cursor === null;
  const query = isWhole ? '' : JSON.stringify(questionOf(shown));
  useEffect(() => {
    if (query === '' || query === '{}') {
      asked.value = first.value;
      answered.current = query;
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      readCollection(name, JSON.parse(query)).then((found) => {
        if (!current) return;
        asked.value = found;
        answered.current = query;
        problem.value = '';
      }, say);
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [name, query, first.value, asked, problem]);
  const more = () => {
    const before = asked.value;
    if (isAsking.current || !before?.cursor || answered.current !== query) return;
    isAsking.current = true;
    readCollection(name, { ...JSON.parse(query || '{}'), cursor: before.cursor })
      .then((next) => {
        if (asked.value === before) asked.value = { ...next, entries: [...before.entries, ...next.entries] };
      }, say)
      .finally(() => {
        isAsking.current = false;
      });
  };
  const read = asked.value ?? first.value;
  const known = isReading.value;
  const rows = useMemo(
    () => read?.entries.map((entry) => ({ ...entry, author: files.value.get(entry.path)?.author ?? '' })),
    [read, known],
  );
  const sort = isWhole ? read?.sort : undefined;
  const order = sort === 'order' ? 'up' : sort === '-order' ? 'down' : undefined;
  const { found = 0, count = 0, groups = [] } = read ?? {};
  return { rows, found, count, isWhole, groups, order, problem: problem.value, more };
}

/** What the server is asked for; nothing for all, in the collection's order. */
function questionOf({ text, state, group, sort }: Shown): Record<string, string> {
  return {
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(state !== '' && { state }),
    ...(group && { field: group.field, value: group.value }),
    ...(sort && { sort: `${sort.down ? '-' : ''}${sort.by}` }),
  };
}

/** Another number when a file of the collection is another one, there is a new one, or one is gone. */
function useVersion(name: string): number {
  const version = useSignal(0);
  const before = useRef<ReadonlyMap<string, string>>();
  useSignalEffect(() => {
    // What was not read yet is no change.
    if (isReading.value) return;
    const mine = new Map<string, string>();
    for (const [path, { etag }] of files.value) if (path.startsWith(`content/${name}/`)) mine.set(path, etag);
    const last = before.current;
    before.current = mine;
    if (last && !isSame(last, mine)) version.value = version.peek() + 1;
  });
  return version.value;
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false;
  for (const [path, etag] of a) if (b.get(path) !== etag) return false;
  return true;
}
