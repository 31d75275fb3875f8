import {
  changedResponse,
  historyQuery,
  historyResponse,
  moveRequest,
  restoreRequest,
} from '../../../schema/api/history.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { checkPath, type Edit, savedFile } from '../../store/edit.ts';
import { unwrap } from '../../store/outcome.ts';
import { CONDITIONS, conditionOf } from '../http/condition.ts';
import { type Call, operation } from '../operation.ts';
import { sendContent } from './content.ts';

const itsPath = ({ params }: Call<unknown, unknown>) => [params.path ?? ''];

/** What a file was before, and back to it; and moving it. */
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
  operation({
    id: 'moveFile',
    method: 'POST',
    path: '/files/{path}/move',
    scope: 'write',
    summary: 'Move a file to a path where nothing is',
    headers: CONDITIONS,
    body: moveRequest,
    response: changedResponse,
    paths: ({ params, body }) => [params.path ?? '', body.to],
    async run(call) {
      const from = call.params.path ?? '';
      const { to } = call.body;
      checkPath(from);
      return edited(call, [
        { path: to, source: { copyOf: from }, ifNoneMatch: '*' },
        { path: from, source: null, ...conditionOf(call.request) },
      ]);
    },
  }),
];

/** Makes the edits and responds with the file of the first. */
async function edited({ site, who }: Call<unknown, unknown>, edits: Edit[]) {
  const file = savedFile(unwrap(await site.commit(edits, who.name, false, who.prefix)));
  return { body: { file }, headers: { etag: file.etag } };
}

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
