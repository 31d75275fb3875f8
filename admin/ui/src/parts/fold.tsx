import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

interface Props {
  readonly line: ComponentChildren;
  /** A control in front of the line. */
  readonly before?: ComponentChildren;
  content(): ComponentChildren;
}

/** An item of a list of changes: a line that opens to show what `content` makes, which is not made before. */
export function Fold({ line, before, content }: Props) {
  const open = useSignal(false);
  return (
    <li class={before ? 'with-choice' : ''}>
      {before}
      <button
        type="button"
        class="change"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <span class="twist">
          <Icon name="chevron" />
        </span>
        {line}
      </button>
      {open.value && content()}
    </li>
  );
}
