import { useEffect, useMemo, useRef } from 'preact/hooks';
import { isData, partsOf } from '../../../../site/forms/parts-of.ts';
import { saidAt } from '../../../../site/forms/said-at.ts';
import type { Doc } from '../editor/docs.ts';
import { TextField } from '../write/text-field.tsx';
import { Asked } from './asked.tsx';
import { FormControls } from './form-controls.tsx';
import { FormDoc } from './form-doc.ts';
import { formOpen } from './form-open.ts';
import { FormPath } from './known-values.ts';
import { Said } from './notes.tsx';
import './form.css';

/** A file as a form, in place of its text. */
export function FormView({ doc }: { doc: Doc }) {
  const form = useMemo(() => new FormDoc(doc), [doc]);
  useEffect(() => form.follow(), [form]);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // What a save was refused for is to be seen, on a phone too.
    if (form.refused.value > 0) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form.refused.value]);
  if (form.broken.value) return <Broken />;
  const shown = form.form.value;
  if (!shown) return <div class="loading" aria-busy="true" />;
  const { body } = partsOf(doc.path, doc.text.peek());
  const said = saidAt(doc.diagnostics.value, shown.controls, shown.places, body);
  return (
    <FormPath.Provider value={doc.path}>
      <Said.Provider value={said.at}>
        <form
          ref={box}
          class="entry-form"
          aria-label={`Form of ${doc.path}`}
          onSubmit={(event) => event.preventDefault()}
          onFocusOut={({ target, relatedTarget }) => {
            const field = target instanceof Element && target.closest('.field');
            const isInside = relatedTarget instanceof Node && field && field.contains(relatedTarget);
            if (field && !isInside) form.leave(field.querySelector('label')?.htmlFor ?? '');
          }}
        >
          <Asked form={form} />
          {said.rest.map(({ message, severity }) => (
            <p key={message} class={severity === 'error' ? 'note bad' : 'note warn'} role="alert">
              {message}
            </p>
          ))}
          <FormControls form={form} shown={shown} />
          {!isData(doc.path) && <TextField form={form} />}
        </form>
      </Said.Provider>
    </FormPath.Provider>
  );
}

function Broken() {
  return (
    <div class="note bad workbench-note row wrap" role="alert">
      <p class="grow">There is an error in how this file is written, so it has no form now.</p>
      <button
        type="button"
        class="button small"
        onClick={() => {
          formOpen.value = false;
        }}
      >
        Open its text
      </button>
    </div>
  );
}
