import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

/** Every text file of the examples; the assets are not rendered and stand for themselves by name. */
const FILES: Record<string, string> = import.meta.glob('../../../examples/**/*.{liquid,yaml,json,css,svg}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

test.each([['starter/'], ['shop/site/']])('examples/%s passes the gate', async (folder) => {
  const own = Object.entries(FILES).filter(([file]) => file.includes(`/examples/${folder}`));
  expect(own.length).toBeGreaterThan(5);
  for (const [file, text] of own) {
    const path = file.slice(file.indexOf(folder) + folder.length);
    expect((await put(path, text)).status).toBe(201);
  }
  const { status, body } = await call('POST', '/publish');
  const found = body.diagnostics.filter(({ severity }: { severity: string }) => severity !== 'info');
  expect({ status, found }).toEqual({ status: 200, found: [] });
});
