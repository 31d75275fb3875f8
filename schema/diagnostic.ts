/** A place in a source: `offset` in UTF-16 units from 0; `line` and `column` (UTF-16 units) from 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'info';

/** One finding about a file. `end` is exclusive. `help` is one line that says what to do. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly start: Position;
  readonly end: Position;
  readonly help?: string;
}
