import { expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { edit, editorText, go, openAdmin, retype, save, useBrowser } from './support/browser.ts';

useBrowser();

test('two browsers that edit one file both keep their work', async () => {
  await api('PUT', filePath('partials/shared.liquid'), 'first\nsecond\nthird\n');
  const ann = await openAdmin();
  const ben = await openAdmin();
  await edit(ann, 'partials/shared.liquid');
  await edit(ben, 'partials/shared.liquid');
  await retype(ben, 'first\nsecond\nthird of Ben\n');
  await retype(ann, 'first of Ann\nsecond\nthird\n');
  await save(ann);
  await ben.keyboard.press('Control+s');
  await ben.getByText('Somebody else changed this file').waitFor();
  await ben.getByRole('button', { name: 'Compare and merge' }).click();
  const dialog = ben.getByRole('dialog', { name: 'Two versions of partials/shared.liquid' });
  await dialog.getByRole('button', { name: 'Take theirs' }).first().click();
  await dialog.getByRole('button', { name: 'Save the merge' }).click();
  await ben.locator('.status-bar').getByText('Saved', { exact: true }).waitFor();
  const both = 'first of Ann\nsecond\nthird of Ben\n';
  expect((await api('GET', filePath('partials/shared.liquid'))).text).toBe(both);
  await expect.poll(() => editorText(ann), { message: 'Ann sees it without doing anything' }).toBe(both);
});

test('unsaved work survives a reload and is offered back', async () => {
  const page = await openAdmin();
  await edit(page, 'partials/mark.liquid');
  const before = await editorText(page);
  await retype(page, '<!-- work -->\n');
  await page.locator('.status-bar').getByText('Not saved').waitFor();
  await page.reload();
  await page.getByText('This is your unsaved work from before.').waitFor();
  expect(await editorText(page)).toContain('<!-- work -->');
  await page.getByRole('button', { name: 'Discard my work' }).click();
  await expect.poll(() => editorText(page)).toBe(before);
});

test('a deleted file comes back by undo, with all that was in it', async () => {
  await api('PUT', filePath('data/gone.json'), '{"a":1}');
  const page = await openAdmin();
  await page.getByRole('treeitem', { name: 'gone.json' }).focus();
  await page.keyboard.press('Delete');
  await page.getByText('Deleted data/gone.json').waitFor();
  expect((await api('GET', filePath('data/gone.json'))).status).toBe(404);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('textbox', { name: 'Text of data/gone.json' }).waitFor();
  expect((await api('GET', filePath('data/gone.json'))).text).toBe('{"a":1}');
});

test('a renamed file keeps its text and its tab', async () => {
  await api('PUT', filePath('partials/old-name.liquid'), 'text');
  const page = await openAdmin();
  await edit(page, 'partials/old-name.liquid');
  await page.getByRole('treeitem', { name: 'old-name.liquid' }).focus();
  await page.keyboard.press('F2');
  await page.getByLabel('New path').fill('partials/New.liquid');
  await page.getByText('Paths are lower case').waitFor();
  await page.getByLabel('New path').fill('partials/new-name.liquid');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Text of partials/new-name.liquid' }).waitFor();
  expect((await api('GET', filePath('partials/old-name.liquid'))).status).toBe(404);
  expect(await page.getByRole('navigation', { name: 'Open files' }).textContent()).toContain(
    'new-name.liquid',
  );
});

test('dropped files go to their places; one that is refused says why', async () => {
  const page = await openAdmin();
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['.a { color: red }'], 'Dropped One.css'));
    transfer.items.add(new File(['{{ broken'], 'broken.liquid'));
    return transfer;
  });
  await page.getByRole('tree').dispatchEvent('drop', { dataTransfer: data });
  await page.getByText('1 of 2 uploaded, 1 failed').waitFor();
  const failed = page.getByRole('listitem').filter({ hasText: 'pages/broken.liquid' });
  expect(await failed.textContent()).toContain('was not saved: line 1');
  expect((await api('GET', filePath('assets/Dropped One.css'))).text).toBe('.a { color: red }');
  expect((await api('GET', filePath('pages/broken.liquid'))).status).toBe(404);
});

test('completion knows partials, filters with help, and what is in data', async () => {
  const page = await openAdmin();
  await edit(page, 'partials/notes.liquid');
  const typed = async (text: string) => {
    await retype(page, '');
    await page.keyboard.type(text, { delay: 15 });
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    const options = await page.locator('.cm-tooltip-autocomplete li').allTextContents();
    await page.keyboard.press('Escape');
    return options;
  };
  expect(await typed('{% render "tide')).toEqual(['tide-daypartial']);
  expect(await typed('{{ x | upc')).toEqual(['upcase']);
  expect(await typed('{{ data.ti')).toEqual(['tide']);
  expect(await typed('{% unl')).toContain('unless');
});

