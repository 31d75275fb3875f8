import { releaseListAnswer, releaseListQuery } from '../../schema/api.ts';
import { operation } from './operation.ts';

/** What was published, and how. */
export const releases = [
  operation({
    id: 'listReleases',
    method: 'GET',
    path: '/releases',
    scope: 'read',
    summary: 'List releases, newest first',
    query: releaseListQuery,
    answer: releaseListAnswer,
    async run({ site, query: { limit = 50, before } }) {
      const found = await site.releases(limit, before);
      return {
        body: { releases: found, before: found.length === limit ? (found.at(-1)?.version ?? null) : null },
      };
    },
  }),
];
