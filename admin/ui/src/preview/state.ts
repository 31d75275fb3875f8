import { batch, effect, signal } from '@preact/signals';
import { ApiError } from '../api/client.ts';
import { type RenderResponse, renderPage } from '../api/render.ts';
import { dirtyDocs } from '../editor/docs.ts';
import { files } from '../session/site.ts';
import { readStored, store } from '../shell/browser-storage.ts';
import { inlineStyles } from './inline-styles.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { settling } from './settled-errors.ts';
import { changed, rendered } from './settling.ts';

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
/** Whether the page is rendered with marks that say where each element is from, which takes longer. */
export const marking = signal(false);

export interface Shown {
  readonly html: string;
  readonly url: string;
  readonly type: string;
  /** Whether marks were asked for. */
  readonly marked: boolean;
}

/** The last answer; one with a body is kept in `shown`, so that an error never blanks the preview. */
export const answer = signal<RenderResponse | null>(null);
export const shown = signal<Shown | null>(null);
export const rendering = signal(false);
/** Why there was no answer. */
export const previewProblem = signal('');
/** Milliseconds that the last answer took. */
export const took = signal(0);

function readWidth(): number {
  const kept = Number(readStored('preview-width'));
  return WIDTHS.some(([pixels]) => pixels === kept) ? kept : 0;
}

effect(() => {
  store('preview-width', String(width.value));
});

/** Milliseconds of quiet before the server is asked when no text changed: several things may at once. */
const QUIET = 15;
/** Milliseconds after which an answer is not waited for, when there is something newer to ask. */
const PATIENCE = 2_000;

/** Renders now and whenever what it depends on changes, until the answer is called. */
export function keepPreviewing(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shows: Subject | undefined;
  const renders = new OneAtATime(render, PATIENCE);
  let before: Texts = [];
  const stop = effect(() => {
    const what = subject.value;
    const texts = dirtyDocs.value.map((doc) => [doc.path, doc.text.value] as const);
    // A save, and a change by somebody else, show as well.
    files.value;
    const marks = marking.value;
    const isTyped = !isSame(before, texts);
    settling.value = changed(settling.peek(), isTyped ? performance.now() : undefined);
    const { version } = settling.peek();
    before = texts;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        // Nobody waits for a page that is not wanted any more.
        renders.run({ what, texts, marks, version }, shows !== what);
        shows = what;
      },
      isTyped ? 0 : QUIET,
    );
  });
  return () => {
    stop();
    clearTimeout(timer);
    renders.stop();
  };
}

/** Texts that are not saved, by path. */
type Texts = readonly (readonly [path: string, text: string])[];

const isSame = (some: Texts, others: Texts): boolean =>
  some.length === others.length &&
  some.every(([path, text], n) => path === others[n]?.[0] && text === others[n][1]);

interface Asked {
  readonly what: Subject;
  readonly texts: Texts;
  readonly marks: boolean;
  readonly version: number;
}

async function render({ what, texts, marks, version }: Asked, abort: AbortSignal): Promise<void> {
  const started = performance.now();
  rendering.value = true;
  const templates = texts.filter(([path]) => !path.startsWith('assets/'));
  try {
    const found = await renderPage(
      { ...what, files: Object.fromEntries(templates), marks, versions: true },
      abort,
    );
    batch(() => {
      took.value = Math.round(performance.now() - started);
      answer.value = found;
      settling.value = rendered(
        settling.peek(),
        version,
        found.diagnostics.filter(({ severity }) => severity === 'error'),
      );
      previewProblem.value = '';
      rendering.value = false;
      if (found.body !== null)
        show({
          html: inlineStyles(found.body, texts),
          url: found.url ?? ('url' in what ? what.url : '/'),
          type: found.type ?? 'text/html',
          marked: marks,
        });
    });
  } catch (error) {
    if (abort.aborted) return;
    rendering.value = false;
    if (!(error instanceof ApiError)) throw error;
    previewProblem.value = error.message;
    settling.value = rendered(settling.peek(), version, []);
    // The page that was shown is another's: an entry that no page shows would look like it.
    if (error.status === 404) show({ html: '', url: '/', type: 'text/html', marked: marks });
  }
}

/** Shows a page, unless it is the one that is shown: drawn anew, it would lose a click that is half done. */
function show(page: Shown): void {
  const now = shown.value;
  const { html, url, type, marked } = page;
  if (now?.html === html && now.url === url && now.type === type && now.marked === marked) return;
  shown.value = page;
}
