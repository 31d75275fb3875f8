import type { Diagnostic } from '../../../schema/diagnostic.ts';

/** Findings that are kept. */
const FINDINGS = 500;

/** What a check found: each finding once, however many runs found it. */
export class Findings {
  readonly #found = new Map<string, Diagnostic>();
  /** Whether nothing was found since this was last set. */
  isClean = true;

  /** `what` tells findings at one place apart. */
  add(found: Diagnostic, what = `${found.code} ${found.message}`): void {
    this.isClean = false;
    const key = `${found.path} ${found.start.offset} ${what}`;
    if (!this.#found.has(key) && this.#found.size < 4 * FINDINGS) this.#found.set(key, found);
  }

  /** Errors first. */
  get all(): Diagnostic[] {
    const rank = { error: 0, warning: 1, info: 2 };
    return [...this.#found.values()].sort((a, b) => rank[a.severity] - rank[b.severity]).slice(0, FINDINGS);
  }
}
