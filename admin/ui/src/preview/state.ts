import { batch, effect, signal } from '@preact/signals';
import { ApiError } from '../api/client.ts';
import { type RenderResponse, renderPage } from '../api/render.ts';
import { dirtyDocs } from '../editor/docs.ts';
import { files } from '../session/site.ts';
import { inlineStyles } from './inline-styles.ts';

/** What is previewed: an address of the site, or a file: a page with its sample parameters, an entry on its own page. */
export type Subject = { readonly url: string } | { readonly page: string };

export const DEVICES = { phone: 390, tablet: 820, full: 0 } as const;
export type Device = keyof typeof DEVICES;

export const subject = signal<Subject>({ url: '/' });
/** Whether the preview goes along when another page is opened. */
export const follows = signal(true);
export const device = signal<Device>('full');
export const inspecting = signal(false);

/** The last answer; one with a body is kept in `shown`, so that an error never blanks the preview. */
export const answer = signal<RenderResponse | null>(null);
export const shown = signal<{ readonly html: string; readonly url: string; readonly type: string } | null>(
  null,
);
export const rendering = signal(false);
/** Why there was no answer. */
export const previewProblem = signal('');
/** Milliseconds that the last answer took. */
export const took = signal(0);

/** Milliseconds of quiet before the server is asked. */
const QUIET = 40;

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
