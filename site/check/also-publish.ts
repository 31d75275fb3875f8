import type { Diagnostic, Position } from '../../schema/diagnostic.ts';
import type { ReadData } from '../addresses/lists.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { positionAt } from '../files/position.ts';
import { checkingSite } from './check.ts';
import { finding, hasErrors, START } from './finding.ts';
import { Lacked, namesOf } from './lacked.ts';

/** A part of a site that is to be published without the rest. */
export interface Part {
  /** The release that would be. */
  readonly release: SiteFacts;
  readonly draft: SiteFacts;
  /** What the release takes from the draft; what it takes away too. */
  readonly paths: readonly string[];
  /** Paths that would still differ between release and draft. */
  readonly left: ReadonlySet<string>;
  /** Another name of a file that was moved in the draft: whichever of the two is given. */
  moved(path: string): string | undefined;
  text(path: string): string | undefined;
  readonly read?: ReadData;
}

export interface AlsoPublish {
  /** The paths that have to be published too, in order. */
  readonly needs: readonly string[];
  /** Where they are needed, and what else is wrong with the release. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Files whose names are followed between two pauses. */
const FILES = 200;

/** Rounds of whole-site checks: what is needed may need more. */
const ROUNDS = 5;

/** Guesses that are tried without, each with a check of the whole site. */
const GUESSES = 4;

/**
 * What a part of a site needs that its release would lack: files that it names and that are only in the draft, the other half
 * of a move; and where the release has errors, the changes that mend those which the draft has not. With pauses.
 */
export function* alsoPublishing(part: Part, hasErrors: boolean): Generator<void, AlsoPublish> {
  const found = new Map<string, Diagnostic>();
  const names = new Names(part);
  yield* names.follow(part.paths, found);
  const wrong = hasErrors ? yield* addMending(part, names, found) : [];
  return { needs: [...found.keys()].sort(), diagnostics: [...found.values(), ...wrong] };
}

/** Adds to `found` what mends errors of the release; gives the errors that stay. */
function* addMending(
  part: Part,
  names: Names,
  found: Map<string, Diagnostic>,
): Generator<void, Diagnostic[]> {
  const known = yield* ofDraft(part);
  const guessed = new Set<string>();
  for (let round = 0; ; round++) {
    const errors = (yield* checkingSite(withNeeds(part, found.keys()), part.read)).filter(isError);
    const before = found.size;
    for (const wrong of errors.filter((each) => !known.has(keyOf(each))))
      for (const { path, isGuess } of related(wrong, part.left, found)) {
        found.set(path, needed(path, wrong.path, wrong));
        if (isGuess) guessed.add(path);
      }
    yield* names.follow([...found.keys()], found);
    if (found.size > before && round < ROUNDS) continue;
    yield* dropWrong(guessed, errors, part, found);
    return errors;
  }
}

/** Takes guesses back that mend nothing: without them there are no other errors. */
function* dropWrong(
  guessed: ReadonlySet<string>,
  errors: readonly Diagnostic[],
  part: Part,
  found: Map<string, Diagnostic>,
): Generator<void> {
  const known = new Set(errors.map(keyOf));
  for (const path of [...guessed].slice(0, GUESSES)) {
    const others = [...found.keys()].filter((each) => each !== path);
    const left = (yield* checkingSite(withNeeds(part, others), part.read)).filter(isError);
    if (left.every((each) => known.has(keyOf(each)))) found.delete(path);
  }
}

const isError = (found: Diagnostic): boolean => hasErrors([found]);
const keyOf = ({ path, code, message }: Diagnostic): string => `${path}\n${code}\n${message}`;

function* ofDraft({ draft }: Part): Generator<void, ReadonlySet<string>> {
  return new Set((yield* checkingSite(draft)).filter(isError).map(keyOf));
}

/** Follows names from file to file, as far as they lead to files that the release would lack. */
class Names {
  readonly #part: Part;
  readonly #lacked: Lacked;
  readonly #seen = new Set<string>();

  constructor(part: Part) {
    const { draft, release, left, text } = part;
    const paths = new Set([...left].filter((path) => draft.has(path) && !release.has(path)));
    this.#part = part;
    this.#lacked = new Lacked(draft, paths, text);
  }

  /** Adds to `found` what these files need by name, and what that needs. */
  *follow(from: readonly string[], found: Map<string, Diagnostic>): Generator<void> {
    const todo = from.filter((path) => !this.#seen.has(path));
    for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
      this.#seen.add(path);
      for (const { path: target, at } of [...namesOf(path, this.#lacked), ...this.#moved(path)]) {
        if (!found.has(target)) found.set(target, needed(target, path, this.#place(path, at)));
        if (!this.#seen.has(target)) todo.push(target);
      }
      if (this.#seen.size % FILES === 0) yield;
    }
  }

  #moved(path: string): { path: string; at?: number }[] {
    const other = this.#part.moved(path);
    return other !== undefined && this.#part.left.has(other) ? [{ path: other }] : [];
  }

  #place(path: string, at: number | undefined) {
    const text = at === undefined ? undefined : this.#part.text(path);
    const start = text === undefined || at === undefined ? START : positionAt(text, at);
    return { start, end: start };
  }
}

function needed(
  path: string,
  by: string | undefined,
  { start, end }: { readonly start: Position; readonly end: Position },
): Diagnostic {
  const message = `This needs ${path} as it is in the draft, which is not part of what is published`;
  return { ...finding(by ?? path, 'also_publish', message, `Also publish ${path}.`), start, end };
}

/** Changes that may mend an error: of the file that has it, of files that it names, or else of what says how all are read. */
function related(
  { path = '', message }: Diagnostic,
  left: ReadonlySet<string>,
  found: ReadonlyMap<string, unknown>,
): { readonly path: string; readonly isGuess: boolean }[] {
  const isLeft = (each: string) => left.has(each) && !found.has(each);
  const named = (message.match(/[\w\-./[\]]+/g) ?? []).map((word) => word.replace(/[.,:;]+$/, ''));
  const direct = [path, ...named].filter(isLeft);
  if (direct.length > 0) return [...new Set(direct)].map((each) => ({ path: each, isGuess: false }));
  const collection = /^content\/[^/]+\//.exec(path)?.[0];
  const general = [...(collection ? [`${collection}_collection.yaml`] : []), 'site.yaml'];
  const guess = general.find(isLeft);
  return guess === undefined ? [] : [{ path: guess, isGuess: true }];
}

/** The release with what it needs in it. */
function withNeeds({ release, draft }: Part, needs: Iterable<string>): Map<string, Facts> {
  const facts = new Map(release);
  for (const path of needs) {
    const drafted = draft.get(path);
    if (drafted) facts.set(path, drafted);
    else facts.delete(path);
  }
  return facts;
}
