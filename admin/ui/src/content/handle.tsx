import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { Icon } from '../parts/icon.tsx';
import { ROW } from './shown-rows.ts';

type Move = (from: number, to: number) => void;

/** A row that is dragged by its handle, with mouse, pen or finger. */
export interface Drag {
  begin(event: PointerEvent, at: number): void;
  classOf(at: number): string;
}

/** Pixels from an edge of the table within which it scrolls. */
const EDGE = 40;

export function useDrag(box: RefObject<HTMLElement>, count: number, move: Move | undefined): Drag {
  const dragged = useSignal<{ readonly from: number; readonly to: number } | null>(null);
  const begin = (event: PointerEvent, from: number) => {
    const table = box.current;
    const handle = event.currentTarget;
    if (!table || !(handle instanceof HTMLElement) || !move || event.button !== 0) return;
    handle.setPointerCapture(event.pointerId);
    const drag = ({ clientY }: PointerEvent) => {
      const { top, bottom } = table.getBoundingClientRect();
      if (clientY < top + EDGE) table.scrollTop -= ROW / 4;
      if (clientY > bottom - EDGE) table.scrollTop += ROW / 4;
      const head = table.querySelector('thead')?.getBoundingClientRect().height ?? 0;
      const at = Math.floor((clientY - top - head + table.scrollTop) / ROW);
      dragged.value = { from, to: Math.max(0, Math.min(count - 1, at)) };
    };
    const end = ({ type }: PointerEvent) => {
      handle.removeEventListener('pointermove', drag);
      handle.removeEventListener('pointerup', end);
      handle.removeEventListener('pointercancel', end);
      const to = dragged.value?.to ?? from;
      dragged.value = null;
      if (type === 'pointerup') move(from, to);
    };
    handle.addEventListener('pointermove', drag);
    handle.addEventListener('pointerup', end);
    handle.addEventListener('pointercancel', end);
  };
  const classOf = (at: number): string => {
    const now = dragged.value;
    if (!now) return '';
    if (at === now.from) return 'dragged';
    return at !== now.to ? '' : now.to < now.from ? 'drop-above' : 'drop-below';
  };
  return { begin, classOf };
}

interface Props {
  readonly title: string;
  readonly at: number;
  readonly move: Move;
  readonly drag: Drag;
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowUp', -1],
  ['ArrowDown', 1],
]);

/** What a row is dragged by; the arrow keys move it too. */
export function Handle({ title, at, move, drag }: Props) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Move ${title}`}
      title={`Move ${title}: drag it, or press ↑ and ↓`}
      onPointerDown={(event) => drag.begin(event, at)}
      onKeyDown={(event) => {
        const step = STEPS.get(event.key);
        if (step === undefined) return;
        event.preventDefault();
        const handle = event.currentTarget;
        move(at, at + step);
        // A row that is put elsewhere loses the focus.
        requestAnimationFrame(() => {
          handle.focus();
          handle.scrollIntoView({ block: 'nearest' });
        });
      }}
    >
      <Icon name="drag" />
    </button>
  );
}
