import type { Condition } from '../../store/condition.ts';

/** What the headers of a conditional change mean, for the document. */
export const CONDITIONS = {
  'If-Match': 'The ETag that you saw; when the file has another now, the response is 412 and nothing changes',
  'If-None-Match': '`*`: only when the file does not exist',
} as const;

/** When a request's change may be made. */
export function conditionOf({ headers }: Request): Condition {
  return {
    ifMatch: headers.get('if-match') ?? undefined,
    ifNoneMatch: headers.get('if-none-match') ?? undefined,
  };
}
