import type { FormDoc } from './form-doc.ts';

const CHOICES = { here: 'Change it here only', anchor: 'Change it everywhere' } as const;

/** Asks where a change is to be made of a value that is used in several places. */
export function Asked({ form }: { form: FormDoc }) {
  const asked = form.asked.value;
  if (!asked) return null;
  return (
    <div class="note warn row wrap asked" role="alert">
      <p class="grow">{asked.message}</p>
      {asked.choices.map((where) => (
        <button key={where} type="button" class="button small" onClick={() => form.answer(where)}>
          {CHOICES[where]}
        </button>
      ))}
      <button type="button" class="button small" onClick={() => form.answer(undefined)}>
        Leave it
      </button>
    </div>
  );
}
