import { expect, test } from 'vitest';
import { api, filePath } from '../support/api.ts';
import { edit, openAdmin, useBrowser } from '../support/browser.ts';

useBrowser();

const FRAME = 'iframe[title="The page as visitors would see it"]';
const put = (path: string, text: string) => api('PUT', filePath(path), text);

test('from an element of the page to the place that printed it, through partials and layouts, and back', async () => {
  await put('layouts/pointing.liquid', '<body>\n<i id="frame">frame</i>\n{{ content }}\n</body>');
  await put(
    'partials/pointed.liquid',
    '<section>\n  <p id="pointed"><a href="/about">{{ what }}</a></p>\n</section>\n',
  );
  await put(
    'pages/points.liquid',
    '---\nlayout: pointing\n---\n<main id="main">\n{% render "pointed", what: "it" %}\n</main>\n',
  );
  const page = await openAdmin();
  const frame = page.frameLocator(FRAME);
  const place = (text: string) => page.locator('.status-bar').getByText(text, { exact: true }).waitFor();
  await edit(page, 'pages/points.liquid');
  // The page has no marks until it is pointed at.
  await frame.locator('#pointed').waitFor();
  expect(await frame.locator('[data-meniscus-at]').count()).toBe(0);
  await frame.locator('#pointed a').click({ modifiers: ['Alt'] });
  await page.getByRole('textbox', { name: 'Text of partials/pointed.liquid' }).waitFor();
  await place('2:19');
  await page.getByRole('button', { name: /^Point at the page/ }).click();
  await frame.locator('a[data-meniscus-lit]').waitFor();
  await frame.locator('#frame').click();
  await page.getByRole('textbox', { name: 'Text of layouts/pointing.liquid' }).waitFor();
  await place('2:1');
  await frame.locator('#frame[data-meniscus-lit]').waitFor();
  await expect.poll(() => frame.locator('[data-meniscus-lit]').count()).toBe(1);
  // Escape ends it, and clicks are the page's own again.
  await frame.locator('#main').hover();
  await page.keyboard.press('Escape');
  await frame.locator('#frame').click();
  await page.getByRole('button', { name: /^Point at the page/, pressed: false }).waitFor();
});
