// Makes the API's document and its page once, so that the admin Worker need not: `npm run api-docs`. A test compares.

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const FILE = new URL('../admin/api/openapi/docs.generated.ts', import.meta.url);

// Operations name classes of the platform, which is not here; nothing of them runs.
const PLATFORM = 'export class RpcTarget {} export class DurableObject {} export class WorkerEntrypoint {}';
registerHooks({
  resolve: (name, context, next) =>
    name === 'cloudflare:workers'
      ? { url: `data:text/javascript,${encodeURIComponent(PLATFORM)}`, shortCircuit: true }
      : next(name, context),
});

const { docsPage, STYLE } = await import('../admin/api/openapi/docs-page.ts');
const { openApi } = await import('../admin/api/openapi/openapi.ts');
const { operations } = await import('../admin/api/operations.ts');

const openapi = JSON.stringify(openApi(operations));
const page = docsPage(operations);
const hash = (text, as) => createHash('sha256').update(text).digest(as);

writeFileSync(
  FILE,
  `// Made by \`npm run api-docs\`. A rebase that conflicts here is resolved by making it again.

export const OPENAPI = {
  etag: '"${hash(openapi, 'hex').slice(0, 32)}"',
  text: ${JSON.stringify(openapi)},
};

export const DOCS = {
  etag: '"${hash(page, 'hex').slice(0, 32)}"',
  style: 'sha256-${hash(STYLE, 'base64')}',
  text: ${JSON.stringify(page)},
};
`,
);
console.log(`Made admin/api/openapi/docs.generated.ts: ${openapi.length} and ${page.length} characters.`);
