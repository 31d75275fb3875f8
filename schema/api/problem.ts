import * as z from 'zod/mini';

/** The meanings an error of the API can have, and the HTTP status of each. */
export const PROBLEM_STATUS = {
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  invalid: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof PROBLEM_STATUS;

const positionSchema = z.object({ offset: z.int(), line: z.int(), column: z.int() });

/** One finding about a file; the shape of liquid/error's Diagnostic. */
export const diagnosticSchema = z.object({
  severity: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  message: z.string(),
  path: z.optional(z.string()),
  start: positionSchema,
  end: positionSchema,
  help: z.optional(z.string()),
});

/** RFC 9457 problem details: the body of every error response of the API. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]]), // keys of a literal that is not empty
  detail: z.string(),
  /** The exact rule that was broken, such as path_upper_case. */
  rule: z.optional(z.string()),
  path: z.optional(z.string()),
  /** The key of the request's body or query that is at fault. */
  field: z.optional(z.string()),
  etag: z.optional(z.string()),
  /** The methods that the address takes. */
  allow: z.optional(z.array(z.string())),
  limit: z.optional(z.number()),
  /** Seconds to wait. */
  retryAfter: z.optional(z.number()),
  diagnostics: z.optional(z.array(diagnosticSchema)),
  /** Of a publish of some paths: those that have to be published too. */
  needs: z.optional(z.array(z.string())),
  /** Of a batch: each file that was refused. */
  errors: z.optional(
    z.array(
      z.object({
        path: z.string(),
        code: z.string(),
        detail: z.string(),
        rule: z.optional(z.string()),
        etag: z.optional(z.string()),
        /** What the file could be called. */
        suggestion: z.optional(z.string()),
      }),
    ),
  ),
  request: z.optional(z.string()),
});

export type Problem = z.infer<typeof problemSchema>;

/** Thrown anywhere in the admin, caught once at the edge of its app. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly more: Partial<Problem>;
  constructor(code: ProblemCode, detail: string, more: Partial<Problem> = {}) {
    super(detail);
    this.name = 'ProblemError';
    this.code = code;
    this.more = more;
  }
}
