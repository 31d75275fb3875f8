/** Which form of lines they are. */
export const FORM = 4;

/** What is kept of all of them. A digest is of a key's text, as it was then. */
export interface First {
  readonly form: typeof FORM;
  /** Of all that any page may depend on without reading it as a text. */
  readonly base: string;
  /** Of lines: see SeenLines. */
  readonly buckets: number;
  /** Of all besides known addresses that decides where links lead; empty where lines do not say which links do. */
  readonly ways: string;
  /** The number of a key is its place, where lines name it. One that no line names is empty, and may become another. */
  readonly keys: readonly (readonly [key: string, digest: string])[];
}

/** Undefined where another version wrote it. */
export function firstOf(text: string | undefined): First | undefined {
  if (text === undefined || text.includes('\n')) return undefined;
  const first = JSON.parse(text) as First; // as `end` wrote it, or another version
  return first.form === FORM ? first : undefined;
}
