/** A change of a text: what stands from `start` to `end` becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Changes of one text. What no change touches stays as it is, byte for byte. Of two that overlap, the first wins. */
export class Edits {
  readonly #edits: Edit[] = [];

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  get size(): number {
    return this.#edits.length;
  }

  /** What stands from `start` to `end` with the changes there, and without those made of it as a whole. */
  within(source: string, start: number, end: number): string {
    const inside: Edit[] = [];
    // Changes are made from the start of a text to its end: those of what is being read are the last.
    for (let at = this.#edits.length - 1; at >= 0; at--) {
      const edit = this.#edits[at];
      if (!edit || edit.start < start) break;
      if (edit.end <= end)
        inside.unshift({ start: edit.start - start, end: edit.end - start, text: edit.text });
    }
    return apply(source.slice(start, end), inside);
  }

  apply(source: string): string {
    return apply(source, this.#edits);
  }
}

function apply(source: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.start - b.start || b.end - b.start - (a.end - a.start) || a.index - b.index);
  const parts: string[] = [];
  let at = 0;
  let last = -1;
  for (const { start, end, text } of ordered) {
    if (start < at || (start === last && start !== end)) continue;
    parts.push(source.slice(at, start), text);
    at = end;
    last = start;
  }
  parts.push(source.slice(at));
  return parts.join('');
}
