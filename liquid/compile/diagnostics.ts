import type { Diagnostic, Position, Severity } from '../../schema/diagnostic.ts';
import type { Span } from './ast.ts';

/** More findings than this help nobody; a hostile file could have half a million. */
const MAX_DIAGNOSTICS = 100;

/** A finding before its offsets are turned into lines and columns. */
export interface Finding extends Span {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

/** Thrown inside one tag or output, caught by the parser, which goes on behind it. */
export class MarkupError extends Error {
  readonly code: string;
  readonly span: Span;
  readonly help: string | undefined;

  constructor(code: string, message: string, span: Span, help?: string) {
    super(message);
    this.code = code;
    this.span = span;
    this.help = help;
  }
}

/** What was found in one source so far. */
export class Findings {
  readonly list: Finding[] = [];
  failed = false;

  /** Whether more findings would be dropped: then there is no point in looking for them. */
  get full(): boolean {
    return this.list.length >= MAX_DIAGNOSTICS;
  }

  error(code: string, message: string, span: Span, help?: string): void {
    this.failed = true;
    this.add('error', code, message, span, help);
  }

  warn(code: string, message: string, span: Span, help?: string): void {
    this.add('warning', code, message, span, help);
  }

  private add(severity: Severity, code: string, message: string, span: Span, help?: string): void {
    if (this.full) return;
    const { start, end } = span;
    this.list.push({ severity, code, message, start, end, ...(help === undefined ? {} : { help }) });
  }
}

/** Findings as diagnostics of the file `path`, in the order of the source. */
export function toDiagnostics(findings: readonly Finding[], source: string, path: string): Diagnostic[] {
  if (findings.length === 0) return [];
  const positionOf = positionsIn(source);
  const sorted = [...findings].sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.map(({ start, end, ...rest }) => ({
    ...rest,
    path,
    start: positionOf(start),
    end: positionOf(end),
  }));
}

/** Positions of offsets in a source: its lines are found once, each look-up is a binary search. */
export function positionsIn(source: string): (offset: number) => Position {
  const starts = lineStarts(source);
  return (offset) => positionAt(starts, offset);
}

/** The offset where each line starts. Lines end with a line feed. */
function lineStarts(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { offset, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
