import { ProblemError } from '../../schema/api/problem.ts';
import { type FileKind, isText, kindOf, readPath } from '../../schema/file.ts';
import { etagOf } from '../../schema/file-etag.ts';
import { LIMITS } from '../../schema/limits.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import { hasErrors } from '../../site/check/finding.ts';
import type { Facts } from '../../site/facts.ts';
import { sha256 } from '../../site/hash.ts';
import { inOneGo } from '../../site/in-one-go.ts';
import { withChanged } from '../../site/site-facts.ts';
import { checkEntries, checkWhole } from './batch-checks.ts';
import { type Bound, checkConflicts, checkRoute, checkSettings, FREE, isFree } from './bound.ts';
import type { Compiling } from './compiling.ts';
import { type Condition, checkCondition } from './condition.ts';
import { attempt, notCompiled, type Refusal, refused } from './refusals.ts';
import { inTurns } from './renders.ts';
import type { Audit } from './tables/audit.ts';
import { type Change, type Content, changeOf, type Stamp } from './tables/changes.ts';
import type { Compiled } from './tables/compiled.ts';
import type { FileInfo, Files } from './tables/files.ts';
import type { Meta } from './tables/meta.ts';
import type { Staging } from './tables/staging.ts';

/** Where the new content of a file comes from; null deletes it. */
export type Source =
  | { readonly text: string }
  /** Bytes that are in KV already. */
  | { readonly content: Content }
  /** Sent ahead for this path. */
  | { readonly staged: string }
  | { readonly copyOf: string }
  /** A version of this file's own history. */
  | { readonly version: number }
  | null;

export interface Edit extends Condition {
  readonly path: string;
  readonly source: Source;
}

export interface Committed {
  readonly files: readonly {
    readonly path: string;
    readonly change: Change;
  }[];
  /** What the file of the first edit is right after it, before anyone else's; null where it was removed. */
  readonly saved: FileInfo | null;
  /** The draft's ETag after it. */
  readonly draft: string;
}

/** The file of the first edit, which is not one that removes. */
export function savedFile({ saved }: Committed): FileInfo {
  if (!saved) throw new Error('the first edit left no file');
  return saved;
}

interface Ready {
  readonly edit: Edit;
  readonly kind: FileKind;
  readonly content: Content | null;
  readonly facts: Facts;
  /** The hash that the file had; undefined where it is new. */
  readonly before: string | undefined;
  /** When its text is compiled: `later`, after it is saved, and its facts are not known yet. An asset has been. */
  readonly compiled: 'before' | 'now' | 'later';
}

interface Parts {
  readonly audit: Audit;
  readonly storage: DurableObjectStorage;
  readonly files: Files;
  readonly compiled: Compiled;
  readonly compiling: Compiling;
  readonly staging: Staging;
  readonly meta: Meta;
}

/** How edits are made. */
interface Making {
  readonly author: string;
  readonly dryRun: boolean;
}

/** Characters that are compiled, and edits that are looked at, before others have their turn. */
const PIECE = { characters: 24_000, edits: 200 };
/** How often many edits are checked while others save; then all others wait. */
const TRIES = 5;

/** The only way by which the draft changes: any number of edits in one transaction, all or none. */
export class Editor {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Makes the edits, or throws a ProblemError that names every one that can't be made, and changes nothing. Of many texts some
   * are saved as they are and compiled in slices afterwards: what is wrong with one is then told of the file, and by a publish.
   */
  async commit(
    edits: readonly Edit[],
    author: string,
    dryRun = false,
    bound: Bound = FREE,
  ): Promise<Committed> {
    const { storage, meta, files, compiling } = this.#parts;
    const hashes = await Promise.all(
      edits.map(({ source }) => (source && 'text' in source ? sha256(source.text) : '')),
    );
    // What is bound to a prefix must not take routes of others, which all have to be known for that.
    if (bound.prefix !== null) await compiling.settled();
    const making: Making = { author, dryRun };
    for (let tries = 1; ; tries++) {
      const { draft } = files;
      const check = this.#check(edits, hashes, bound);
      let ready: readonly Ready[] | undefined;
      if (edits.length > PIECE.edits && tries < TRIES) ready = await inTurns(check);
      // What is known of the draft may be kept now, and not in a transaction that may be taken back.
      if (bound.prefix !== null) files.facts();
      // Nothing is awaited from here on: what is checked still holds when it is written, if nobody has saved since.
      const committed = storage.transactionSync(() => {
        if (meta.text('restoring'))
          throw new ProblemError('conflict', 'A backup is being restored; try again when it is done');
        return files.draft === draft ? this.#apply(ready ?? inOneGo(check), making) : undefined;
      });
      if (committed) return committed;
    }
  }

