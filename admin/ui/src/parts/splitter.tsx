import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';

interface Props {
  readonly label: string;
  /** Percent of the width that the pane behind it has. */
  readonly value: Signal<number>;
  readonly least: number;
  readonly most: number;
}

const STEP = 2;

/** The line between two panes, which is dragged, or moved with the arrow keys; a double click puts it in the middle. */
export function Splitter({ label, value, least, most }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const set = (percent: number) => {
    value.value = Math.round(Math.min(most, Math.max(least, percent)) * 10) / 10;
  };
  const drag = (event: PointerEvent) => {
    const room = bar.current?.parentElement?.getBoundingClientRect();
    if (room && bar.current?.hasPointerCapture(event.pointerId))
      set(((room.right - event.clientX) / room.width) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, value.value, least, most);
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is the ARIA pattern of a splitter; hr has no value
    <div
      ref={bar}
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={Math.round(value.value)}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onDblClick={() => set(50)}
      onKeyDown={onKeyDown}
    />
  );
}

function keyTarget(key: string, now: number, least: number, most: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return now + STEP;
    case 'ArrowRight':
      return now - STEP;
    case 'Home':
      return most;
    case 'End':
      return least;
    default:
      return undefined;
  }
}
