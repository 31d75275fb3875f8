import { Fragment } from 'preact';
import { question } from '../media/question.ts';
import { TooLarge } from '../media/too-large.tsx';
import { FormControl } from './control.tsx';
import type { Form, FormDoc } from './form-doc.ts';
import { patient } from './untouched.ts';

/** The controls of a form, one below the other, and what is asked of pictures that they take. Changes that were left take what controls show of them along. */
export function FormControls({ form, shown }: { form: FormDoc; shown: Form }) {
  const order = shown.controls.map(({ path }) => String(path.at(-1)));
  return (
    <Fragment key={form.left.value}>
      {patient(shown.controls, form.untouched.value).map((control) => (
        <FormControl
          key={control.path.join('.')}
          control={control}
          order={order}
          change={(change, isNow = false) => form.change(change, { isNow })}
        />
      ))}
      {question.value && <TooLarge {...question.value} />}
    </Fragment>
  );
}
