import { saveDoc, setText } from '../editor/docs.ts';
import { editYaml } from '../language/client.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useSubmission } from '../parts/use-submission.ts';
import { siteDoc } from '../settings/site-form.ts';
import { closeDialog } from '../shell/dialogs.ts';
import { say } from '../shell/toasts.ts';

export interface Moved {
  readonly from: string;
  readonly to: string;
}

/** After a rename that gives a page or an entry another address: offers a redirect from the one that it had. */
export function KeepAddress({ from, to }: Moved) {
  const { busy, refused, submit } = useSubmission();
  const keep = () =>
    submit(async () => {
      await addRedirect({ from, to });
      closeDialog();
    });
  return (
    <FormDialog
      title="Keep the old address working?"
      close={closeDialog}
      submit={keep}
      action="Add the redirect"
      ready={!busy.value}
    >
      <p>
        The address changes from <span class="mono">{from}</span> to <span class="mono">{to}</span>. A
        redirect in site.yaml leads visitors and links from the old address to the new one.
      </p>
      {refused.value && <p class="problem">{refused.value}</p>}
    </FormDialog>
  );
}

/** Writes it into site.yaml, and saves that, unless it has changes that are not saved: then it goes with them. */
async function addRedirect({ from, to }: Moved): Promise<void> {
  const doc = await siteDoc();
  const before = doc.text.peek();
  const wasDirty = doc.dirty.peek();
  // A redirect away from the new address would be in the way of the page.
  const edited = await editYaml(before, [
    { keys: ['redirects', to], value: undefined },
    { keys: ['redirects', from], value: to },
  ]);
  if (edited === undefined) throw new Error('site.yaml has an error: open the file to mend it.');
  if (doc.text.peek() !== before) throw new Error('site.yaml was changed just now. Try again.');
  setText(doc, edited);
  if (wasDirty) say('The redirect is in site.yaml, which has other changes that are not saved yet.');
  else if (await saveDoc(doc)) say(`${from} leads to ${to} from the next publish on.`);
}
