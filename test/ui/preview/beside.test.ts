import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { api, filePath } from '../support/api.ts';
import { edit, go, openAdmin, retype, useBrowser } from '../support/browser.ts';

useBrowser();

const put = (path: string, text: string) => api('PUT', filePath(path), text);
const textOf = async (path: string) => (await api('GET', filePath(path))).text;
const row = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: true });

test('a style sheet beside its template: keys save the file that has the focus, and panes swap', async () => {
  await put('pages/left.liquid', '<p>left</p>\n');
  await put('assets/right.css', 'p {}\n');
  const page = await openAdmin();
  await edit(page, 'pages/left.liquid');
  await row(page, 'right.css').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open beside' }).click();
  const beside = page.getByRole('region', { name: 'File beside' });
  await beside.getByRole('textbox', { name: 'Text of assets/right.css' }).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('i {}');
  await page.keyboard.press('Control+s');
  await expect.poll(() => textOf('assets/right.css')).toBe('p {}\ni {}');
  expect(await textOf('pages/left.liquid')).toBe('<p>left</p>\n');
  // It is remembered, and what is opened in the one pane goes out of the other.
  await page.reload();
  await beside.getByRole('textbox', { name: 'Text of assets/right.css' }).waitFor();
  await go(page, '#/edit/assets/right.css');
  await beside.getByRole('textbox', { name: 'Text of pages/left.liquid' }).waitFor();
  await page.getByRole('textbox', { name: 'Text of assets/right.css' }).waitFor();
  await page.getByRole('button', { name: 'Close the pane of pages/left.liquid' }).click();
  await beside.waitFor({ state: 'detached' });
});

test('the tree goes by letters, to a neighbour after a deletion, and marks what is not saved', async () => {
  for (const name of ['zoo-a', 'zoo-b', 'zoo-c']) await put(`partials/${name}.liquid`, '<i>\nx</i>\n');
  const page = await openAdmin();
  await row(page, 'site.yaml').focus();
  await page.keyboard.type('zoo-b');
  await expect.poll(() => row(page, 'zoo-b.liquid').evaluate((item) => item.matches(':focus'))).toBe(true);
  await page.keyboard.press('Delete');
  await expect.poll(() => row(page, 'zoo-c.liquid').evaluate((item) => item.matches(':focus'))).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Text of partials/zoo-c.liquid' }).waitFor();
  await retype(page, '<b>\nnot saved</b>\n');
  await page.locator('.status-bar').getByText('Not saved').waitFor();
  // Formatted by the keyboard, and closed: what was typed is not lost from sight.
  await page.keyboard.press('Shift+Alt+F');
  await expect.poll(() => page.locator('.code .cm-line').nth(1).textContent()).toBe('  not saved</b>');
  await page.getByRole('button', { name: 'Close zoo-c.liquid, not saved' }).click();
  await row(page, 'zoo-c.liquid').getByTitle('Not saved').waitFor();
  await go(page, '#/');
  await page.getByRole('link', { name: 'partials/zoo-c.liquid only in this browser' }).waitFor();
});

test('what others save shows where nothing is unsaved, else a bar says so before one saves', async () => {
  await put('partials/shared.liquid', 'one\n');
  const page = await openAdmin();
  await edit(page, 'partials/shared.liquid');
  await page.locator('.code').getByText('one').waitFor();
  await put('partials/shared.liquid', 'two\n');
  await page.locator('.code').getByText('two').waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.insertText('mine ');
  await page.locator('.status-bar').getByText('Not saved').waitFor();
  await put('partials/shared.liquid', 'three\n');
  await page.getByRole('status').filter({ hasText: 'saved this file' }).waitFor();
  await page.getByRole('button', { name: 'Look at both' }).click();
  await page.getByRole('button', { name: 'Keep all of mine' }).click();
  await expect.poll(() => textOf('partials/shared.liquid')).toContain('mine ');
  await page.locator('.status-bar').getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('status').filter({ hasText: 'saved this file' }).waitFor({ state: 'detached' });
  const other = await openAdmin();
  await edit(other, 'partials/shared.liquid');
  await page.getByRole('status').filter({ hasText: 'You, in another window, have this file open' }).waitFor();
});
