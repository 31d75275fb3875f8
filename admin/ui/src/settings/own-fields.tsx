import { useEffect, useMemo } from 'preact/hooks';
import { saidAt } from '../../../../site/forms/said-at.ts';
import type { Doc } from '../editor/docs.ts';
import { Asked } from '../form/asked.tsx';
import { FormControls } from '../form/form-controls.tsx';
import { FormDoc } from '../form/form-doc.ts';
import { FormPath } from '../form/known-values.ts';
import { Said } from '../form/notes.tsx';
import '../form/form.css';

/** The values of site.yaml that are the site's own, such as an address or a line below the title: each as what it looks like. */
export function OwnFields({ doc }: { doc: Doc }) {
  const form = useMemo(() => new FormDoc(doc), [doc]);
  useEffect(() => form.follow(), [form]);
  const shown = form.form.value;
  if (!shown || shown.controls.length === 0) return null;
  const said = saidAt(doc.diagnostics.value, shown.controls, shown.places);
  return (
    <FormPath.Provider value={doc.path}>
      <Said.Provider value={said.at}>
        <Asked form={form} />
        <div class="own-fields">
          <FormControls form={form} shown={shown} />
        </div>
      </Said.Provider>
    </FormPath.Provider>
  );
}
