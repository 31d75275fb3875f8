import { SELF } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { document } from './documented.ts';

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
  const nonce = /nonce="([^"]+)"/.exec(html)?.[1];
  expect(csp).toMatch(/^default-src 'none';/);
  expect(csp).toContain(`style-src 'nonce-${nonce}'`);
  expect(html).not.toMatch(/<script|\bsrc=|<link|style=|\bon\w+=/);
  for (const methods of Object.values<Record<string, { operationId: string }>>(document.paths))
    for (const { operationId } of Object.values(methods))
      expect(html).toContain(`<section id="${operationId}">`);
});
