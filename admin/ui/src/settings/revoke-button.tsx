import { useSignal } from '@preact/signals';

/** Revoking can't be undone, so it asks: the second press does it. */
export function RevokeButton({ name, revoke }: { name: string; revoke(): Promise<void> }) {
  const asked = useSignal(false);
  return (
    <button
      type="button"
      class="button small danger"
      aria-label={asked.value ? `Really revoke ${name}` : `Revoke ${name}`}
      onBlur={() => {
        asked.value = false;
      }}
      onClick={() => {
        if (asked.value) void revoke();
        asked.value = !asked.value;
      }}
    >
      {asked.value ? 'Really revoke?' : 'Revoke'}
    </button>
  );
}
