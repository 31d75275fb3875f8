import { reset, SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put, TOKEN } from '../api.ts';

beforeEach(() => reset());

const CSS = 'assets/a.css';

/** The key of the only asset in KV, as far as it is there. */
async function assetKeys(): Promise<string[]> {
  return (await env.KV.list({ prefix: 'asset:' })).keys.map(({ name }) => name);
}

async function lose(): Promise<string> {
  const [key = ''] = await assetKeys();
  await env.KV.delete(key);
  return key;
}

describe('an asset whose bytes KV lost is there again', () => {
  test.each([
    ['when it is uploaded again', () => put(CSS, 'a{}')],
    [
      'when it is deleted and uploaded',
      async () => {
        await call('DELETE', `/files/${CSS}`);
        return put(CSS, 'a{}');
      },
    ],
    [
      'when its bytes are sent ahead',
      async () => {
        const [{ hash }] = (await call('GET', '/files')).body.files;
        return call('PUT', `/blobs/${hash}?path=${CSS}`, 'a{}');
      },
    ],
  ])('%s', async (_, again) => {
    await put(CSS, 'a{}');
    const key = await lose();
    expect((await call('GET', `/files/${CSS}`)).status).toBeGreaterThanOrEqual(500);
    await again();
    expect(await assetKeys()).toEqual([key]);
    expect((await call('GET', `/files/${CSS}`)).body).toBe('a{}');
  });
});

test('a repair over HTTP names the files whose bytes are nowhere', async () => {
  await put(CSS, 'a{}');
  const key = await lose();
  const lost: unknown[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { status, body } = await call('POST', '/repair', { ...(cursor && { cursor }) });
    expect(status).toBe(200);
    lost.push(...body.lost);
    cursor = body.cursor;
  }
  expect(lost).toMatchObject([{ key, paths: [CSS] }]);
  expect((await call('POST', '/repair', { cursor: 'x' })).body).toMatchObject({ field: 'cursor' });
});

describe('what can not be sent whole ends in an error, not in a file that looks whole', () => {
  const fetchOf = (what: string) =>
    SELF.fetch(`http://admin.test/api/${what}`, { headers: { authorization: `Bearer ${TOKEN}` } });

  /** What came until the connection ended, and whether that was an error. */
  async function read(response: Response): Promise<{ text: string; failed: boolean }> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
      return { text, failed: false };
    } catch {
      return { text, failed: true };
    }
  }

  test('an export, whose length is stated before', async () => {
    await put('pages/index.liquid', 'x'.repeat(200_000));
    await put(CSS, 'a{}');
    // A byte more or less than was stated would fail this one too.
    expect((await read(await fetchOf('export'))).failed).toBe(false);
    await lose();
    expect((await read(await fetchOf('export'))).failed).toBe(true);
  });

  test('a backup, which says why', async () => {
    await put('pages/index.liquid', 'x');
    await put(CSS, 'a{}');
    expect(await read(await fetchOf('backup'))).toMatchObject({ failed: false });
    const key = await lose();
    const { text, failed } = await read(await fetchOf('backup'));
    expect(failed).toBe(true);
    const last = text.trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toEqual({ failed: expect.stringContaining(key) });
    await reset();
    const { body } = await call('PUT', '/backup', text);
    expect(body.detail).toContain(key);
  });
});
