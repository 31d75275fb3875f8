import {
  cancelQuery,
  publishedSchema,
  publishRequest,
  releaseSchema,
  rollbackRequest,
  statusResponse,
} from '../../../schema/api/core.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { allows } from '../../../schema/api/scopes.ts';
import { MANIFEST_FORMAT } from '../../../schema/format.ts';
import { LIMITS } from '../../../schema/limits.ts';
import { VERSION } from '../../../schema/version.ts';
import { unwrap } from '../../store/outcome.ts';
import type { Status } from '../../store/told.ts';
import type { AdminBindings } from '../env.ts';
import { operation } from '../operation.ts';
import { limitsOf, publishedFor } from './publish-of.ts';
import { everywhereBy, released } from './released.ts';

/** From the draft to visitors, and back. */
export const publish = [
  operation({
    id: 'publish',
    method: 'POST',
    path: '/publish',
    scope: 'publish',
    summary: 'Publish the draft, or only some of it',
    about:
      'With `paths`, the release is what is live with only these paths of the draft; the rest of the draft stays unpublished, and `only.unpublished` says what that is. When these paths need others that are not live either, such as a page its new partial, it is refused (422) with `needs`: publish those too. A caller who is bound to a prefix has to name paths below it. Every page is rendered first, with its samples and with changed ones; what fails as given, exceeds a budget or prints hostile values unescaped refuses it (422). Answers 200 when it is live, 202 when it takes longer than 25 seconds and goes on.',
    body: publishRequest,
    response: publishedSchema,
    statuses: [200, 202],
    idempotent: true,
    paths: ({ body }) => body.paths ?? [''],
    async run({ env, site, body, who }) {
      const { message = '', expect, force = false, paths } = body;
      if (force && !allows(who.scopes, 'admin'))
        throw new ProblemError('forbidden', `force needs the scope admin; ${who.name} lacks it`, {
          rule: 'scope',
        });
      const published = await site.publish(message, who.name, expect, force, paths, limitsOf(who));
      const release = unwrap(publishedFor(who, published));
      return { status: release.state === 'live' ? 200 : 202, body: released(env, release) };
    },
  }),
  operation({
    id: 'cancelPublish',
    method: 'DELETE',
    path: '/publish',
    scope: 'publish',
    roles: ['editor', 'developer', 'owner'],
    summary: 'Cancel the publish that is under way, whoever began it',
    about:
      'Visitors keep the release that they have; the one that was cancelled is in the list of releases as failed, with who cancelled it. 404 when nothing is being published. Once it is live, go back with PUT /live.',
    query: cancelQuery,
    response: releaseSchema,
    run: async ({ site, query, who }) => ({
      body: unwrap(await site.cancelPublish(who.name, query.release)),
    }),
  }),
  operation({
    id: 'setLive',
    method: 'PUT',
    path: '/live',
    scope: 'publish',
    roles: ['editor', 'developer', 'owner'],
    summary: 'Show visitors another release that was live before',
    body: rollbackRequest,
    response: statusResponse,
    async run({ env, site, body, who }) {
      return { body: told(env, unwrap(await site.rollback(body.release, who.name))) };
    },
  }),
  operation({
    id: 'getStatus',
    method: 'GET',
    path: '/status',
    scope: 'read',
    summary: 'What is live, since when, and what is going on',
    response: statusResponse,
    run: async ({ env, site }) => ({ body: told(env, await site.status()) }),
  }),
];

const VERSIONS = { meniscus: VERSION, manifest: MANIFEST_FORMAT };

function told(env: AdminBindings, status: Status) {
  const live = status.live && {
    release: status.live.release,
    since: status.live.at,
    everywhereBy: everywhereBy(env, status.live.at),
  };
  return { ...status, live, siteUrl: env.SITE_URL ?? null, limits: LIMITS, versions: VERSIONS };
}
