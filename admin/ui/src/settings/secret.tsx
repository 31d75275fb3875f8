import { useSignal } from '@preact/signals';
import { Icon } from '../parts/icon.tsx';
import { sayError } from '../shell/toasts.ts';

/** A secret that is shown once, with a button that copies it. */
export function Secret({ text }: { text: string }) {
  const copied = useSignal(false);
  return (
    <div class="secret">
      <code>{text}</code>
      <button
        type="button"
        class="button"
        onClick={() =>
          navigator.clipboard.writeText(text).then(() => {
            copied.value = true;
          }, sayError)
        }
      >
        <Icon name={copied.value ? 'check' : 'copy'} />
        {copied.value ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
