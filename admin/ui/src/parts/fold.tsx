import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

/** An item of a list of changes: a line that opens to show what `content` makes, which is not made before. */
export function Fold({ line, content }: { line: ComponentChildren; content: () => ComponentChildren }) {
  const open = useSignal(false);
  return (
    <li>
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
