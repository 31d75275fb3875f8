import type { Diagnostic, Position } from '../../schema/diagnostic.ts';

/** Where findings point that are about a file as a whole. */
export const START: Position = { offset: 0, line: 1, column: 1 };

/** An error about a file as a whole. */
export function finding(path: string, code: string, message: string, help?: string): Diagnostic {
  return { severity: 'error', code, message, path, start: START, end: START, ...(help ? { help } : {}) };
}

/** The same at a line of the file, where that is known. */
export const atLine = (found: Diagnostic, line: Position | undefined): Diagnostic =>
  line === undefined ? found : { ...found, start: line, end: line };

/** Whether the file is refused. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((found) => found.severity === 'error');
}

/** What was found in files, each finding with its file's path. */
export function diagnosticsOf(
  compiled: ReadonlyMap<string, { readonly diagnostics: readonly Diagnostic[] }>,
): Diagnostic[] {
  return [...compiled].flatMap(([path, { diagnostics }]) => diagnostics.map((found) => ({ ...found, path })));
}
