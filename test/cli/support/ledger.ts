import type { Person } from './meniscus.ts';

/** The lines of a text that somebody wrote, whatever its lines end in. */
export const linesOf = (text: string | undefined): string[] =>
  (text ?? '').split(/\r?\n/).filter((line) => line.startsWith('# line-'));

/**
 * Who wrote which lines, and what became of them. Each line is written once, or carried to another file by a rename; whoever removes
 * one has seen it. So a line that the draft once had, and that nobody removed, is still there, or an edit was lost; and a
 * line in a folder stays until the draft has had it.
 */
export class Ledger {
  /** Of each path: lines that the draft has had. */
  readonly #accepted = new Map<string, Set<string>>();
  /** Lines that somebody removed who had seen them, with their path. */
  readonly #removed = new Set<string>();
  /** Lines of each folder that the draft has not had yet, with their path. */
  readonly #own = new Map<Person, Set<string>>();
  #count = 0;

  /** A line that nobody else writes. */
  next(): string {
    return `# line-${++this.#count}`;
  }

  wrote(person: Person, path: string, lines: readonly string[]): void {
    const own = this.#own.get(person) ?? new Set();
    for (const line of lines) if (!this.#accepted.get(path)?.has(line)) own.add(`${path}\n${line}`);
    this.#own.set(person, own);
  }

  /** `person`: whose folder it was in; undefined for somebody with the API. */
  removed(person: Person | undefined, path: string, lines: readonly string[]): void {
    for (const line of lines) {
      this.#removed.add(`${path}\n${line}`);
      if (person) this.#own.get(person)?.delete(`${path}\n${line}`);
    }
  }

  /** Files that hold lines of this folder that the draft has not had yet. */
  pathsOf(person: Person): string[] {
    return [...(this.#own.get(person) ?? [])].map((each) => each.split('\n')[0] ?? '');
  }

  /** The draft has them, as it said. */
  accepted(path: string, lines: Iterable<string>): void {
    this.#accepted.set(path, new Set([...(this.#accepted.get(path) ?? []), ...lines]));
  }

  checkDraft(paths: readonly string[], draft: ReadonlyMap<string, string>): void {
    for (const path of paths) {
      const now = new Set(linesOf(draft.get(path)));
      this.accepted(path, now);
      for (const line of this.#accepted.get(path) ?? [])
        if (!now.has(line) && !this.#removed.has(`${path}\n${line}`))
          throw new Error(`lost from the draft: ${line} of ${path}`);
    }
  }

  checkFolder(person: Person): void {
    const own = this.#own.get(person) ?? new Set();
    for (const each of own) {
      const [path = '', line = ''] = each.split('\n');
      if (this.#accepted.get(path)?.has(line)) own.delete(each);
      else if (!linesOf(person.read(path)).includes(line))
        throw new Error(`lost from a folder: ${line} of ${path}`);
    }
  }
}
