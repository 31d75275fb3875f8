import { collectionQuery, collectionResponse } from '../../../../schema/api/collections.ts';
import { unwrap } from '../../../store/outcome.ts';
import { operation } from '../../operation.ts';

/** Entries as people see them: with titles and states. */
export const collections = [
  operation({
    id: 'getCollection',
    method: 'GET',
    path: '/collections/{name}',
    scope: 'read',
    summary: 'A collection of the draft as a table: its entries with title, date, state and address',
    about:
      'All of them, or with `limit` page by page: an entry that stays as it is comes once, whatever is saved between two pages.',
    query: collectionQuery,
    inParts: 'cursors',
    response: collectionResponse,
    paths: ({ params }) => [`content/${params.name ?? ''}/`],
    async run({ site, params, query, who }) {
      return { body: unwrap(await site.usages().collection(who.id, params.name ?? '', query)) };
    },
  }),
];
