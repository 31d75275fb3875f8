import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { mayWrite } from '../session/may.ts';
import { files } from '../session/site.ts';
import { say, sayError } from '../shell/toasts.ts';
import { nameOf, TEXTS } from './names.ts';
import { altOf, readTexts, saveAlt, texts, textsProblem } from './texts.ts';

/** The text for who does not see a picture of assets/, which all pages have unless they have one of their own. */
export function AltText({ path }: { path: string }) {
  const id = useId();
  const name = nameOf(path);
  const typed = useSignal<string | null>(null);
  useEffect(() => void readTexts().catch(sayError), [files.value.get(TEXTS)?.etag]);
  const saved = altOf(name);
  const value = typed.value ?? saved;
  const may = mayWrite(TEXTS) && texts.value !== null && textsProblem.value === '';
  const save = async () => {
    const sent = typed.value;
    try {
      await saveAlt(name, value.trim());
      // What was typed in the meantime is not saved yet.
      if (typed.value === sent) typed.value = null;
      say(`The text of ${name} is saved.`);
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <div class="field">
      <label for={id}>Text for who does not see it</label>
      <textarea
        id={id}
        class="input"
        rows={2}
        disabled={!may}
        value={value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
      <p class="hint">
        What the picture shows, in a sentence. Pages use it unless they have one of their own.
      </p>
      {may && value.trim() !== saved && (
        <div>
          <button type="button" class="button small" onClick={() => void save()}>
            Save the text
          </button>
        </div>
      )}
    </div>
  );
}
