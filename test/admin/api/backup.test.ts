import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

test('a backup downloads as JSON lines and restores into an empty site only', async () => {
  await put('pages/index.liquid', 'kept');
  await call('POST', '/publish');
  const saved = await call('GET', '/backup');
  expect(saved.headers.get('content-type')).toBe('application/jsonl');
  const lines = (await new Response(saved.body).text()).trim().split('\n');
  expect(lines[0]).toBe('{"backup":1,"site":"main"}');
  expect((await call('PUT', '/backup', saved.body)).body).toMatchObject({ status: 409, code: 'conflict' });
  await reset();
  expect((await call('PUT', '/backup', 'not a backup')).body).toMatchObject({
    code: 'invalid',
    rule: 'backup',
  });
  expect((await call('PUT', '/backup', saved.body)).status).toBe(204);
  expect((await call('GET', '/files/pages/index.liquid')).body).toBe('kept');
});
