import { signal } from '@preact/signals';

export interface Toast {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly text: string;
  readonly action?: { readonly label: string; run(): void };
}

export const toasts = signal<readonly Toast[]>([]);

/** Milliseconds that a message stays: long enough to read, longer when there is something to do. */
const STAY = 6_000;
const STAY_WITH_ACTION = 12_000;

let last = 0;

/** Says something in the corner. Errors stay until they are dismissed. */
export function say(text: string, action?: Toast['action']): void {
  const id = add({ tone: 'info', text, ...(action && { action }) });
  setTimeout(() => dismiss(id), action ? STAY_WITH_ACTION : STAY);
}

export function sayError(error: unknown): void {
  add({ tone: 'error', text: error instanceof Error ? error.message : String(error) });
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

function add(toast: Omit<Toast, 'id'>): number {
  const id = ++last;
  toasts.value = [...toasts.value.slice(-3), { ...toast, id }];
  return id;
}
