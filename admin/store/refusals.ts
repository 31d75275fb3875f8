import { type Problem, type ProblemCode, ProblemError } from '../../schema/api/problem.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';

/** One edit of a batch that can't be made. */
export interface Refusal {
  readonly path: string;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly more: Partial<Problem>;
}

/** What refuses a text that does not compile, with the place of its first error. */
export function notCompiled(path: string, found: readonly Diagnostic[]): ProblemError {
  const diagnostics = found.map((each) => ({ ...each, path }));
  const first = diagnostics.find((each) => each.severity === 'error');
  const where = first ? `line ${first.start.line}, column ${first.start.column}: ${first.message}` : '';
  return new ProblemError('invalid', `${path} was not saved: ${where}`, {
    path,
    rule: first?.code,
    diagnostics,
  });
}

/** Says why an edit can't be made. */
export function refusal(
  path: string,
  code: ProblemCode,
  detail: string,
  more: Partial<Problem> = {},
): Refusal {
  return { path, code, detail, more };
}

/** Runs `work`; a ProblemError becomes a refusal. */
export function attempt<T>(path: string, work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return refusal(path, error.code, error.message, error.more);
  }
}

/** One refusal becomes a problem as it is, several become one problem that lists them. */
export function refused(refusals: readonly Refusal[], edits: number): ProblemError {
  const [first] = refusals;
  if (first && edits === 1) return new ProblemError(first.code, first.detail, first.more);
  const code = first?.code ?? 'invalid';
  const diagnostics = refusals.flatMap((each) => each.more.diagnostics ?? []);
  const detail = `Nothing was saved: ${refusals.length} of ${edits} files were refused. ${first?.detail}`;
  const errors = refusals.map(({ path, code: meaning, detail: why, more }) => {
    return {
      path,
      code: meaning,
      detail: why,
      ...(more.rule && { rule: more.rule }),
      ...(more.etag && { etag: more.etag }),
    };
  });
  return new ProblemError(code, detail, { diagnostics, errors });
}
