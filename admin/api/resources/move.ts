import { moveRequest, moveResponse } from '../../../schema/api/history.ts';
import { checkPath } from '../../store/edit.ts';
import { CONDITIONS, conditionOf } from '../http/condition.ts';
import { operation } from '../operation.ts';
import { edited } from './content.ts';

/** Moves a file: one commit that writes it at the new path and deletes it at the old one. */
export const move = [
  operation({
    id: 'moveFile',
    method: 'POST',
    path: '/files/{path}/move',
    scope: 'write',
    summary: 'Move a file to a path where nothing is',
    headers: CONDITIONS,
    body: moveRequest,
    response: moveResponse,
    paths: ({ params, body }) => [params.path ?? '', body.to],
    async run(call) {
      const from = call.params.path ?? '';
      const { to } = call.body;
      checkPath(from);
      const before = await call.site.drafts().addressOf(from);
      const { body, headers } = await edited(call, [
        { path: to, source: { copyOf: from }, ifNoneMatch: '*' },
        { path: from, source: null, ...conditionOf(call.request) },
      ]);
      const after = before === null ? null : await call.site.drafts().addressOf(to);
      const isMoved = before !== null && after !== null && before !== after;
      return { body: { ...body, ...(isMoved && { redirect: { from: before, to: after } }) }, headers };
    },
  }),
];
