import { matches } from '../../../release/response/if-none-match.ts';
import { type Operation, operation } from '../operation.ts';
import { DOCS, OPENAPI } from './docs.generated.ts';
import { ORIGIN } from './docs-page.ts';

/** What the API is, for programs and for people. Both were made with this Worker: anyone may ask for them. */
export const docs: Operation[] = [
  operation({
    id: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    scope: 'anyone',
    summary: 'The OpenAPI 3.1 document of this API',
    responseType: 'application/json',
    run: async ({ request }) =>
      whole(request, OPENAPI.etag, OPENAPI.text, { 'content-type': 'application/json' }),
  }),
  operation({
    id: 'getDocs',
    method: 'GET',
    path: '/docs',
    scope: 'anyone',
    summary: 'The same for people',
    responseType: 'text/html',
    run: async ({ request, url }) =>
      whole(request, DOCS.etag, DOCS.text.replace(ORIGIN, url.origin), {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; style-src '${DOCS.style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        'referrer-policy': 'no-referrer',
      }),
  }),
];

function whole(request: Request, etag: string, text: string, fields: Record<string, string>): Response {
  const headers = { ...fields, etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' };
  return matches(request, etag)
    ? new Response(null, { status: 304, headers })
    : new Response(text, { headers });
}
