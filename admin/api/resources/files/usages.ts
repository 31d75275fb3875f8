import { addressesQuery, addressesResponse } from '../../../../schema/api/addresses.ts';
import {
  deletedQuery,
  deletedResponse,
  searchQuery,
  searchResponse,
  textsQuery,
  textsResponse,
  usesQuery,
  usesResponse,
} from '../../../../schema/api/usages.ts';
import { unwrap } from '../../../store/outcome.ts';
import { operation } from '../../operation.ts';

/** What uses what, and what is where. */
export const usages = [
  operation({
    id: 'listAddresses',
    method: 'GET',
    path: '/addresses',
    scope: 'read',
    summary: 'Addresses at which pages of the draft are seen',
    about:
      'Those without parameters, those of entries, and those that samples/params.json names. With `uses`, those whose page needs that file; with `changed`, those that may look different from what is live, gone ones too.',
    query: addressesQuery,
    response: addressesResponse,
    run: async ({ site, query, who }) => ({ body: unwrap(await site.usages().addresses(who.id, query)) }),
  }),
  operation({
    id: 'listUses',
    method: 'GET',
    path: '/files/{path}/uses',
    scope: 'read',
    summary: 'Where other files name this one: a partial, a layout, data, an asset',
    about:
      'Also where they name a smaller version of a picture. With `key`, where templates read that key of it, through loops, assigns and arguments of partials too; with `block`, where that block is.',
    query: usesQuery,
    response: usesResponse,
    run: async ({ site, params, query, who }) => ({
      body: { uses: unwrap(await site.usages().uses(who.id, params.path ?? '', query)) },
    }),
  }),
  operation({
    id: 'search',
    method: 'GET',
    path: '/search',
    scope: 'read',
    summary: 'Find a text in the texts of the draft, slice by slice',
    about: 'Bytes of assets are not looked at. Go on with the cursor until it is null.',
    query: searchQuery,
    inParts: 'cursors',
    response: searchResponse,
    async run({ site, query, who }) {
      const wanted = { text: query.text, case: query.case === '1', word: query.word === '1' };
      return { body: unwrap(await site.usages().search(who.id, wanted, query.cursor)) };
    },
  }),
  operation({
    id: 'listTexts',
    method: 'GET',
    path: '/texts',
    scope: 'read',
    summary: 'The texts of the draft, many in an answer',
    query: textsQuery,
    inParts: 'cursors',
    response: textsResponse,
    paths: ({ query }) => [query.prefix ?? ''],
    async run({ site, query, who }) {
      return { body: unwrap(await site.usages().texts(who.id, query.prefix ?? '', query.cursor)) };
    },
  }),
  operation({
    id: 'listDeleted',
    method: 'GET',
    path: '/deleted',
    scope: 'read',
    summary: 'Files that were deleted and are not there again, the latest first',
    about:
      'Bring one back with POST /files/{path}/restore and its version. A file that was moved is not listed.',
    query: deletedQuery,
    response: deletedResponse,
    run: async ({ site, query: { limit = 100, before } }) => ({
      body: await site.usages().deleted(limit, before),
    }),
  }),
];
