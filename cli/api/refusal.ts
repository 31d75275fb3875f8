import type { Problem, ProblemCode } from '../../schema/api/problem.ts';
import type { Target } from '../config/target.ts';
import { CliError, EXIT, type Exit } from '../frame/exit.ts';
import { plural } from '../output/words.ts';

const EXITS: Readonly<Record<ProblemCode, Exit>> = {
  unauthorized: EXIT.access,
  forbidden: EXIT.access,
  not_found: EXIT.found,
  method_not_allowed: EXIT.unreachable,
  conflict: EXIT.conflict,
  precondition_failed: EXIT.conflict,
  too_large: EXIT.found,
  invalid: EXIT.found,
  rate_limited: EXIT.unreachable,
  internal: EXIT.unreachable,
  unavailable: EXIT.unreachable,
};

/** The API said no. */
export class Refused extends CliError {
  readonly problem: Problem;

  constructor(message: string, problem: Problem, next: string | undefined) {
    super(message, {
      code: problem.code,
      exit: EXITS[problem.code],
      ...(next !== undefined && { next }),
      detail: { problem },
    });
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** Whether a first try with the same Idempotency-Key has begun, and its answer is not to be had. */
export const isUnknown = ({ rule }: Problem): boolean =>
  rule === 'idempotency_under_way' || rule === 'idempotency_done';

/** What the API refused, in a person's words, with what to type next. */
export function refusedBy(target: Target, problem: Problem): Refused {
  const { code, detail } = problem;
  if (code === 'unauthorized') {
    const message = target.credential
      ? `${target.name} does not take this token (any more): it is wrong, has expired or was revoked.`
      : `Nobody is signed in to ${target.name} (${target.origin}).`;
    return new Refused(message, problem, `meniscus login ${target.origin}, or set MENISCUS_TOKEN.`);
  }
  if (code === 'forbidden')
    return new Refused(
      `Not allowed on ${target.name}: ${detail}.`,
      problem,
      'Ask whoever runs the site for a token with that scope. meniscus whoami shows what yours may do.',
    );
  if (isUnknown(problem))
    return new Refused(
      `${target.name} began with this before, and nobody knows how that ended.`,
      problem,
      'meniscus status shows what is there. Then run the same command again.',
    );
  if (code === 'rate_limited')
    return new Refused(
      `${target.name} is busy: ${detail}.`,
      problem,
      `Run the same command again in ${plural(problem.retryAfter ?? 60, 'second')}.`,
    );
  if (code === 'internal' || code === 'unavailable')
    return new Refused(`${target.name}: ${detail}`, problem, 'Run the same command again in a minute.');
  const { needs = [], diagnostics = [] } = problem;
  const mend = diagnostics.length > 0 ? 'Mend that, then run the same command again.' : undefined;
  const too = needs.length > 0 ? `Publish these too: --only ${needs.join(' ')}` : mend;
  return new Refused(detail, problem, too);
}
