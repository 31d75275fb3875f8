import {
  changedResponse,
  historyQuery,
  historyResponse,
  restoreRequest,
} from '../../../../schema/api/history.ts';
import { ProblemError } from '../../../../schema/api/problem.ts';
import { checkPath } from '../../../store/edit.ts';
import { CONDITIONS, conditionOf } from '../../http/condition.ts';
import { type Call, operation } from '../../operation.ts';
import { edited, sendContent } from './content.ts';

const itsPath = ({ params }: Call<unknown, unknown>) => [params.path ?? ''];

/** What a file was before, and back to it. */
export const history = [
  operation({
    id: 'getHistory',
    method: 'GET',
    path: '/files/{path}/history',
    scope: 'read',
    summary: "List a file's versions, newest first, or download one",
    about: 'With `version`, the response is the content of that version.',
    query: historyQuery,
    response: historyResponse,
    responseType: '*/*',
    paths: itsPath,
    async run(call) {
      const { site, query, params } = call;
      const path = params.path ?? '';
      checkPath(path);
      if (query.version !== undefined) return sendVersion(call, path, query.version);
      const limit = query.limit ?? 50;
      const versions = await site.history(path, limit, query.before);
      if (versions.length === 0 && query.before === undefined)
        throw new ProblemError('not_found', `${path} was never there`, { path });
      const before = versions.length === limit ? (versions.at(-1)?.id ?? null) : null;
      return { body: { versions, before } };
    },
  }),
  operation({
    id: 'restoreFile',
    method: 'POST',
    path: '/files/{path}/restore',
    scope: 'write',
    summary: 'Save a version from the history as the file again',
    headers: CONDITIONS,
    body: restoreRequest,
    response: changedResponse,
    paths: itsPath,
    run: (call) =>
      edited(call, [
        {
          path: call.params.path ?? '',
          source: { version: call.body.version },
          ...conditionOf(call.request),
        },
      ]),
  }),
];

async function sendVersion(
  { env, site }: Call<unknown, unknown>,
  path: string,
  version: number,
): Promise<Response> {
  const content = await site.readVersion(path, version);
  if (!content)
    throw new ProblemError('not_found', `${path} has no version ${version} with content`, { path });
  return sendContent(env, path, content);
}