test('a table is checked as it is typed, by a parser that comes with the first one', async () => {
  await api('PUT', filePath('data/prices.csv'), 'name,price\nclock,120\n');
  const page = await openAdmin();
  const parsers: string[] = [];
  page.on('request', (request) => {
    if (/\/sync-[^/]*\.js$/.test(request.url())) parsers.push(request.url());
  });
  await edit(page, 'site.yaml');
  await page.getByRole('button', { name: 'No problems' }).waitFor();
  expect(parsers).toEqual([]);
  await edit(page, 'data/prices.csv');
  await retype(page, 'name,name\nclock,120\n');
  await page.getByRole('button', { name: '1 error' }).click();
  await page.getByText('The first line names the column name twice').waitFor();
  await api('DELETE', filePath('data/prices.csv'));
});

test('F12 opens the partial below the cursor', async () => {
  const page = await openAdmin();
  await edit(page, 'pages/index.liquid');
  await page.locator('.cm-line', { hasText: 'render "hero"' }).click({ position: { x: 90, y: 8 } });
  await page.keyboard.press('F12');
  await page.getByRole('textbox', { name: 'Text of partials/hero.liquid' }).waitFor();
});

test('the palette goes to any file from the keyboard alone', async () => {
  const page = await openAdmin();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'File or command' }).waitFor();
  await page.keyboard.type('slug');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Text of pages/posts/[slug].liquid' }).waitFor();
});

test('find in all files leads to the line', async () => {
  const page = await openAdmin('#/search');
  await page.getByLabel('Text to find').fill('asset_url');
  await page.getByText('2 lines in 1 file').waitFor();
  await page
    .locator('.results')
    .getByRole('button', { name: /site\.css/ })
    .click();
  await page.getByText('11:').waitFor();
  await page.locator('.cm-activeLine', { hasText: "'site.css' | asset_url" }).waitFor();
});

test('a version from the history is restored', async () => {
  for (const text of ['one', 'two']) await api('PUT', filePath('partials/versions.liquid'), text);
  const page = await openAdmin('#/history/partials/versions.liquid');
  await page.locator('.versions button').nth(1).click();
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await page.getByText('is again what it was').waitFor();
  expect((await api('GET', filePath('partials/versions.liquid'))).text).toBe('one');
});

test('a version that is picked stays, however late the one before it is answered', async () => {
  for (const text of ['one', 'two', 'three']) await api('PUT', filePath('partials/late.liquid'), text);
  const page = await openAdmin('#/');
  // The newest version's texts, which are asked for first, come last.
  const late = Promise.withResolvers<void>();
  const answers: Promise<unknown>[] = [];
  await page.route(/history\?version=/, async (route) => {
    if (answers.length >= 2) return route.continue();
    answers.push(page.waitForResponse(route.request().url()).then((response) => response.finished()));
    await late.promise;
    await route.continue();
  });
  await go(page, '#/history/partials/late.liquid');
  await page.locator('.versions button').nth(2).click();
  await page.getByRole('button', { name: 'Restore this version' }).waitFor();
  late.resolve();
  await Promise.all(answers);
  expect(await page.locator('.versions button').nth(2).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await page.getByText('is again what it was').waitFor();
  expect((await api('GET', filePath('partials/late.liquid'))).text).toBe('one');
});

test('the settings change their field of site.yaml and leave the rest, comments too', async () => {
  const before = (await api('GET', filePath('site.yaml'))).text;
  await api('PUT', filePath('site.yaml'), `# ours\n${before}`);
  const page = await openAdmin('#/settings/site');
  await page.getByLabel('Title').fill('Spring');
  await page.getByLabel('Title').press('Tab');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('site.yaml is saved').waitFor();
  const after = (await api('GET', filePath('site.yaml'))).text;
  expect(after).toMatch(/^# ours\n/);
  expect(after).toMatch(/^title: Spring$/m);
  expect(after.split('\n').length).toBe(before.split('\n').length + 1);
  await api('PUT', filePath('site.yaml'), before);
});

test('a token is shown once and can be revoked', async () => {
  const page = await openAdmin('#/settings/tokens');
  await page.getByLabel('Name', { exact: true }).fill('robot');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const secret = await page.locator('.secret code').textContent();
  expect(secret?.length).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'I have it' }).click();
  const row = page.getByRole('row').filter({ hasText: 'robot' });
  await row.getByRole('button', { name: 'Revoke the token robot' }).click();
  await row.getByRole('button', { name: 'Really revoke the token robot' }).click();
  await row.waitFor({ state: 'detached' });
  await go(page, '#/settings/audit');
  await page.getByRole('cell', { name: /token/ }).first().waitFor();
});
