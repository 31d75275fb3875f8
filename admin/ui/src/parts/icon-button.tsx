import type { ComponentChildren } from 'preact';

interface Props {
  readonly label: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly disabled?: boolean;
  /** Of what is on or off. */
  readonly pressed?: boolean;
  /** Whether the focus, and the selection of a text, stay where they are. */
  readonly keepsFocus?: boolean;
  readonly children: ComponentChildren;
  run(): void;
}

/** A button that shows an icon and is named by its label. */
export function IconButton({ label, keys, disabled, pressed, keepsFocus, children, run }: Props) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      disabled={disabled}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      {...(keepsFocus && { onPointerDown: (event: PointerEvent) => event.preventDefault() })}
      onClick={run}
    >
      {children}
    </button>
  );
}
