import { addressesResponse } from '../../../schema/api/addresses.ts';
import {
  diffQuery,
  diffResponse,
  pageDifference,
  partAddressesRequest,
  partPageRequest,
} from '../../../schema/api/history.ts';
import { unwrap } from '../../store/outcome.ts';
import { operation } from '../operation.ts';

/** What differs between any two of draft, live and releases, and what a publish of a part of the draft would change. */
export const diff = [
  operation({
    id: 'getDiff',
    method: 'GET',
    path: '/diff',
    scope: 'read',
    summary: 'What differs between two of draft, live and releases',
    query: diffQuery,
    inParts: 'cursors',
    response: diffResponse,
    async run({ site, query, who }) {
      const { from = 'live', to = 'draft', ...wanted } = query;
      return { body: unwrap(await site.differences().between(who.id, from, to, wanted)) };
    },
  }),
  operation({
    id: 'listPartAddresses',
    method: 'POST',
    path: '/part/addresses',
    scope: 'read',
    summary: 'Addresses that may look different once only these paths of the draft are published',
    body: partAddressesRequest,
    response: addressesResponse,
    run: async ({ site, body, who }) => ({
      body: unwrap(await site.partChanges().addresses(who.id, body.paths)),
    }),
  }),
  operation({
    id: 'comparePartPage',
    method: 'POST',
    path: '/part/page',
    scope: 'read',
    summary: 'What an address shows now, and once only these paths of the draft are published',
    body: partPageRequest,
    response: pageDifference,
    run: async ({ site, body, who }) => ({
      body: unwrap(await site.partChanges().rendered(who.id, body.paths, body.url)),
    }),
  }),
];
