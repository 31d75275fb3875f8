/**
 * What the first script asked for, for the code that comes after it. Imports nothing: that script would have to wait for it.
 */

/** Milliseconds after which an answer is too old to be taken for one to a question of now. */
const FRESH = 20_000;

const answers = new Map<string, Promise<Response>>();

/** How the API is read: what is asked ahead and what is asked later are the same question. */
export const READ = { credentials: 'same-origin', cache: 'no-store' } as const;

/** The path of a page of the draft's files. */
export const filesPage = (prefix: string, cursor: string): string =>
  `/files?${new URLSearchParams({ prefix, cursor, limit: '1000' })}`;

/** Asks the API, by a GET, for what will be wanted. */
export function askAhead(path: string): void {
  const answer = fetch(`/api${path}`, READ);
  // Whoever takes it says what went wrong.
  answer.catch(() => undefined);
  answers.set(path, answer);
}

/** The answer to a GET that was asked for ahead, once; undefined when there is none. */
export function takeAhead(path: string): Promise<Response> | undefined {
  const answer = performance.now() < FRESH ? answers.get(path) : undefined;
  answers.delete(path);
  return answer;
}

/** Gives up what was asked for ahead: by somebody else, or by nobody who may ask. */
export function forgetAhead(): void {
  answers.clear();
}

let parts: Promise<unknown> = Promise.resolve();

/**
 * Settles when the code of the first screen is there, or could not be had. What nobody sees waits for it, so that it takes
 * nothing of a slow line.
 */
export const firstScreen = (): Promise<unknown> => parts;

export function loadFirst(loading: readonly Promise<unknown>[]): void {
  // Whoever shows a part tries again, and says what went wrong.
  parts = Promise.allSettled(loading);
}
