/** What happened to a thing of the old site. `left`: it was not moved, or is not as it was, and somebody has to look. */
export type Outcome = 'moved' | 'rewritten' | 'left';

/** One place that a note is about. */
export interface NotePlace {
  /** In the old folder. */
  readonly path: string;
  /** What stood there, on one line. */
  readonly old?: string;
  /** What stands there now. */
  readonly new?: string;
}

/** One kind of thing that happened, and all files that it happened to. */
export interface Note {
  readonly outcome: Outcome;
  readonly code: string;
  /** A whole sentence: what happened. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  /** In the order of the files. */
  readonly places: readonly NotePlace[];
}

export interface Report {
  readonly kind: Kind;
  readonly notes: readonly Note[];
}

/** What a folder is. */
export type Kind = 'jekyll' | 'html' | 'meniscus';

export interface NoteText {
  readonly outcome: Outcome;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

/** In the order that a report has them. */
export const OUTCOMES: readonly Outcome[] = ['left', 'rewritten', 'moved'];

/** Collects notes: those of one code and message are one. */
export class ReportBuilder {
  readonly #notes = new Map<string, { text: NoteText; places: Map<string, NotePlace> }>();

  add(text: NoteText, place: NotePlace): void {
    const key = `${text.outcome}\n${text.code}\n${text.message}`;
    const note = this.#notes.get(key) ?? { text, places: new Map() };
    this.#notes.set(key, note);
    note.places.set(`${place.path}\n${place.old ?? ''}\n${place.new ?? ''}`, place);
  }

  left(code: string, message: string, help: string, place: NotePlace): void {
    this.add({ outcome: 'left', code, message, help }, place);
  }

  rewritten(code: string, message: string, place: NotePlace): void {
    this.add({ outcome: 'rewritten', code, message }, place);
  }

  moved(code: string, message: string, path: string): void {
    this.add({ outcome: 'moved', code, message }, { path });
  }

  /** All of it: what is left first, and of each kind what concerns most files. */
  build(kind: Kind): Report {
    const notes = [...this.#notes.values()].map(({ text, places }) => ({
      ...text,
      places: [...places.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    }));
    notes.sort(
      (a, b) =>
        OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) ||
        filesOf(b) - filesOf(a) ||
        (a.code + a.message < b.code + b.message ? -1 : 1),
    );
    return { kind, notes };
  }
}

/** How many files a note concerns. */
export const filesOf = ({ places }: Pick<Note, 'places'>): number =>
  new Set(places.map(({ path }) => path)).size;
