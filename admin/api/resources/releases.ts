import { releaseListQuery, releaseListResponse } from '../../../schema/api/core.ts';
import { releaseQuery, releaseResponse } from '../../../schema/api/history.ts';
import { unwrap } from '../../store/outcome.ts';
import { operation } from '../operation.ts';
import { released } from './released.ts';

/** What was published, and how. */
export const releases = [
  operation({
    id: 'listReleases',
    method: 'GET',
    path: '/releases',
    scope: 'read',
    summary: 'List releases, newest first',
    query: releaseListQuery,
    response: releaseListResponse,
    async run({ site, query: { limit = 50, before } }) {
      return { body: await site.differences().releases(limit, before) };
    },
  }),
  operation({
    id: 'getRelease',
    method: 'GET',
    path: '/releases/{id}',
    scope: 'read',
    summary: 'One release, with the files that it was made of',
    query: releaseQuery,
    inParts: 'cursors',
    response: releaseResponse,
    async run({ env, site, params, query }) {
      const { release, ...made } = unwrap(await site.differences().release(params.id ?? '', query));
      return { body: { ...released(env, release), ...made } };
    },
  }),
];
