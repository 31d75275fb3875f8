import { effect, signal } from '@preact/signals';
import { cursor, target } from '../editor/panes.ts';
import { activePath, openFile } from '../editor/tabs.ts';
import { files } from '../session/site.ts';
import { say } from '../shell/toasts.ts';
import { marking, subject } from './state.ts';

/** Whether a click in the preview opens the place in the source that printed what is below it. */
export const pointing = signal(false);

/** What the frame is told of pointing: see point-in-frame. */
export interface Pointer {
  readonly on: boolean;
  readonly path: string | undefined;
  readonly line: number;
  /** A selector of the element whose source is wanted. */
  readonly element: string | null;
}
export const pointer = signal<Pointer>({ on: false, path: undefined, line: 1, element: null });

/** The element that was clicked on a page without marks, until it is known where that is from. */
const wanted = signal<string | null>(null);

/** Keeps the frame at one with the editor's cursor, until the answer is called. */
export function pointFromEditor(): () => void {
  const stops = [
    effect(() => {
      pointer.value = {
        on: pointing.value,
        path: activePath(),
        line: cursor.value.line,
        element: wanted.value,
      };
    }),
    effect(() => {
      // A click with Alt marks the page that is shown, no other.
      subject.value;
      marking.value = pointing.value;
      wanted.value = null;
    }),
  ];
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) pointing.value = false;
  };
  addEventListener('keydown', leave);
  return () => {
    for (const stop of stops) stop();
    removeEventListener('keydown', leave);
  };
}

/** What a frame says of pointing. A page's own script may say so too, and more than that it can't. */
export interface Pointed {
  readonly meniscus?: unknown;
  readonly at?: unknown;
  readonly element?: unknown;
  /** Whether the page that says so was asked for with marks: a newer one may be on its way. */
  readonly asked?: unknown;
}

export function answerPointed({ meniscus, at, element, asked }: Pointed): void {
  if (meniscus === 'stop') pointing.value = false;
  if (meniscus === 'source' && typeof at === 'string') {
    wanted.value = null;
    openSource(at);
  }
  if (meniscus !== 'unmarked' || typeof element !== 'string') return;
  if (asked === true) {
    wanted.value = null;
    say('This page does not say where its elements are from: with that it takes more than a page may.');
    return;
  }
  marking.value = true;
  wanted.value = element;
}

/** Opens `partials/hero.liquid:12:5`. */
function openSource(place: string): void {
  const [, path, line, column] = /^(.+):(\d+):(\d+)$/.exec(place) ?? [];
  if (path === undefined || !files.value.has(path)) return;
  target.value = { path, line: Number(line), column: Number(column) };
  openFile(path);
}
