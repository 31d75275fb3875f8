import type { Frame, Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { ATTACK, type Loot } from './support/attack.ts';
import { edit, newPage, signIn, useBrowser } from './support/browser.ts';

useBrowser();

const { port, token } = inject('server');

/** Where the two Workers are: as on one machine, and as on workers.dev, where they are same-site. */
const SHAPES = [
  { site: `http://localhost:${port}`, admin: `http://admin.localhost:${port}` },
  { site: `http://site.m.localhost:${port}`, admin: `http://admin.m.localhost:${port}` },
];

beforeAll(async () => {
  await api('PUT', filePath('pages/attack.liquid'), ATTACK);
  const published = await api('POST', '/publish', '{"message":"With an attack"}');
  expect(published.status).toBe(200);
});

describe.each(SHAPES)('a template’s script on $site, its reader signed in on $admin', ({ site, admin }) => {
  test('gets nothing from the page that visitors see', async () => {
    const page = await newPage();
    await signIn(page, admin);
    const visitor = await page.context().newPage();
    await visitor.goto(`${site}/attack#${admin}`);
    const loot = await lootOf(visitor.mainFrame());
    expect(loot).toEqual({
      read: 'refused',
      write: 'refused',
      'simple post': 'opaque',
      'form post': 'done',
      socket: 'closed',
      parent: 'none',
      cookie: '',
      framed: 'refused',
    });
    await expectUntouched();
    await expectSignedIn(page);
  });

  test('gets nothing from the preview, and does not reach the page around it', async () => {
    const page = await newPage();
    // The server of the tests knows itself by one name only.
    await page.route('**/api/status', async (route) => {
      const answer = await route.fetch({
        url: `http://127.0.0.1:${port}/api/status`,
        headers: { host: new URL(admin).host, authorization: `Bearer ${token}` },
      });
      await route.fulfill({ response: answer, json: { ...(await answer.json()), siteUrl: site } });
    });
    await signIn(page, admin);
    await edit(page, 'pages/attack.liquid');
    const frame = await previewFrame(page);
    expect(frame.url()).toBe(`${site}/_preview/shell`);
    await frame.evaluate((origin) => {
      Reflect.set(window, 'adminOrigin', origin);
    }, admin);
    const loot = await lootOf(frame);
    expect(loot).toEqual({
      read: 'refused',
      write: 'refused',
      'simple post': 'opaque',
      'form post': 'done',
      socket: 'closed',
      parent: 'refused',
      cookie: 'refused',
      framed: 'refused',
    });
    await expectUntouched();
    await expectSignedIn(page);
    expect(page.url()).toBe(`${admin}/#/edit/pages/attack.liquid`);
    expect(await page.title()).toBe('Meniscus');
  });

  test('the preview’s shell draws for nobody in the site’s own origin', async () => {
    const page = await newPage();
    await page.goto(`${site}/_preview/shell`);
    expect(await page.evaluate(() => origin)).toBe('null');
  });
});

test('the editor takes messages from its own frame alone', async () => {
  const page = await newPage();
  await signIn(page);
  await edit(page, 'pages/index.liquid');
  await previewFrame(page);
  await page.evaluate(() => postMessage({ meniscus: 'go', url: '/about' }, '*'));
  await page.waitForTimeout(300);
  expect(await page.getByLabel('Address to preview').inputValue()).toBe('/');
});

async function previewFrame(page: Page): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().endsWith('/_preview/shell'));
  await expect.poll(() => find()?.evaluate(() => document.body?.childElementCount ?? 0)).toBeGreaterThan(0);
  const frame = find();
  if (!frame) throw new Error('there is no preview');
  return frame;
}

/** Lets the script of the attack go on and answers what it got. */
async function lootOf(frame: Frame): Promise<Loot> {
  return frame.evaluate(() => (window as unknown as { attack(): Promise<Loot> }).attack()); // support/attack.ts
}

async function expectUntouched(): Promise<void> {
  expect((await api('GET', filePath('pages/pwned.liquid'))).status).toBe(404);
  expect((await api('GET', '/releases')).text).not.toContain('pwned');
}

async function expectSignedIn(page: Page): Promise<void> {
  expect(await page.evaluate(() => fetch('/api/session').then(({ status }) => status))).toBe(200);
}
