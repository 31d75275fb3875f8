import { TemplateError } from '../liquid/error.ts';
import { log } from '../release/log.ts';
import { messageOf } from '../schema/message-of.ts';

/** What the log says of a failed request: one JSON object a line. Visitors see none of it. */
export function logError(
  request: string,
  address: string,
  error: unknown,
  waits?: Readonly<Record<string, number>>,
): void {
  const place =
    error instanceof TemplateError
      ? {
          code: error.code,
          template: error.template,
          line: error.start?.line,
          column: error.start?.column,
          chain: error.chain,
        }
      : { stack: error instanceof Error ? error.stack : undefined };
  const message = messageOf(error);
  const timing = waits && { waited: waits };
  log('error', { request, path: new URL(address).pathname, message, ...place, ...timing });
}

/** What the log says of an upstream that failed: what was asked, why it failed, what was used instead. */
export function logUpstream(
  request: string,
  url: URL,
  { status, problem }: { readonly status: number; readonly problem?: string },
  source: string,
): void {
  const message = problem ?? `it answered ${status}`;
  const used = source === 'stale' ? 'the last good answer' : 'nothing';
  log('warn', { request, upstream: url.href, message, used });
}
