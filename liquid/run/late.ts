/**
 * Stops a render that comes to a part of the language which most pages do without, and which more.ts brings. A host that
 * leaves it for later loads it then, and renders again.
 */
export class NeedsMore extends Error {
  /** Loads what is missing where that is not in more.ts. */
  load?(): Promise<unknown>;
}

let complete = false;

/** Called by more.ts, when all of the language is there. */
export function nothingMissing(): void {
  complete = true;
}

/** `found`, or undefined when there is no such thing. Throws NeedsMore while more.ts may have it. */
export function orMore<T>(found: T | undefined): T | undefined {
  if (found === undefined && !complete) throw new NeedsMore('a filter or tag of more.ts');
  return found;
}
