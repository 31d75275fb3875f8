import { type Problem, type ProblemCode, ProblemError } from '../../schema/api/problem.ts';

/** What a call of the Durable Object returns. Errors are data: a thrown class does not survive the call. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: ProblemCode;
      readonly detail: string;
      readonly more: Partial<Problem>;
    };

/** Runs `work`; a ProblemError becomes data, anything else goes on. */
export async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { ok: false, code: error.code, detail: error.message, more: error.more };
  }
}

/** The value, or the ProblemError thrown again. */
export function unwrap<T>(result: Outcome<T>): T {
  if (result.ok) return result.value;
  throw new ProblemError(result.code, result.detail, result.more);
}
