import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface Props {
  readonly title: string;
  readonly size?: 'wide' | 'full' | undefined;
  readonly footer?: ComponentChildren;
  readonly children: ComponentChildren;
  close(): void;
  submit?(): void;
}

/** A modal dialog: the platform's own, which keeps focus inside, closes on Escape and gives focus back. */
export function Dialog({ title, size, footer, children, close, submit }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} class={`dialog ${size ?? ''}`} aria-labelledby={id} onClose={close}>
      <header>
        <h2 id={id}>{title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <form
        class="content"
        onSubmit={(event) => {
          event.preventDefault();
          submit?.();
        }}
      >
        {children}
        {/* A form of several fields sends on Enter only when it has a button to do so. */}
        <button type="submit" hidden />
      </form>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}
