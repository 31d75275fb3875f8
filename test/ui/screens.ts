import { strToU8, zipSync } from 'fflate';
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
  'data files': async (page) => {
    await go(page, '#/data');
    await page.getByRole('link', { name: 'Notes' }).waitFor();
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
  'deleted files': async (page) => {
    await page.evaluate(async () => {
      const path = '/api/files/partials/gone-for-the-bin.liquid';
      const made = await fetch(path, { method: 'PUT', body: 'gone' });
      const { file } = await made.json();
      await fetch(path, { method: 'DELETE', headers: { 'if-match': file.etag } });
    });
    await page.getByRole('button', { name: 'Bin', exact: true }).click();
    await page.getByRole('button', { name: 'Restore partials/gone-for-the-bin.liquid' }).waitFor();
  },
  uses: async (page) => {
    await edit(page, 'partials/mark.liquid');
    await page.keyboard.press('Shift+F12');
    await page.getByRole('dialog').getByText('layouts/base.liquid').first().waitFor();
  },
  rename: async (page) => {
    await edit(page, 'partials/mark.liquid');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'File or command' }).fill('Rename this file');
    await page.keyboard.press('Enter');
    await page.getByLabel('New path').fill('partials/sign.liquid');
  },
  replace: async (page) => {
    await go(page, '#/search');
    await page.getByLabel('Text to find').fill('headline');
    await page.getByLabel('Text to write in its place').fill('heading');
    await page.locator('.results li').first().waitFor();
  },
  'a file beside another': async (page) => {
    await edit(page, 'assets/site.css');
    await edit(page, 'pages/about.liquid');
    await page.keyboard.press('Alt+b');
    await page.getByRole('region', { name: 'File beside' }).getByRole('textbox').waitFor();
  },
  'others at work': async (page) => {
    await edit(page, 'pages/about.liquid');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await page.locator('.status-bar .others').waitFor();
    await other.close();
  },
  'publish a part': async (page) => {
    await page.evaluate(async () => {
      for (const name of ['a-part', 'another'])
        await fetch(`/api/files/partials/${name}.liquid`, { method: 'PUT', body: name });
    });
    await edit(page, 'partials/a-part.liquid');
    await page.getByRole('button', { name: 'Publish only this file' }).click();
    await page
      .getByRole('dialog')
      .getByText(/^Publish 1 of them; /)
      .waitFor();
  },
  'moving in': async (page) => {
    await page.getByRole('button', { name: 'Import zip' }).click();
    const files = {
      '_config.yml': 'title: Moved\n',
      'index.html': '---\nlayout: default\n---\n<h1>Hi</h1>\n',
      '_layouts/default.html': '<body>{{ content }}</body>',
    };
    const buffer = Buffer.from(
      zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
    );
    await page
      .getByLabel('Archive', { exact: true })
      .setInputFiles({ name: 'site.zip', mimeType: 'application/zip', buffer });
    await page.getByText('what becomes of it').waitFor();
  },
  shortcuts: async (page) => {
    await page.keyboard.press('F1');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  },
};
