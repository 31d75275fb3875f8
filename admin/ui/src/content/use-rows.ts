import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { type CollectionRows, readCollection } from '../api/collections.ts';
import { moment } from '../session/noted.ts';
import { files, isReading, status } from '../session/site.ts';
import { type Known, notedRows, type ReadRows } from './noted-rows.ts';
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
  /** The moment before they were asked for. */
  readonly asOf: number;
  /** Reads more of them. */
  more(): void;
  /** Reads them again, though no file is another one. */
  again(): void;
}

/** Milliseconds without a key, after which the server is asked. */
const PAUSE = 200;

/** The rows of a collection, read again when its files change: all of them, or of a large one those in sight. */
export function useRows(name: string, shown: Shown): Rows {
  const version = useVersion(name);
  const turn = useSignal(0);
  const first = useSignal<ReadRows | null>(null);
  const asked = useSignal<ReadRows | null>(null);
  const problem = useSignal('');
  const isAsking = useRef(false);
  /** What `asked` answers. */
  const answered = useRef('');
  const say = (error: unknown) => {
    problem.value = messageOf(error);
  };
  useEffect(() => {
    let current = true;
    readRows(name).then((found) => {
      if (!current) return;
      first.value = found;
      problem.value = '';
    }, say);
    return () => {
      current = false;
    };
  }, [name, version, turn.value, first, problem]);
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
      readRows(name, JSON.parse(query)).then((found) => {
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
    readRows(name, { ...JSON.parse(query || '{}'), cursor: before.cursor })
      .then((next) => {
        if (asked.value !== before) return;
        asked.value = { ...next, asOf: before.asOf, entries: [...before.entries, ...next.entries] };
      }, say)
      .finally(() => {
        isAsking.current = false;
      });
  };
  const read = asked.value ?? first.value;
  const rows = useNoted(name, read, isWhole || query === '{}');
  const sort = isWhole ? read?.sort : undefined;
  const order = sort === 'order' ? 'up' : sort === '-order' ? 'down' : undefined;
  const { found = 0, count = 0, groups = [], asOf = 0 } = read ?? {};
  const added = (rows?.length ?? 0) - (read?.entries.length ?? 0);
  const counts = { found: found + added, count: count + added };
  return {
    rows,
    ...counts,
    isWhole,
    groups,
    order,
    problem: problem.value,
    asOf,
    more,
    again: () => void turn.value++,
  };
}

async function readRows(name: string, query?: Readonly<Record<string, string>>): Promise<ReadRows> {
  const asOf = moment();
  const found = await readCollection(name, query);
  return { ...found, asOf, entries: found.entries.map((entry) => ({ ...entry, asOf })) };
}

/** Rows with what was noted since they were read. Where all may be shown, those that are there again come back. */
function useNoted(name: string, read: ReadRows | null, isAll: boolean): readonly Row[] | undefined {
  const known = useRef(new Map<string, Known>());
  const all = files.value;
  const some = isReading.value;
  const authorOf = (path: string) => all.get(path)?.author ?? '';
  const rows = useMemo(
    () => read?.entries.map((entry, place) => ({ ...entry, author: authorOf(entry.path), place })),
    [read, some],
  );
  return useMemo(() => {
    if (!read || !rows || some) return rows;
    const shown = notedRows(read, rows, all, name, isAll ? known.current : undefined);
    for (const [at, row] of shown.entries()) known.current.set(row.path, { row, above: shown[at - 1]?.path });
    return shown;
  }, [name, read, rows, isAll, all, some]);
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

/** Another number when a file of the collection is another one, there is a new one, or one is gone; and when another release is live. */
function useVersion(name: string): string {
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
  const live = status.value?.live?.release ?? '';
  return `${version.value} ${live}`;
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false;
  for (const [path, etag] of a) if (b.get(path) !== etag) return false;
  return true;
}
