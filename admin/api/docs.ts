import { docsPage } from './docs-page.ts';
import { openApi } from './openapi.ts';
import { type Operation, operation } from './operation.ts';

/** What the API is, for programs and for people. */
export function docs(operations: () => readonly Operation[]): Operation[] {
  return [
    operation({
      id: 'getOpenApi',
      method: 'GET',
      path: '/openapi.json',
      scope: 'anyone',
      summary: 'The OpenAPI 3.1 document of this API',
      answerType: 'application/json',
      run: async () =>
        new Response(JSON.stringify(openApi(operations())), {
          headers: {
            'content-type': 'application/json',
            'cache-control': 'no-cache',
            'x-content-type-options': 'nosniff',
          },
        }),
    }),
    operation({
      id: 'getDocs',
      method: 'GET',
      path: '/docs',
      scope: 'anyone',
      summary: 'The same for people',
      answerType: 'text/html',
      async run({ url }) {
        const nonce = crypto.randomUUID();
        return new Response(docsPage(operations(), url.origin, nonce), {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
            'x-content-type-options': 'nosniff',
            'referrer-policy': 'no-referrer',
            'cache-control': 'no-cache',
          },
        });
      },
    }),
  ];
}
