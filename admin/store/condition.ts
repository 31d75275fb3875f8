import { namesEtag } from '../../release/response/if-none-match.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import type { FileInfo } from './tables/files.ts';

/** When a change may be made: RFC 9110's If-Match and If-None-Match, as they are in the request. */
export interface Condition {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/** Throws a ProblemError unless the file, as it is before the change, meets the condition. */
export function checkCondition(
  path: string,
  before: Pick<FileInfo, 'etag'> | undefined,
  { ifMatch, ifNoneMatch }: Condition,
): void {
  const refuse = (detail: string) => {
    throw new ProblemError('precondition_failed', detail, { path, ...(before && { etag: before.etag }) });
  };
  if (ifMatch !== undefined && !(before && namesEtag(ifMatch, before.etag))) {
    refuse(
      before
        ? `${path} was changed by someone else; its ETag is now ${before.etag}`
        : `${path} does not exist (any more)`,
    );
  }
  if (ifNoneMatch !== undefined && before && namesEtag(ifNoneMatch, before.etag))
    refuse(`${path} exists already`);
}
