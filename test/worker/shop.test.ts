import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

const SHOP = '../../examples/shop/site/';
const shop = inject('shop');

/** The example as it is, but for where its backend listens. */
const files = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>('../../examples/shop/site/**/*', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  ).map(([path, text]) => [path.slice(SHOP.length), text.replace('http://127.0.0.1:4180', shop)]),
);

const visitor = () => isolate({ hosts: new URL(shop).host });

beforeEach(async () => {
  await reset();
  await publishTo(env.KV, await buildSite(files));
});

describe('the example shop', () => {
  test('lists what its backend has, by kind too', async () => {
    const visit = visitor();
    expect((await visit('/')).text.match(/class="packet"/g)).toHaveLength(8);
    expect((await visit('/?kind=herb')).text.match(/class="packet"/g)).toHaveLength(2);
    expect((await visit('/')).text).toContain('Dill &amp; friends');
  });

  test('shows one of them, and its own 404 page for what the backend does not know', async () => {
    const visit = visitor();
    const dill = await visit('/p/dill');
    expect(dill.text).toContain('&lt;three&gt; rows');
    expect(dill.text.match(/class="sow"/g)).toHaveLength(4);
    expect(await visit('/p/none')).toMatchObject({
      status: 404,
      text: expect.stringContaining('Not on our shelves'),
    });
    expect((await visit('/seeds/dill')).headers.get('location')).toBe('/p/dill');
  });

  test('finds by what a visitor types', async () => {
    const { text } = await visitor()('/search?q=1596');
    expect(text).toContain('1 for “1596”');
    expect(text).toContain('Painted Lady');
  });

  test('passes pictures and forms through, and shows the basket that a cookie names', async () => {
    const visit = visitor();
    expect((await visit('/static/dill.svg')).headers.get('content-type')).toBe('image/svg+xml');
    const added = await visit('/basket/add/dill', { method: 'POST', headers: { cookie: 'basket=poppy' } });
    expect({ status: added.status, to: added.headers.get('location') }).toEqual({
      status: 303,
      to: '/basket',
    });
    const cookie = added.headers.get('set-cookie')?.split(';')[0] ?? '';
    const basket = await visit('/basket', { headers: { cookie } });
    expect(basket.text).toContain('<td>2</td><td>£3.90</td>');
    expect(basket.headers.get('cache-control')).toMatch(/^private/);
    expect((await visit('/basket')).text).toContain('It is empty');
  });
});
