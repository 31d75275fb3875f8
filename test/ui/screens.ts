import type { Page } from 'playwright-core';
import { edit, go } from './support/browser.ts';

/** By its path: other tests give entries other titles. */
const ENTRY = 'content/posts/number-one-thousand.md';

/** Every screen of the editor, and how to get there from a page that is signed in. */
export const SCREENS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  start: (page) => page.getByRole('heading', { name: 'Pick a file to edit' }).waitFor(),
  editor: async (page) => {
    await edit(page, 'pages/index.liquid');
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
  },
  'editor with problems and inspector': async (page) => {
    await edit(page, 'partials/hero.liquid');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('{{ x | shout }}');
    await page.getByRole('button', { name: /1 error/ }).click();
    await page.getByRole('button', { name: /Why is it so/ }).click();
    await page.getByRole('status', { name: 'Errors of the page' }).waitFor();
  },
  asset: async (page) => {
    await go(page, '#/edit/assets/favicon.svg');
    await page.getByRole('textbox', { name: 'Text of assets/favicon.svg' }).waitFor();
  },
  'file that is not there': async (page) => {
    await go(page, '#/edit/pages/nowhere.liquid');
    await page.getByRole('heading', { name: 'There is no pages/nowhere.liquid' }).waitFor();
  },
  history: async (page) => {
    await go(page, '#/history/pages/about.liquid');
    await page.getByRole('heading', { name: 'What this version changed' }).waitFor();
    await page.getByRole('textbox', { name: 'Changes of pages/about.liquid' }).waitFor();
  },
  search: async (page) => {
    await go(page, '#/search');
    await page.getByLabel('Text to find').fill('page.');
    await page.locator('.results li').first().waitFor();
  },
  releases: async (page) => {
    await go(page, '#/releases');
    await page.getByText('The starter site').waitFor();
  },
  compare: async (page) => {
    await go(page, '#/compare/live/draft');
    await page.locator('.changes, .note').first().waitFor();
  },
  'site settings': async (page) => {
    await go(page, '#/settings/site');
    await page.getByLabel('Content-Security-Policy').waitFor();
  },
  access: async (page) => {
    await go(page, '#/settings/tokens');
    await page.getByRole('heading', { name: 'Preview links' }).waitFor();
  },
  'audit log': async (page) => {
    await go(page, '#/settings/audit');
    await page.getByRole('table').waitFor();
  },
  status: async (page) => {
    await go(page, '#/settings/status');
    await page.getByRole('heading', { name: 'Limits' }).waitFor();
  },
  palette: async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'File or command' }).waitFor();
  },
  'new file': async (page) => {
    await page.getByRole('button', { name: 'New file' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Bad Name');
  },
  publish: async (page) => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByLabel('What is new in it?').waitFor();
    await page
      .getByText(/differ|already/)
      .first()
      .waitFor();
  },
  import: async (page) => {
    await page.getByRole('button', { name: 'Import zip' }).click();
    await page.getByLabel('Archive', { exact: true }).waitFor();
  },
  content: async (page) => {
    await go(page, '#/content/posts');
    await page.locator(`a[href$="${ENTRY}"]`).waitFor();
  },
  media: async (page) => {
    await go(page, '#/media');
    await page
      .getByRole('list', { name: 'Pictures' })
      .getByRole('button', { name: /favicon/ })
      .click();
    await page.getByLabel('Text for who does not see it').waitFor();
  },
  'new entry': async (page) => {
    await go(page, '#/content/posts');
    await page.getByRole('button', { name: 'New in posts' }).click();
    await page.getByLabel('Title').waitFor();
  },
  form: async (page) => {
    await go(page, '#/content/posts');
    await page.locator(`a[href$="${ENTRY}"]`).click();
    await page.getByRole('form', { name: `Form of ${ENTRY}` }).waitFor();
    await page.getByLabel('Title').fill('');
    await page.getByText('Is required').first().waitFor();
  },
  'text with a picture that was refused, full width': async (page) => {
    await go(page, '#/content/posts');
    await page.locator(`a[href$="${ENTRY}"]`).click();
    await page.getByRole('textbox', { name: 'Text', exact: true }).waitFor();
    await page
      .getByLabel('Pictures for the text')
      .setInputFiles({ name: 'tides.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
    await page.getByText('tides.pdf is no picture').waitFor();
    await page.getByRole('button', { name: 'Full width' }).click();
  },
  'insert a part': async (page) => {
    await go(page, '#/content/posts');
    await page.locator(`a[href$="${ENTRY}"]`).click();
    await page.getByRole('button', { name: 'Insert a part of the site' }).click();
    await page.getByText('offers itself yet').waitFor();
  },
  conflict: async (page) => {
    await edit(page, 'partials/latest.liquid');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('<!-- mine -->\n');
    await page.locator('.status-bar').getByText('Not saved').waitFor();
    await page.evaluate(async () => {
      const path = '/api/files/partials/latest.liquid';
      const text = await (await fetch(path)).text();
      await fetch(path, { method: 'PUT', body: `<!-- theirs ${Math.random()} -->\n${text}` });
    });
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: 'Compare and merge' }).click();
    await page.getByRole('button', { name: 'Take theirs', exact: true }).first().waitFor();
  },
  uploads: async (page) => {
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['a { color: red }'], 'upload.css'));
      transfer.items.add(new File(['{{ broken'], 'broken.liquid'));
      return transfer;
    });
    await page.getByRole('tree').dispatchEvent('drop', { dataTransfer: data });
    await page.getByText('1 of 2 uploaded, 1 failed').waitFor();
  },
  shortcuts: async (page) => {
    await page.keyboard.press('F1');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  },
};
