import { compareAnswer, compareRequest } from '../../schema/api-compare.ts';
import { renderAnswer, renderRequest, validateAnswer, validateRequest } from '../../schema/api-render.ts';
import { unwrap } from '../store/outcome.ts';
import { operation } from './operation.ts';

/** Seeing what a change does before it is saved or published. */
export const render = [
  operation({
    id: 'render',
    method: 'POST',
    path: '/render',
    scope: 'read',
    summary: 'Render a page of the draft, also with texts that are not saved',
    about:
      'Upstreams are not asked: their answers are the data given here, else those in samples/. What is wrong with a template is told in diagnostics, in an answer of 200.',
    body: renderRequest,
    answer: renderAnswer,
    run: async ({ site, body }) => ({ body: unwrap(await site.drafts().render(body)) }),
  }),
  operation({
    id: 'validate',
    method: 'POST',
    path: '/validate',
    scope: 'read',
    summary: 'Check the whole site as it would be with these texts in it',
    body: validateRequest,
    answer: validateAnswer,
    async run({ site, body }) {
      const diagnostics = unwrap(await site.drafts().validate(body.files ?? {}));
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
    answer: compareAnswer,
    run: async ({ site, body }) => ({ body: unwrap(await site.drafts().compare(body)) }),
  }),
];
