import { effect, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { bodyOf, partsOf, withBody } from '../../../../site/forms/parts-of.ts';
import { waitAfterKey } from '../editor/after-key.ts';
import { type Doc, setText } from '../editor/docs.ts';
import type { FormDoc } from '../form/form-doc.ts';
import { plural } from '../parts/words.ts';
import { mayWrite } from '../session/may.ts';
import { sayError } from '../shell/toasts.ts';
import { altOf, Pictures } from './pictures.ts';
import { SendingList } from './sending.tsx';
import type { TextEditor } from './text-editor.ts';
import { Toolbar } from './toolbar.tsx';
import './text-field.css';

/** The text of an entry: tools, an editor for it, and what is on its way. Code of editors is loaded when it is first shown. */
export function TextField({ form }: { form: FormDoc }) {
  const { doc } = form;
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<TextEditor | null>(null);
  const pictures = useMemo(() => new Pictures(doc.path), [doc]);
  const isFull = useSignal(false);
  const isMarkdown = doc.path.endsWith('.md');
  const words = useSignal(0);
  useSignalEffect(() => {
    const text = doc.text.value;
    const timer = setTimeout(() => {
      words.value = countWords(bodyOf(doc.path, text) ?? '');
    }, PAUSE);
    return () => clearTimeout(timer);
  });
  const place = (files: readonly File[], at?: number) =>
    placeFiles(editor.current, pictures, files, at, isMarkdown);
  useEffect(() => {
    let close: (() => void) | undefined;
    let gone = false;
    import('./text-editor.ts').then(({ TextEditor }) => {
      if (gone || !parent.current) return;
      const attached = attach(TextEditor, parent.current, form, pictures, place);
      editor.current = attached.editor;
      close = attached.close;
    }, sayError);
    return () => {
      gone = true;
      close?.();
      editor.current = null;
    };
  }, [form, pictures]);
  return (
    <div class={`field text-field ${isFull.value ? 'full' : ''}`}>
      <span class="label">Text</span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves what a button of it opened */}
      <div
        class="text-editor"
        data-keys={isMarkdown ? 'mod+b mod+k' : ''}
        data-takes-files
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) isFull.value = false;
        }}
      >
        <div class="text-head">
          {mayWrite(doc.path) && (
            <Toolbar
              isMarkdown={isMarkdown}
              isFull={isFull}
              use={(tool) => editor.current?.use(tool)}
              insert={(text) => editor.current?.insert(text)}
              place={(files) => place(files)}
            />
          )}
          <SendingList pictures={pictures} />
        </div>
        <div ref={parent} class="text" />
        <p class="hint foot" role="status">
          {plural(words.value, 'word')}
        </p>
      </div>
    </div>
  );
}

const countWords = (text: string): number => {
  let count = 0;
  for (const [word] of text.matchAll(/\S+/g)) if (/[\p{L}\p{N}]/u.test(word)) count++;
  return count;
};

/** Uploads files and puts each where it was dropped, once it is there. */
function placeFiles(
  editor: TextEditor | null,
  pictures: Pictures,
  files: readonly File[],
  at: number | undefined,
  isMarkdown: boolean,
): void {
  if (!editor) return;
  for (const file of files) {
    const id = editor.mark(at ?? editor.at(), file.name || 'a picture');
    pictures.upload(file).then((path) => {
      const alt = altOf(file);
      const image = isMarkdown
        ? `![${alt}](/${path})`
        : `<img src="/${path}" alt="${alt.replaceAll('"', '&quot;')}">`;
      editor.settle(id, path === undefined ? '' : image);
    }, sayError);
  }
}

/** An editor that is kept at one with the text of a doc below its values. */
function attach(
  Editor: typeof TextEditor,
  parent: HTMLElement,
  form: FormDoc,
  pictures: Pictures,
  place: (files: readonly File[], at?: number) => void,
): { editor: TextEditor; close(): void } {
  const { doc } = form;
  const keys = new Keys(doc, () => editor.text());
  const editor = new Editor(
    parent,
    {
      path: doc.path,
      isReadOnly: !mayWrite(doc.path),
      changed: () => keys.pressed(),
      files: place,
      rich: async (html) => (await import('./rich.ts')).richText(html, pictures),
    },
    bodyOf(doc.path, doc.text.peek()) ?? '',
  );
  form.take = () => keys.take();
  const stops = [
    effect(() => {
      const body = bodyOf(doc.path, doc.text.value) ?? '';
      // Keys that were not taken yet win: what came from elsewhere was merged with those before.
      if (!keys.waiting) editor.setText(body);
    }),
    effect(() => {
      const { body = 0 } = partsOf(doc.path, doc.text.peek());
      const above = doc.text.peek().slice(0, body).split('\n').length - 1;
      editor.setDiagnostics(doc.diagnostics.value, above);
    }),
  ];
  const close = () => {
    keys.take();
    form.take = () => {};
    for (const stop of stops) stop();
    editor.destroy();
  };
  return { editor, close };
}

/** Characters of a text that is taken in pauses only, and milliseconds without a key that are one. */
const LONG = 20_000;
const PAUSE = 150;

/** Takes what is typed into a doc, behind the keys, so that typing never waits. */
class Keys {
  readonly #doc: Doc;
  readonly #text: () => string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = Number.NEGATIVE_INFINITY;

  constructor(doc: Doc, text: () => string) {
    this.#doc = doc;
    this.#text = text;
  }

  get waiting(): boolean {
    return this.#timer !== undefined;
  }

  pressed(): void {
    const now = performance.now();
    const { length } = this.#doc.text.peek();
    const wait = length > LONG ? PAUSE : waitAfterKey(now - this.#last, length);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.take(), wait);
    this.#last = now;
  }

  take(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    setText(this.#doc, withBody(this.#doc.path, this.#doc.text.peek(), this.#text()));
  }
}
