import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { mayWrite } from '../session/may.ts';
import { moment } from '../session/noted.ts';
import { attempt } from '../shell/toasts.ts';
import { movedTo, newOrders } from './new-orders.ts';
import { writeOrders } from './reorder.ts';
import type { Row } from './shown-rows.ts';
import type { Rows } from './use-rows.ts';

export interface Ordering {
  /** As they were moved, before the server has it. */
  readonly rows: readonly Row[];
  /** What was done, for who cannot see it. */
  readonly said: string;
  /** Undefined where the order is not the person's to change. */
  readonly move: ((from: number, to: number) => void) | undefined;
}

/** The rows of a collection that can be moved, each move saved behind the one before. They are `read`, and can be read again. */
export function useOrder(
  name: string,
  rows: readonly Row[],
  order: 'up' | 'down' | undefined,
  read: Pick<Rows, 'asOf' | 'again'>,
): Ordering {
  const moved = useSignal<readonly Row[] | null>(null);
  const said = useSignal('');
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const pending = useRef(0);
  /** When the last move was saved: what was asked for before that may not have it. */
  const savedAt = useRef(0);
  const { asOf, again } = read;
  useEffect(() => {
    if (pending.current === 0 && asOf > savedAt.current) moved.value = null;
  }, [asOf, moved]);
  const shown = moved.value && isOfSame(moved.value, rows) ? moved.value : rows;
  const move = (from: number, to: number) => {
    const row = shown[from];
    if (!row || from === to || to < 0 || to >= shown.length) return;
    const orders = newOrders(shown, from, to, order === 'down');
    moved.value = movedTo(shown, from, to).map((each) => ({
      ...each,
      order: orders.get(each.path) ?? each.order,
    }));
    said.value = `${row.title} is number ${to + 1} of ${shown.length} now.`;
    pending.current++;
    saving.current = saving.current
      .then(() => attempt('change the order', () => writeOrders(orders)))
      .then((isDone) => {
        pending.current--;
        savedAt.current = moment();
        if (pending.current > 0) return;
        if (isDone) again();
        else moved.value = null;
      });
  };
  const may = order !== undefined && mayWrite(`content/${name}/a.md`);
  return { rows: shown, said: said.value, move: may ? move : undefined };
}

/** Whether rows are of the same entries: none was renamed, deleted or added. */
function isOfSame(a: readonly Row[], b: readonly Row[]): boolean {
  const paths = new Set(b.map(({ path }) => path));
  return a.length === b.length && a.every(({ path }) => paths.has(path));
}
