import { ProblemError } from '../../schema/api/problem.ts';
import { isMarkdown } from '../../schema/file.ts';
import { LIMITS } from '../../schema/limits.ts';
import { MarkdownGiven } from '../../site/check/markdown-given.ts';
import { turn } from './renders.ts';
import type { Compiled } from './tables/compiled.ts';
import type { Files } from './tables/files.ts';
import type { Meta } from './tables/meta.ts';
import type { Staging } from './tables/staging.ts';

/**
 * Work between two turns of others, about 30 ms of CPU: characters and texts that are compiled, and files that are looked at.
 * Texts are few, since all that are listed are rows that are read, and long ones end a slice before their number does.
 */
const SLICE = { characters: 24_000, texts: 20, files: 300 };
/** Slices of one alarm, which has 30 s of CPU. */
const ALARM = 100;
/** Milliseconds that a caller waits for what is compiled. */
const PATIENCE = 20_000;
const KEY = 'compiling';

/**
 * What is compiled now. `texts`: those of the draft that nothing is known of. `files`: what is known of each is put
 * together. `placed`: texts whose Markdown the rest of the site says how to read.
 */
interface State {
  readonly stage: 'texts' | 'files' | 'placed';
  /** The last path that was looked at. */
  readonly after: string;
  readonly done: number;
  readonly total: number;
}

export type Progress = Pick<State, 'done' | 'total'>;

interface Parts {
  readonly files: Files;
  readonly compiled: Compiled;
  readonly staging: Staging;
  readonly meta: Meta;
}

/**
 * Compiles in slices of the object's alarm what would take longer than others should wait: many files that were saved at
 * once, or all of a large draft. How far it is, is in SQLite: after a crash it goes on. Whoever needs the whole draft waits.
 */
export class Compiling {
  readonly #parts: Parts;
  #waiting: (() => void)[] = [];
  /** What is known of the rest of the site, as of one change of the draft. */
  #given:
    | { readonly draft: number; readonly texts: MarkdownGiven; readonly paths: readonly string[] }
    | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#state() !== undefined;
  }

  /** How far it is; undefined when all is compiled. */
  get progress(): Progress | undefined {
    const state = this.#state();
    return state && { done: state.done, total: state.total };
  }

  /** Begins after many texts were saved, or with what depends on the site's options when those were. */
  begin(texts: number): void {
    const before = this.#state();
    const left = before?.stage === 'texts' ? before.total - before.done : 0;
    const { count } = this.#parts.files;
    this.#set(
      texts + left > 0
        ? { stage: 'texts', after: '', done: 0, total: texts + left }
        : { stage: 'files', after: '', done: 0, total: count },
    );
  }

  /** Begins where another version of Meniscus compiled a draft that is too large to be compiled in one go. */
  recover(): void {
    const { files } = this.#parts;
    if (!this.busy && files.count > LIMITS.compiledAtOnce && !files.isKnown) this.begin(files.count);
  }

  /** Does some slices. Returns whether there is more to do. */
  async step(): Promise<boolean> {
    for (let slice = 0; slice < ALARM; slice++) {
      const state = this.#state();
      if (!state) return false;
      const next = this.#next(state);
      this.#set(next);
      if (!next) this.#end();
      await turn();
    }
    return this.busy;
  }

  /** Waits until all is compiled; throws a ProblemError that says how far it is when that takes too long. */
  async settled(): Promise<void> {
    if (!this.busy) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const done = new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      timer = setTimeout(resolve, PATIENCE);
    });
    await done;
    clearTimeout(timer);
    const { progress } = this;
    if (!progress) return;
    const detail = `The draft is being compiled: ${progress.done} of ${progress.total} files are done. Try again in a moment.`;
    throw new ProblemError('unavailable', detail, { rule: 'compiling', retryAfter: 5 });
  }

  #next(state: State): State | undefined {
    if (state.stage === 'texts') return this.#texts(state);
    if (state.stage === 'placed') return this.#placed(state);
    if (this.#parts.files.catchUp()) return state;
    return { stage: 'placed', after: '', done: 0, total: this.#parts.files.count };
  }

  #texts(state: State): State {
    const { compiled, staging } = this.#parts;
    let { after, done } = state;
    let characters = 0;
    const missing = compiled.missing(after, SLICE.texts);
    for (const { path, hash } of missing) {
      characters += compiled.make(hash, path);
      staging.forget(hash, path);
      after = path;
      done++;
      if (characters > SLICE.characters) break;
    }
    if (missing.length > 0) return { ...state, after, done, total: Math.max(done, state.total) };
    return { ...state, stage: 'files', after: '' };
  }

  #placed(state: State): State | undefined {
    const { files, compiled } = this.#parts;
    const changed = this.#given?.draft !== files.draft;
    const { texts, paths } = this.#site();
    let done = changed ? 0 : state.done;
    const end = Math.min(paths.length, done + SLICE.files);
    for (let characters = 0; done < end && characters <= SLICE.characters; done++) {
      const path = paths[done] ?? '';
      const given = texts.of(path);
      const hash = given && files.entry(path)?.hash;
      if (given && hash && !compiled.has(hash, path, given)) characters += compiled.make(hash, path, given);
    }
    return done < paths.length ? { ...state, done, total: paths.length } : undefined;
  }

  /** Looks at all again when the draft has changed: what is compiled already is not compiled again. */
  #site() {
    const { files } = this.#parts;
    if (this.#given?.draft === files.draft) return this.#given;
    const facts = files.facts();
    const texts = new MarkdownGiven(facts);
    this.#given = { draft: files.draft, texts, paths: [...texts.paths()].filter(isMarkdown) };
    return this.#given;
  }

  #end(): void {
    this.#given = undefined;
    for (const done of this.#waiting.splice(0)) done();
  }

  #state(): State | undefined {
    const kept = this.#parts.meta.text(KEY);
    return kept === undefined ? undefined : JSON.parse(kept); // as #set wrote it
  }

  #set(state: State | undefined): void {
    if (state) this.#parts.meta.set(KEY, JSON.stringify(state));
    else this.#parts.meta.drop(KEY);
  }
}
