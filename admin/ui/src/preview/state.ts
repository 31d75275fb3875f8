import { batch, effect, signal } from '@preact/signals';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { ApiError } from '../api/client.ts';
import { type RenderResponse, renderPage } from '../api/render.ts';
import { dirtyDocs } from '../editor/docs.ts';
import { files } from '../session/site.ts';
import { readStored, store } from '../shell/browser-storage.ts';
import { inlineStyles } from './inline-styles.ts';

/** What is previewed: an address of the site, or a file: a page with its sample parameters, an entry on its own page. */
export type Subject = { readonly url: string } | { readonly page: string };

/** Widths to show a page at, in CSS pixels; 0 is that of the pane. */
export const WIDTHS: readonly (readonly [pixels: number, label: string])[] = [
  [0, 'Fits the pane'],
  [390, 'Phone, 390'],
  [820, 'Tablet, 820'],
  [1280, 'Laptop, 1280'],
  [1440, 'Desktop, 1440'],
];

export const subject = signal<Subject>({ url: '/' });
/** Whether the preview goes along when another page is opened. */
export const follows = signal(true);
export const width = signal(readWidth());
export const inspecting = signal(false);

/** The last answer; one with a body is kept in `shown`, so that an error never blanks the preview. */
export const answer = signal<RenderResponse | null>(null);
export const shown = signal<{ readonly html: string; readonly url: string; readonly type: string } | null>(
  null,
);
export const rendering = signal(false);
/** Why there was no answer. */
export const previewProblem = signal('');
/** What is wrong with the page, once that has held for a while: see `settleErrors`. */
export const settledErrors = signal<readonly Diagnostic[]>([]);
/** Milliseconds that the last answer took. */
export const took = signal(0);

function readWidth(): number {
  const kept = Number(readStored('preview-width'));
  return WIDTHS.some(([pixels]) => pixels === kept) ? kept : 0;
}

effect(() => {
  store('preview-width', String(width.value));
});

/** Milliseconds of quiet before the server is asked. */
const QUIET = 40;

/** Milliseconds without a change after which errors are shown: half a tag is an error until it is typed. */
const PAUSE = 1_000;

/** Shows errors after a pause, and takes them away at once; until the answer is called. */
export function settleErrors(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const found = answer.value?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
    // A key begins the pause anew, also before there is an answer to it.
    for (const doc of dirtyDocs.value) doc.text.value;
    clearTimeout(timer);
    // Nor is an error shown of a text that is no longer there: what is there is being rendered.
    const isPending = rendering.value;
    if (found.length === 0) settledErrors.value = [];
    else if (!isPending) timer = setTimeout(() => (settledErrors.value = found), PAUSE);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Renders now and whenever what it depends on changes, until the answer is called. */
export function keepPreviewing(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  const stop = effect(() => {
    const what = subject.value;
    const texts = dirtyDocs.value.map((doc) => [doc.path, doc.text.value] as const);
    // A save, and a change by somebody else, show as well.
    files.value;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running?.abort();
      running = new AbortController();
      void render(what, texts, running.signal);
    }, QUIET);
  });
  return () => {
    stop();
    clearTimeout(timer);
    running?.abort();
  };
}

async function render(
  what: Subject,
  texts: readonly (readonly [string, string])[],
  abort: AbortSignal,
): Promise<void> {
  const started = performance.now();
  rendering.value = true;
  const templates = texts.filter(([path]) => !path.startsWith('assets/'));
  try {
    const found = await renderPage({ ...what, files: Object.fromEntries(templates) }, abort);
    batch(() => {
      took.value = Math.round(performance.now() - started);
      answer.value = found;
      previewProblem.value = '';
      rendering.value = false;
      if (found.body !== null)
        shown.value = {
          html: inlineStyles(found.body, texts),
          url: found.url ?? ('url' in what ? what.url : '/'),
          type: found.type ?? 'text/html',
        };
    });
  } catch (error) {
    if (abort.aborted) return;
    rendering.value = false;
    if (!(error instanceof ApiError)) throw error;
    previewProblem.value = error.message;
    // The page that was shown is another's: an entry that no page shows would look like it.
    if (error.status === 404) shown.value = { html: '', url: '/', type: 'text/html' };
  }
}
