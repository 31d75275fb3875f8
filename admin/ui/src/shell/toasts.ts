import { signal } from '@preact/signals';
import { messageOf } from '../../../../schema/message-of.ts';
import { ApiError, whenReached } from '../api/client.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly text: string;
  /** What it is about: the next message about the same takes its place, and its success takes an error away. */
  readonly about?: string | undefined;
  readonly action?: { readonly label: string; run(): void };
}

export const toasts = signal<readonly Toast[]>([]);

/** Milliseconds that a message stays: long enough to read, longer when there is something to do. */
const STAY = 6_000;
const STAY_WITH_ACTION = 12_000;
/** What errors are about that say that there was no answer. */
const CONNECTION = 'connection';

let last = 0;

/** Says something in the corner. Errors stay until they are dismissed, or until what failed succeeds. */
export function say(text: string, action?: Toast['action'], about?: string): void {
  const id = add({ tone: 'info', text, about, ...(action && { action }) });
  setTimeout(() => dismiss(id), action ? STAY_WITH_ACTION : STAY);
}

/** How browsers say that the code of a screen could not be loaded. */
const PART_MISSING = /dynamically imported module|importing a module script failed|unable to preload css/i;

/** Says what went wrong. `about` names what was tried: `settle` of the same takes it back. */
export function sayError(error: unknown, about?: string): void {
  const text = messageOf(error);
  if (PART_MISSING.test(text)) {
    sayPartMissing();
    return;
  }
  const lost = error instanceof ApiError && error.status === 0;
  add({ tone: 'error', text, about: lost ? CONNECTION : about });
}

/** A page that was opened before an update asks for files that are gone. */
function sayPartMissing(): void {
  const text =
    'A part of the editor could not be loaded: there is no connection, or the editor was updated after this page was opened. Reload it; what is not saved is kept in this browser.';
  const action = { label: 'Reload', run: () => location.reload() };
  add({ tone: 'error', text, about: 'a part of the editor', action });
}

/** Takes back errors about something that has succeeded since. */
export function settle(about: string): void {
  const left = toasts.value.filter((toast) => toast.tone !== 'error' || toast.about !== about);
  if (left.length < toasts.value.length) toasts.value = left;
}

/** Takes back all that was said about something: an offer to undo what is undone. */
export function takeBack(about: string): void {
  toasts.value = toasts.value.filter((toast) => toast.about !== about);
}

/** Does something by its name: says its failure, and takes an earlier one back when it succeeds. Returns whether it did. */
export async function attempt(about: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    settle(about);
    return true;
  } catch (error) {
    sayError(error, about);
    return false;
  }
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

whenReached(() => settle(CONNECTION));

/** One that says the same, or is about the same, is replaced. */
function add(toast: Omit<Toast, 'id'>): number {
  const id = ++last;
  const others = toasts.value.filter(
    ({ tone, text, about }) =>
      tone !== toast.tone || (text !== toast.text && (about === undefined || about !== toast.about)),
  );
  toasts.value = [...others.slice(-3), { ...toast, id }];
  return id;
}
