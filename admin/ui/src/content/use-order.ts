import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { mayWrite } from '../session/may.ts';
import { attempt } from '../shell/toasts.ts';
import { movedTo, newOrders } from './new-orders.ts';
import { writeOrders } from './reorder.ts';
import type { Row } from './shown-rows.ts';

export interface Ordering {
  /** As they were moved, before the server has it. */
  readonly rows: readonly Row[];
  /** What was done, for who cannot see it. */
  readonly said: string;
  /** Undefined where the order is not the person's to change. */
  readonly move: ((from: number, to: number) => void) | undefined;
}

/** The rows of a collection that can be moved, each move saved behind the one before. */
export function useOrder(name: string, rows: readonly Row[], order: 'up' | 'down' | undefined): Ordering {
  const moved = useSignal<readonly Row[] | null>(null);
  const said = useSignal('');
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const pending = useRef(0);
  const latest = useRef(rows);
  latest.current = rows;
  useEffect(() => {
    if (pending.current === 0) moved.value = null;
  }, [rows, moved]);
  const shown = moved.value ?? rows;
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
        // What was read meanwhile has it, or it is as it was.
        if (pending.current === 0 && (!isDone || latest.current !== rows)) moved.value = null;
      });
  };
  const may = order !== undefined && mayWrite(`content/${name}/a.md`);
  return { rows: shown, said: said.value, move: may ? move : undefined };
}
