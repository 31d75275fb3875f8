import { useEffect, useMemo } from 'preact/hooks';
import { saidAt } from '../../../../site/forms/said-at.ts';
import type { Doc } from '../editor/docs.ts';
import { Asked } from '../form/asked.tsx';
import { FormControl } from '../form/control.tsx';
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
  const order = shown.controls.map(({ path }) => String(path.at(-1)));
  return (
    <FormPath.Provider value={doc.path}>
      <Said.Provider value={said.at}>
        <Asked form={form} />
        <div class="own-fields" key={form.left.value}>
          {shown.controls.map((control) => (
            <FormControl
              key={control.path.join('.')}
              control={control}
              order={order}
              change={(change) => form.change(change)}
            />
          ))}
        </div>
      </Said.Provider>
    </FormPath.Provider>
  );
}
