import { diffQuery, diffResponse } from '../../../schema/api/history.ts';
import { unwrap } from '../../store/outcome.ts';
import { operation } from '../operation.ts';

/** What differs between any two of draft, live and releases. */
export const diff = [
  operation({
    id: 'getDiff',
    method: 'GET',
    path: '/diff',
    scope: 'read',
    summary: 'What differs between two of draft, live and releases',
    query: diffQuery,
    response: diffResponse,
    async run({ site, query, who }) {
      const { from = 'live', to = 'draft', path, url } = query;
      return { body: unwrap(await site.differences().between(who.id, from, to, path, url)) };
    },
  }),
];
