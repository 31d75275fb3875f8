import { ProblemError } from '../../schema/api/problem.ts';
import { type FileKind, foldPath, isText, kindOf, readPath } from '../../schema/file.ts';
import { LIMITS } from '../../schema/limits.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import { hasErrors } from '../../site/check/finding.ts';
import { checkEntry } from '../../site/content/check-content.ts';
import type { Facts } from '../../site/facts.ts';
import { sha256 } from '../../site/hash.ts';
import { checkConflicts, checkRoute } from './bound.ts';
import { type Condition, checkCondition } from './condition.ts';
import { attempt, notCompiled, type Refusal, refusal, refused } from './refusals.ts';
import type { Compiled } from './tables/compiled.ts';
import type { Content, FileInfo, Files } from './tables/files.ts';
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

export type Change = 'created' | 'updated' | 'deleted' | 'same';

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
}

interface Parts {
  readonly storage: DurableObjectStorage;
  readonly files: Files;
  readonly compiled: Compiled;
  readonly staging: Staging;
  readonly meta: Meta;
}

/** The only way by which the draft changes: any number of edits in one transaction, all or none. */
export class Editor {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Makes the edits, or throws a ProblemError that names every one that can't be made, and changes nothing. */
  async commit(
    edits: readonly Edit[],
    author: string,
    dryRun = false,
    prefix: string | null = null,
  ): Promise<Committed> {
    const hashes = await Promise.all(
      edits.map(({ source }) => (source && 'text' in source ? sha256(source.text) : '')),
    );
    // Nothing is awaited from here on: what is checked still holds when it is written.
    return this.#parts.storage.transactionSync(() => {
      if (this.#parts.meta.text('restoring'))
        throw new ProblemError('conflict', 'A backup is being restored; try again when it is done');
      const refusals: Refusal[] = [];
      const ready: Ready[] = [];
      for (const [at, edit] of edits.entries()) {
        const result = attempt(edit.path, () => this.#prepare(edit, hashes[at] ?? '', prefix));
        if ('code' in result) refusals.push(result);
        else ready.push(result);
      }
      refusals.push(...this.#checkWhole(edits), ...this.#checkEntries(ready));
      if (refusals.length > 0) throw refused(refusals, edits.length);
      if (prefix !== null) this.#checkBound(ready);
      return this.#apply(ready, author, dryRun);
    });
  }

  #prepare(edit: Edit, hash: string, prefix: string | null): Ready {
    // What was saved when more paths were accepted can be removed.
    const removes = edit.source === null && this.#parts.files.has(edit.path);
    const kind = removes ? kindOf(edit.path) : checkPath(edit.path);
    checkCondition(edit.path, this.#parts.files.info(edit.path), edit);
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
    const facts = content && isText(kind) ? this.#compile(edit.path, content, edit.source) : { kind };
    if (prefix !== null) checkRoute(prefix, edit.path, facts);
    return { edit, kind, content, facts };
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

  #checkBound(ready: readonly Ready[]): void {
    const before = this.#parts.files.facts();
    const after = new Map(before);
    for (const { edit, content, facts } of ready) {
      if (content) after.set(edit.path, facts);
      else after.delete(edit.path);
    }
    checkConflicts(before, after);
  }

  /** Entries whose values are not what their collection wants, which may be in the same batch. */
  #checkEntries(ready: readonly Ready[]): Refusal[] {
    const { compiled, files } = this.#parts;
    const changed = new Map(ready.map(({ edit, content }) => [edit.path, content]));
    const get = (path: string) => {
      const content = changed.get(path);
      const hash = content === undefined ? files.hash(path) : content?.hash;
      return hash === undefined ? undefined : compiled.get(hash, path)?.facts;
    };
    return ready.flatMap(({ edit: { path }, kind, content }) => {
      const facts = kind === 'entry' && content ? get(path)?.entry : undefined;
      const found = facts ? checkEntry(path, facts, { get }) : [];
      if (!hasErrors(found)) return [];
      const { code, message, more } = notCompiled(path, found);
      return [refusal(path, code, message, more)];
    });
  }

  #checkWhole(edits: readonly Edit[]): Refusal[] {
    const seen = new Set<string>();
    const twice = edits.filter(({ path }) => seen.size === seen.add(path).size);
    const refusals = twice.map(({ path }) => refusal(path, 'invalid', `${path} is in this batch twice`));
    refusals.push(...this.#checkCase(edits));
    const added = edits.filter(({ path, source }) => source !== null && !this.#parts.files.has(path)).length;
    const removed = edits.filter(({ source }) => source === null).length;
    const count = this.#parts.files.count + added - removed;
    if (count <= LIMITS.filesPerSite) return refusals;
    const detail = `A site has at most ${LIMITS.filesPerSite} files; with this it would have ${count}`;
    return [
      ...refusals,
      refusal('', 'too_large', detail, { limit: LIMITS.filesPerSite, rule: 'files_per_site' }),
    ];
  }

  /** Of two paths that differ in case alone, one would stand for the other on some systems. */
  #checkCase(edits: readonly Edit[]): Refusal[] {
    const gone = new Set(edits.flatMap(({ path, source }) => (source === null ? [path] : [])));
    const names = new Map<string, string>();
    return edits.flatMap(({ path, source }) => {
      if (source === null || !/^(?:assets|public)\//.test(path)) return [];
      const folded = foldPath(path);
      const before = this.#parts.files.sameFolded(path);
      const other = names.get(folded) ?? (before !== undefined && gone.has(before) ? undefined : before);
      names.set(folded, path);
      if (other === undefined || other === path) return [];
      const detail = `${path} and ${other} differ only in case; rename or remove one of them`;
      return [refusal(path, 'conflict', detail, { path, rule: 'path_case' })];
    });
  }

  #apply(ready: readonly Ready[], author: string, dryRun: boolean): Committed {
    const { files, meta, staging } = this.#parts;
    const at = Date.now();
    const changes = ready.map(({ edit, kind, content }) => {
      const before = files.hash(edit.path);
      const change = changeOf(before, content);
      if (!dryRun && content && change !== 'same') files.put(edit.path, kind, content, { author, at });
      if (!dryRun && change === 'deleted') files.delete(edit.path, { author, at });
      if (!dryRun && content) staging.forget(content.hash, edit.path);
      return { path: edit.path, change };
    });
    if (!dryRun && changes.some(({ change }) => change !== 'same')) meta.next('draft');
    const saved = files.info(ready[0]?.edit.path ?? '') ?? null;
    return { files: changes, saved, draft: `"d${files.draft}"` };
  }
}

function changeOf(before: string | undefined, content: Content | null): Change {
  if (content === null) return 'deleted';
  if (before === undefined) return 'created';
  return before === content.hash ? 'same' : 'updated';
}

/** The kind of a valid path, or a ProblemError that says what is wrong with it. */
export function checkPath(path: string): FileKind {
  const read = readPath(path);
  if ('kind' in read) return read.kind;
  throw new ProblemError('invalid', read.problem.message, { path, rule: read.problem.code });
}