  /** Checks the edits, with pauses. Throws a ProblemError that names every one that can't be made. */
  *#check(
    edits: readonly Edit[],
    hashes: readonly string[],
    bound: Bound,
  ): Generator<void, readonly Ready[]> {
    const refusals: Refusal[] = [];
    const ready: Ready[] = [];
    let left = isFree(bound) ? LIMITS.compiledAtOnce : Number.POSITIVE_INFINITY;
    let work = 0;
    for (const [at, edit] of edits.entries()) {
      const result = attempt(edit.path, () => this.#prepare(edit, hashes[at] ?? '', bound, left <= 0));
      work += 1 / PIECE.edits;
      if ('code' in result) refusals.push(result);
      else {
        ready.push(result);
        if (result.compiled === 'now') left--;
        if (result.compiled === 'now') work += (result.content?.size ?? 0) / PIECE.characters;
      }
      if (work < 1) continue;
      work = 0;
      yield;
    }
    refusals.push(...checkWhole(edits, this.#parts.files));
    const get = this.#factsAfter(ready);
    for (let at = 0; at < ready.length; at += PIECE.edits) {
      refusals.push(...checkEntries(ready.slice(at, at + PIECE.edits), get));
      yield;
    }
    if (refusals.length > 0) throw refused(refusals, edits.length);
    if (bound.prefix !== null) this.#checkBound(ready);
    return ready;
  }

  /** `later`: it is one of too many that are not compiled yet. */
  #prepare(edit: Edit, hash: string, bound: Bound, later: boolean): Ready {
    const { files } = this.#parts;
    const before = files.hash(edit.path);
    // What was saved when more paths were accepted can be removed.
    const removes = edit.source === null && before !== undefined;
    const kind = removes ? kindOf(edit.path) : checkPath(edit.path);
    checkCondition(edit.path, before === undefined ? undefined : { etag: etagOf(before) }, edit);
    const content =
      edit.source === null ? this.#deletable(edit.path) : this.#content(edit.path, edit.source, hash);
    if (content && isText(kind) === (content.asset !== undefined)) {
      throw new ProblemError(
        'invalid',
        isText(kind)
          ? `${edit.path} is text, what was given are the bytes of an asset`
          : `${edit.path} is an asset: send its bytes ahead with PUT /api/blobs/{sha256}?path=${edit.path} and name their hash`,
        { path: edit.path, rule: isText(kind) ? 'not_text' : 'not_asset' },
      );
    }
    const isNew = content && isText(kind) && !this.#parts.compiled.has(content.hash, edit.path);
    if (isNew && later) {
      this.#keep(edit.path, content, edit.source);
      return { edit, kind, content, facts: { kind }, before, compiled: 'later' };
    }
    const facts = content && isText(kind) ? this.#compile(edit.path, content, edit.source) : { kind };
    if (bound.prefix !== null) checkRoute(bound.prefix, edit.path, facts);
    if (bound.contentOnly && kind === 'site') checkSettings(this.#parts.compiled, before, facts);
    return { edit, kind, content, facts, before, compiled: isNew ? 'now' : 'before' };
  }

  #deletable(path: string): null {
    if (!this.#parts.files.has(path)) throw new ProblemError('not_found', `${path} does not exist`, { path });
    return null;
  }

  #content(path: string, source: Exclude<Source, null>, hash: string): Content {
    const { files, staging } = this.#parts;
    if ('text' in source) return { hash, size: utf8Length(source.text) };
    if ('content' in source) return source.content;
    if ('staged' in source) {
      const content = staging.get(source.staged, path) ?? this.#known(path, source.staged);
      if (content) return content;
      throw new ProblemError(
        'invalid',
        `The bytes ${source.staged} of ${path} were not sent: PUT them to /api/blobs/${source.staged}?path=${path} first`,
        { path, rule: 'not_staged' },
      );
    }
    if ('copyOf' in source) {
      const content = files.content(source.copyOf);
      if (content) return content;
      throw new ProblemError('not_found', `${source.copyOf} does not exist`, { path: source.copyOf });
    }
    const content = files.version(path, source.version);
    if (content) return content;
    throw new ProblemError('not_found', `${path} has no version ${source.version} with content`, { path });
  }

  /** A file that has these bytes already needs them not be sent again. */
  #known(path: string, hash: string): Content | undefined {
    const content = this.#parts.files.content(path);
    return content?.hash === hash ? content : undefined;
  }

  #compile(path: string, content: Content, source: Source): Facts {
    const text = source && 'text' in source ? source.text : this.#parts.compiled.text(content.hash);
    if (text === undefined) throw new Error(`the text of ${path} is gone`);
    const { facts, diagnostics } = this.#parts.compiled.add(path, content.hash, text);
    if (hasErrors(diagnostics)) throw notCompiled(path, diagnostics);
    return facts;
  }

  /** Keeps a text that is compiled later, where no sweep takes it before it is saved. */
  #keep(path: string, content: Content, source: Source): void {
    if (!source || !('text' in source)) return;
    this.#parts.compiled.addText(content.hash, source.text);
    this.#parts.staging.add(path, content, Date.now());
  }

  #checkBound(ready: readonly Ready[]): void {
    const before = this.#parts.files.facts();
    const after = new Map(ready.map(({ edit, content, facts }) => [edit.path, content ? facts : null]));
    checkConflicts(before, withChanged(before, after));
  }

  /** What is known of each file as it is after these edits. */
  #factsAfter(ready: readonly Ready[]): (path: string) => Facts | undefined {
    const { compiled, files } = this.#parts;
    const changed = new Map(ready.map(({ edit, content }) => [edit.path, content]));
    return (path) => {
      const content = changed.get(path);
      const hash = content === undefined ? files.hash(path) : content?.hash;
      // While many are compiled, what is needed now is compiled at once.
      return hash === undefined ? undefined : compiled.read(hash, path)?.facts;
    };
  }

  #apply(ready: readonly Ready[], { author, dryRun }: Making): Committed {
    const { files, meta } = this.#parts;
    const changes = ready.map(({ edit, content, before }) => {
      return { path: edit.path, change: changeOf(before, content) };
    });
    if (!dryRun) this.#write(ready, { author, at: Date.now() });
    if (!dryRun && changes.some(({ change }) => change !== 'same')) meta.next('draft');
    const saved = files.info(ready[0]?.edit.path ?? '') ?? null;
    return { files: changes, saved, draft: `"d${files.draft}"` };
  }

  #write(ready: readonly Ready[], stamp: Stamp): void {
    const { files, staging, compiling, audit } = this.#parts;
    const changed = ready.filter(({ content, before }) => changeOf(before, content) !== 'same');
    const added = changed.filter(({ before }) => before === undefined).length;
    const removed = changed.filter(({ content }) => content === null).length;
    const changes = changed.map(({ edit, kind, content }) => ({ path: edit.path, kind, content }));
    files.change(changes, added - removed, stamp);
    audit.addWrite(stamp.author, stamp.at, changes);
    for (const { edit, content, compiled } of ready)
      if (content && compiled !== 'later') staging.forget(content.hash, edit.path); // else when it is
    const later = ready.filter(({ compiled }) => compiled === 'later').length;
    const ofAll = changed.some(({ edit }) => OF_ALL.test(edit.path));
    if (later > 0 || (ofAll && files.count > LIMITS.compiledAtOnce)) compiling.begin(later);
  }
}

/** Files that say how the Markdown of others is read. */
const OF_ALL = /^(?:site\.yaml|content\/[^/]+\/_collection\.yaml)$/;

/** The kind of a valid path, or a ProblemError that says what is wrong with it. */
export function checkPath(path: string): FileKind {
  const read = readPath(path);
  if ('kind' in read) return read.kind;
  throw new ProblemError('invalid', read.problem.message, { path, rule: read.problem.code });
}
