import type { ComponentChildren } from 'preact';
import { Dialog } from './dialog.tsx';

interface Props {
  readonly title: string;
  readonly size?: 'wide';
  /** What the button says that does it. */
  readonly action: string;
  /** Whether there is something to do, and nothing against it. */
  readonly ready: boolean;
  /** What goes on just now, beside the buttons. */
  readonly status?: ComponentChildren;
  readonly children: ComponentChildren;
  close(): void;
  submit(): void;
}

/** A dialog with a form: Cancel, and a button that does what is asked, as Enter does. */
export function FormDialog({ title, size, action, ready, status, children, close, submit }: Props) {
  return (
    <Dialog
      title={title}
      {...(size && { size })}
      close={close}
      submit={submit}
      footer={
        <>
          {status}
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="button" class="button primary" disabled={!ready} onClick={submit}>
            {action}
          </button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
