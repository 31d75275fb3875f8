import { effect, signal } from '@preact/signals';
import type { Control } from '../../../../site/forms/control.ts';
import { partsOf } from '../../../../site/forms/parts-of.ts';
import type { Where } from '../../../../site/forms/yaml/edit.ts';
import type { Change } from '../../../../site/forms/yaml/value.ts';
import { readSaved } from '../editor/checking.ts';
import { type Doc, setText } from '../editor/docs.ts';
import { changeFile, readForm } from '../language/client.ts';
import type { ReadForm } from '../language/forms.ts';
import { go } from '../shell/route.ts';
import { say, sayError } from '../shell/toasts.ts';
import { formOpen } from './form-open.ts';
import { changeAfter, noteChange, noteRefused } from './moved-path.ts';
import { untouchedOf } from './untouched.ts';

/** A file as a form: its controls, and where their values are written. */
export type Form = ReadForm;

/** A change of a value that is used in several places: it has to be said where. */
export interface Asked {
  readonly change: Change;
  readonly message: string;
  readonly choices: readonly Where[];
}

/** A file that is open, as a form: a second view of the one text, which leads. What is typed is written into it, change by change. */
export class FormDoc {
  readonly doc: Doc;
  /** Null until it is read, and while the text is no YAML. */
  readonly form = signal<Form | null>(null);
  readonly broken = signal(false);
  readonly asked = signal<Asked | null>(null);
  /** Counts the changes that were left: what controls show of them goes with them. */
  readonly left = signal(0);
  /** The ids of required controls that nobody has filled in, left or tried to save since they came. */
  readonly untouched = signal<ReadonlySet<string>>(new Set());
  /** Counts the saves that failed. */
  readonly refused = signal(0);
  /** Takes what was typed into the text below the values, and is not in the doc yet. */
  take: () => void = () => {};
  #writing: Promise<void> = Promise.resolve();
  #waiting = 0;
  /** The values of the text that the form was read from. */
  #shown: string | undefined;
  /** Changes that are not in what is shown. */
  #since: readonly Change[] = [];

  constructor(doc: Doc) {
    this.doc = doc;
  }

  /** Reads the form now and whenever the text changes, until the function it returns is called. */
  follow(): () => void {
    const { doc } = this;
    const stop = effect(() => {
      this.#read(doc.text.value).catch(sayError);
    });
    let isSaving = false;
    const stopTrying = effect(() => {
      if (doc.saving.value) this.untouched.value = new Set();
      else if (isSaving && doc.dirty.peek()) this.refused.value = this.refused.peek() + 1;
      isSaving = doc.saving.value;
    });
    // Who saves at once saves what was typed just now, too.
    const flush = () => {
      this.take();
      return this.#writing;
    };
    doc.flush = flush;
    return () => {
      stop();
      stopTrying();
      if (doc.flush === flush) doc.flush = () => {};
    };
  }

  /**
   * Writes a change into the text, behind those that were made before it. Its path is that of what is shown, where items may stand that were
   * moved or removed a moment ago; with `isNow`, of what the text has after those.
   */
  change(
    made: Change,
    { where, isNow = false }: { readonly where?: Where; readonly isNow?: boolean } = {},
  ): void {
    const { path } = this.doc;
    const length = itemsAt(this.form.peek()?.controls ?? [], made.path);
    const change = isNow ? made : changeAfter(made, this.#since, length);
    if (!change) return;
    this.#since = [...this.#since, change];
    noteChange(path, change);
    this.#queue(async (text) => {
      const edited = await changeFile(path, text, change, where);
      if (edited.ok) return edited.text;
      noteRefused(path, change);
      this.#since = this.#since.filter((each) => each !== change);
      if (edited.why === 'shared')
        this.asked.value = { change, message: edited.message, choices: edited.choices ?? [] };
      else this.#refuse(edited.message);
      return undefined;
    });
  }

  /** What no form can change is changed in the text. */
  #refuse(message: string): void {
    formOpen.value = false;
    go({ view: 'edit', path: this.doc.path });
    say(`${message} It is open as a text now.`);
  }

  /** Says where the change is to be made that was asked about; nothing leaves all as it was. */
  answer(where: Where | undefined): void {
    const asked = this.asked.value;
    this.asked.value = null;
    if (asked && where) this.change(asked.change, { where, isNow: true });
    else this.left.value++;
  }

  #queue(edit: (text: string) => Promise<string | undefined>): void {
    this.#waiting++;
    this.#writing = this.#writing
      .then(async () => {
        for (;;) {
          const before = this.doc.text.peek();
          const edited = await edit(before);
          // Somebody else's save came in between: what was typed goes into that one.
          if (this.doc.text.peek() !== before) continue;
          if (edited !== undefined) setText(this.doc, edited);
          return;
        }
      })
      .catch(sayError)
      .finally(() => {
        this.#waiting--;
        if (this.#waiting === 0) this.#read(this.doc.text.peek()).catch(sayError);
      });
  }

  async #read(text: string): Promise<void> {
    // What is shown while more is on its way would be older than what is typed.
    if (this.#waiting > 0) return;
    const values = text.slice(0, partsOf(this.doc.path, text).body);
    // Who types the text below changes no value.
    if (values === this.#shown && this.form.peek()) {
      this.#since = [];
      return;
    }
    const form = await readForm(this.doc.path, text, readSaved);
    if (this.doc.text.peek() !== text || this.#waiting > 0) return;
    this.#since = [];
    this.broken.value = form === null;
    this.#shown = form ? values : undefined;
    if (!form) return;
    const before = this.form.peek()?.controls;
    // What a file lacks that is saved is no news.
    if (before || this.doc.saved.peek().etag === null)
      this.untouched.value = untouchedOf(form.controls, before ?? [], this.untouched.peek());
    this.form.value = form;
  }

  /** Says that somebody has left a control. */
  leave(id: string): void {
    const { untouched } = this;
    if (untouched.value.has(id))
      untouched.value = new Set([...untouched.value].filter((each) => each !== id));
  }
}

/** How many items are shown of the list at a path; 0 where it is none. */
function itemsAt(controls: readonly Control[], path: Control['path']): number {
  const found = controls.find((each) => each.path.every((name, at) => name === path[at]));
  if (!found) return 0;
  return found.path.length === path.length ? found.controls.length : itemsAt(found.controls, path);
}
