import type { Refs } from '../liquid/program.ts';
import { FILE_KINDS, type FileKind } from '../schema/file.ts';
import type { Facts, SaidPart, SiteFacts } from './facts.ts';

type Files = Iterable<readonly [path: string, facts: Facts]>;

/** The kind of a file; undefined for one that is not there. */
export const kindIn = (files: SiteFacts, path: string): FileKind | undefined =>
  files.kind ? files.kind(path) : files.get(path)?.kind;

/** Files of some kinds, in the order of all. Others are not read where the site can tell them apart. */
export function ofKinds(files: SiteFacts, ...kinds: readonly FileKind[]): Files {
  const wanted = new Set(kinds);
  return files.ofKinds?.(wanted) ?? filtered(files, ({ kind }) => wanted.has(kind));
}

/** All but entries, which a large site has most of. */
export const withoutEntries = (files: SiteFacts): Files => ofKinds(files, ...OTHERS);

const OTHERS = FILE_KINDS.filter((kind) => kind !== 'entry');

/** Files that refer to something, that link to what may be a file, or that have numbers of their own. Others are not read where the site can tell them apart. */
export function saying(files: SiteFacts, part: SaidPart): Files {
  return files.saying?.(part) ?? filtered(files, (facts) => says(facts, part));
}

/** Whether a file is one of those. */
export function isSaying(files: SiteFacts, path: string, part: SaidPart): boolean {
  if (files.isSaying) return files.isSaying(path, part);
  const facts = files.get(path);
  return facts !== undefined && says(facts, part);
}

/** Whether a part of facts is there, and not empty. */
export function says(facts: Facts, part: SaidPart): boolean {
  return part === 'refs' ? facts.refs !== undefined && refersTo(facts.refs) : facts[part] !== undefined;
}

function refersTo(refs: Refs): boolean {
  return Object.values(refs).some((each) => (Array.isArray(each) ? each.length > 0 : each));
}

function* filtered(
  files: SiteFacts,
  isWanted: (facts: Facts) => boolean,
): Generator<readonly [string, Facts]> {
  for (const file of files) if (isWanted(file[1])) yield file;
}

/** A site with some files as they are after a change: null for one that is gone. What is new comes last. */
export function withChanged(files: SiteFacts, changes: ReadonlyMap<string, Facts | null>): SiteFacts {
  return changes.size === 0 ? files : new ChangedFacts(files, changes);
}

class ChangedFacts implements SiteFacts {
  readonly #files: SiteFacts;
  readonly #changes: ReadonlyMap<string, Facts | null>;
  readonly size: number;

  constructor(files: SiteFacts, changes: ReadonlyMap<string, Facts | null>) {
    this.#files = files;
    this.#changes = changes;
    let { size } = files;
    for (const [path, facts] of changes) size += (facts ? 1 : 0) - (files.has(path) ? 1 : 0);
    this.size = size;
  }

  get(path: string): Facts | undefined {
    const changed = this.#changes.get(path);
    return changed === undefined ? this.#files.get(path) : (changed ?? undefined);
  }

  has(path: string): boolean {
    const changed = this.#changes.get(path);
    return changed === undefined ? this.#files.has(path) : changed !== null;
  }

  kind(path: string): FileKind | undefined {
    const changed = this.#changes.get(path);
    return changed === undefined ? kindIn(this.#files, path) : changed?.kind;
  }

  *keys(): Generator<string> {
    for (const path of this.#files.keys()) if (this.#changes.get(path) !== null) yield path;
    for (const [path, facts] of this.#changes) if (facts && !this.#files.has(path)) yield path;
  }

  [Symbol.iterator](): Iterator<readonly [string, Facts]> {
    return this.#over(this.#files, () => true);
  }

  /** A file's kind follows from its path: it is the same after a change. */
  ofKinds(kinds: ReadonlySet<FileKind>): Files {
    return this.#over(ofKinds(this.#files, ...kinds), ({ kind }) => kinds.has(kind));
  }

  /** What changed comes last: it may say something only now. */
  *saying(part: SaidPart): Generator<readonly [string, Facts]> {
    for (const file of saying(this.#files, part)) if (!this.#changes.has(file[0])) yield file;
    for (const [path, facts] of this.#changes) if (facts && says(facts, part)) yield [path, facts];
  }

  isSaying(path: string, part: SaidPart): boolean {
    const changed = this.#changes.get(path);
    return changed === undefined
      ? isSaying(this.#files, path, part)
      : changed !== null && says(changed, part);
  }

  *#over(files: Files, isWanted: (facts: Facts) => boolean): Generator<readonly [string, Facts]> {
    for (const file of files) {
      const changed = this.#changes.get(file[0]);
      if (changed === undefined) yield file;
      else if (changed) yield [file[0], changed];
    }
    for (const [path, facts] of this.#changes)
      if (facts && isWanted(facts) && !this.#files.has(path)) yield [path, facts];
  }
}
