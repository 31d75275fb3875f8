import { previewListResponse, previewMadeResponse, previewRequest } from '../../../schema/api/previews.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { ROLES } from '../../../schema/api/roles.ts';
import { previewUrl } from '../../../schema/preview.ts';
import { unwrap } from '../../store/outcome.ts';
import { signPreview } from '../http/preview-token.ts';
import { operation } from '../operation.ts';

const HOUR = 3_600_000;

/** Links for people without an account. */
export const previews = [
  operation({
    id: 'listPreviews',
    method: 'GET',
    path: '/previews',
    scope: 'read',
    summary: 'List preview links that are good',
    response: previewListResponse,
    run: async ({ site }) => ({ body: { previews: await site.previews().list() } }),
  }),
  operation({
    id: 'createPreview',
    method: 'POST',
    path: '/previews',
    scope: 'write',
    roles: ROLES,
    summary: 'Make a link that shows the draft or a release',
    body: previewRequest,
    response: previewMadeResponse,
    statuses: [201],
    async run({ env, site, body, who }) {
      if (!env.SITE_URL)
        throw new ProblemError(
          'unavailable',
          'SITE_URL is not set: say in admin/wrangler.toml where visitors see the site',
        );
      const { what = 'draft', label = '', hours = 72, path = '/' } = body;
      const id = crypto.randomUUID().slice(0, 13);
      const expires = Date.now() + hours * HOUR;
      const preview = unwrap(await site.previews().add({ id, what, label, author: who.name, expires }));
      const token = await signPreview(env.ADMIN_TOKEN ?? '', id, expires);
      return { body: { preview, url: previewUrl(env.SITE_URL, token, path) } };
    },
  }),
  operation({
    id: 'revokePreview',
    method: 'DELETE',
    path: '/previews/{id}',
    scope: 'write',
    roles: ['editor', 'developer', 'owner'],
    summary: 'End a preview link, at once',
    async run({ site, params, who }) {
      if (await site.previews().revoke(params.id ?? '', who.name)) return {};
      throw new ProblemError('not_found', `There is no preview ${params.id}`);
    },
  }),
];
