import type { Assembled } from '../../check/assembled.ts';
import type { Files } from '../tables/files.ts';
import { asOfOne } from './as-of-one.ts';

/** Makes the draft as a site, with pauses. `before` is what was made last: most often the same but for a file. */
type Make = (before: Assembled | undefined) => Generator<void, Assembled>;

/** The draft, assembled: made when it is asked for, once for all who ask, and kept until the draft changes. */
export class KeptDraft {
  readonly #files: Pick<Files, 'draft'>;
  readonly #make: Make;
  #last: { readonly draft: number; readonly site: Assembled } | undefined;
  /** Packs of large collections of the one before: a preview may have its manifest still. Nothing else of it is asked for. */
  #before: Assembled['laid'] | undefined;
  /** Of the draft as it is when it is done: where that changes meanwhile, it is made anew. */
  #making: Promise<Assembled> | undefined;

  constructor(files: Pick<Files, 'draft'>, make: Make) {
    this.#files = files;
    this.#make = make;
  }

  /** What was made last, of this draft or of one before. */
  get last(): Assembled | undefined {
    return this.#last?.site;
  }

  /** The draft as it is now. */
  now(): Promise<Assembled> {
    const { draft } = this.#files;
    if (this.#last?.draft === draft) return Promise.resolve(this.#last.site);
    if (this.#making) return this.#making;
    const making = asOfOne(this.#files, (now) => this.#keeping(now)).finally(() => {
      if (this.#making === making) this.#making = undefined;
    });
    // Where nothing paused it is done already, and who asks later may have saved something since.
    if (this.#last?.draft !== draft) this.#making = making;
    return making;
  }

  *#keeping(draft: number): Generator<void, Assembled> {
    const before = this.last;
    const site = yield* this.#make(before);
    this.#before = before?.laid;
    this.#last = { draft, site };
    // Whoever asks from here on may have saved something since.
    this.#making = undefined;
    return site;
  }

  /** The text of a pack of a large collection, as the last sites had it; undefined for other packs. */
  laid(name: string): string | undefined {
    return (this.last?.laid.get(name) ?? this.#before?.get(name))?.code;
  }

  /** Lets go of the one before, when room is needed: who has its manifest still asks for another one. */
  letGo(): void {
    this.#before = undefined;
  }
}
