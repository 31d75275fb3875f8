import { compareRequest, compareResponse } from '../../../schema/api/compare.ts';
import type { Identity } from '../../../schema/api/core.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import {
  renderRequest,
  renderResponse,
  validateRequest,
  validateResponse,
} from '../../../schema/api/render.ts';
import { allows } from '../../../schema/api/scopes.ts';
import { compactJson, exactMember } from '../../../site/files/exact.ts';
import { unwrap } from '../../store/outcome.ts';
import { checkChange } from '../http/role.ts';
import { operation } from '../operation.ts';

/** Seeing what a change does before it is saved or published. */
export const render = [
  operation({
    id: 'render',
    method: 'POST',
    path: '/render',
    scope: 'read',
    summary: 'Render a page of the draft, also with texts that are not saved',
    about:
      'Upstreams are not asked: their answers are the data given here, else those in samples/. Errors of a template are in diagnostics, with status 200.',
    body: renderRequest,
    response: renderResponse,
    async run({ site, body, bytes, who }) {
      checkMayHandIn(who, body.files);
      return { body: unwrap(await site.drafts().render({ ...body, exact: dataOf(bytes) }, who.id)) };
    },
  }),
  operation({
    id: 'validate',
    method: 'POST',
    path: '/validate',
    scope: 'read',
    summary: 'Check the whole site as it would be with these texts in it',
    body: validateRequest,
    response: validateResponse,
    async run({ site, body, who }) {
      checkMayHandIn(who, body.files);
      const diagnostics = unwrap(await site.drafts().validate(body.files ?? {}, who.id));
      const ok = diagnostics.every(({ severity }) => severity !== 'error');
      return { body: { ok, diagnostics: diagnostics.slice(0, 1_000) } };
    },
  }),
  operation({
    id: 'compare',
    method: 'POST',
    path: '/compare',
    scope: 'read',
    summary: 'Render with liquidjs too, and tell where its output differs',
    about:
      'For templates that were written for liquidjs, 11ty or Jekyll. Without url and page: all pages, up to a hundred.',
    body: compareRequest,
    response: compareResponse,
    async run({ site, body, bytes, who }) {
      checkMayHandIn(who, body.files);
      return { body: unwrap(await site.drafts().compare({ ...body, exact: dataOf(bytes) }, who.id)) };
    },
  }),
];

/** Templates are code that we run: only who may save them may hand them in. */
function checkMayHandIn(who: Identity, files: Readonly<Record<string, string>> = {}): void {
  const paths = Object.keys(files);
  if (paths.length === 0) return;
  if (!allows(who.scopes, 'write'))
    throw new ProblemError('forbidden', `files needs the scope write; ${who.name} lacks it`, {
      rule: 'scope',
    });
  for (const path of paths) checkChange(who, path);
}

/** `data` of a body as JSON, where JSON.parse would change its numbers. */
function dataOf(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes);
  return text.trim() === '' ? undefined : exactMember(compactJson(text), ['data']);
}
