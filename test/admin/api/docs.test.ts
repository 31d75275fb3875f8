import { SELF } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { DOCS, OPENAPI } from '../../../admin/api/openapi/docs.generated.ts';
import { docsPage, STYLE } from '../../../admin/api/openapi/docs-page.ts';
import { operations } from '../../../admin/api/operations.ts';
import { document } from '../documented.ts';

test('what was made of it is what is in the code now: else `npm run api-docs` makes it again', async () => {
  expect(JSON.parse(OPENAPI.text)).toEqual(document);
  expect(DOCS.text).toBe(docsPage(operations));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(STYLE));
  expect(DOCS.style).toBe(`sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`);
});

test.each(['openapi.json', 'docs'])('%s is not sent to those who have it', async (path) => {
  const url = `https://admin.test/api/${path}`;
  const etag = (await SELF.fetch(url)).headers.get('etag') ?? '';
  const again = await SELF.fetch(url, { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('the document is served as it is', async () => {
  const response = await SELF.fetch('https://admin.test/api/openapi.json');
  expect(await response.json()).toEqual(document);
  expect(document.openapi).toBe('3.1.0');
});

test('every reference in the document leads somewhere', () => {
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    expect(document.components.schemas[name ?? '']).toBeDefined();
});

test('the page for people runs no script and loads nothing', async () => {
  const response = await SELF.fetch('https://admin.test/api/docs');
  const html = await response.text();
  const csp = response.headers.get('content-security-policy') ?? '';
  expect(csp).toMatch(/^default-src 'none';/);
  expect(csp).toContain(`style-src '${DOCS.style}'`);
  expect(html).toContain('https://admin.test/api/status');
  expect(html).not.toMatch(/<script|\bsrc=|<link|style=|\bon\w+=/);
  for (const methods of Object.values<Record<string, { operationId: string }>>(document.paths))
    for (const { operationId } of Object.values(methods))
      expect(html).toContain(`<section id="${operationId}">`);
});
