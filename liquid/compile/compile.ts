import type { Diagnostic } from '../../schema/diagnostic.ts';
import type { Program } from '../program.ts';
import { PARSE_LIMITS } from '../run/budget.ts';
import { FILTERS } from '../run/filters/table.ts';
import '../run/more.ts';
import type { Facts } from './analyse.ts';
import { Findings, toDiagnostics } from './diagnostics.ts';
import { Emitter, type FilterTable } from './emit.ts';
import { outlineOf } from './outline.ts';
import { Parser, type TagTable } from './parse.ts';
import { Taint } from './places/taint.ts';
import { findPlaces, type Starts } from './places/walk.ts';
import { Scanner, type TokenSource } from './scan.ts';
import { TAGS } from './tags/table.ts';

export interface CompileOptions {
  /** The template's path, for messages. */
  readonly name: string;
  /** Where the template begins, behind front matter. Positions count from the start of the source all the same. */
  readonly offset?: number;
  /** Where it begins in the page. null: its output is not escaped. Not given: in the text of an HTML page. */
  readonly starts?: Starts | null;
  readonly filters?: FilterTable;
  readonly tags?: TagTable;
  /** Whether the author vouches for markup in a value, a name with members: `post.html`. Filters that read markup ask. */
  readonly vouched?: (path: string) => boolean;
  /**
   * Text to print in front of what a node prints, from its place in the source: previews find by it what printed what. Captures
   * have none, since templates read them. `exact`: what is printed is the source itself.
   */
  readonly mark?: (start: number, exact: boolean) => string;
  /** Reads the source where it is not Liquid itself, but holds Liquid, from `offset` on. */
  readonly read?: (source: string, offset: number, findings: Findings) => TokenSource;
}

/** `program` is null exactly when a diagnostic is an error. */
export interface Compiled {
  readonly program: Program | null;
  readonly diagnostics: Diagnostic[];
  /** What lint looks at. */
  readonly facts: Facts;
}

/** Compiles a template, reporting all its errors at once. Never throws; linear in the length of the source. */
export function compile(source: string, options: CompileOptions): Compiled {
  const findings = new Findings();
  const emitter = new Emitter(source, options.filters ?? FILTERS, findings, options.mark);
  const program = compileWith(emitter, source, options, findings);
  const diagnostics = toDiagnostics(findings.list, source, options.name);
  return { program: findings.failed ? null : program, diagnostics, facts: emitter.facts };
}

function compileWith(
  emitter: Emitter,
  source: string,
  options: CompileOptions,
  findings: Findings,
): Program | null {
  if (source.length > PARSE_LIMITS.source) {
    const message = `This template is longer than the limit of ${PARSE_LIMITS.source} characters.`;
    findings.error('too_long', message, { start: 0, end: 0 });
    return null;
  }
  const { offset = 0, read = readLiquid, starts = {} } = options;
  const parser = new Parser(source, read(source, offset, findings), options.tags ?? TAGS, findings);
  const block = parser.parse();
  const places = starts === null || findings.failed ? null : findPlaces(block, source, starts, findings);
  emitter.facts.outline = outlineOf(block);
  emitter.facts.places = places;
  emitter.facts.taint = places && new Taint(block, places.of);
  const { vouched } = options;
  if (vouched)
    for (const { filter, paths, isRaw } of emitter.facts.taint?.readers ?? [])
      if (isRaw || paths.every((path) => vouched(path))) emitter.vouched.add(filter);
  return emitter.program(options.name, block, places);
}

const readLiquid = (source: string, offset: number, findings: Findings): TokenSource =>
  new Scanner(source, offset, findings);
