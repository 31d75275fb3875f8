import { auditQuery, auditResponse } from '../../../schema/api/history.ts';
import { operation } from '../operation.ts';

/** Who did what. */
export const audit = [
  operation({
    id: 'listAudit',
    method: 'GET',
    path: '/audit',
    scope: 'admin',
    summary: 'The audit log, newest first',
    query: auditQuery,
    response: auditResponse,
    async run({ site, query: { limit = 100, cursor } }) {
      const entries = await site.auditLog(limit, cursor);
      return { body: { entries, cursor: entries.length === limit ? (entries.at(-1)?.id ?? null) : null } };
    },
  }),
];
