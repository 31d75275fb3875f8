import { expect, inject, test } from 'vitest';
import { welcome } from '../../cli/welcome.ts';
import { api, filePath, visit } from './support/api.ts';
import { ADMIN, edit, go, newPage, openAdmin, retype, save, useBrowser } from './support/browser.ts';

useBrowser();

/** The fragment of the sign-in link that `npm start` prints; by now, the one that it did print may be too old. */
const signInLink = async () =>
  /admin\.localhost:\d+\/(#sign-in=\S+)/.exec(await welcome(inject('server')))?.[1];
const PAGE = `---\ntitle: Harbour\n---\n<h1>{{ page.title | upcase }}</h1>\n`;

test('from the sign-in link to a published page, and back', async () => {
  const page = await newPage();
  await page.goto(`${ADMIN}/${await signInLink()}`);
  await page.getByRole('heading', { name: 'Pick a file to edit' }).waitFor();
  expect(page.url(), 'the code has left the address bar').toBe(`${ADMIN}/#/`);

  await page.getByRole('button', { name: 'New file' }).click();
  await page.getByLabel('Name', { exact: true }).fill('harbour');
  await page.getByText('answers /harbour').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Text of pages/harbour.liquid' }).waitFor();

  await retype(page, PAGE.replace('upcase', 'upcas'));
  await page.getByRole('button', { name: '1 error' }).click();
  await page.getByText('There is no filter upcas.').first().waitFor();
  await page.keyboard.press('Control+s');
  await page.locator('.status-bar').getByText('Not saved').waitFor();

  await retype(page, PAGE);
  const preview = page.frameLocator('iframe[title="The page as visitors would see it"]');
  await preview.getByRole('heading', { name: 'HARBOUR' }).waitFor();
  await save(page);
  expect((await visit('/harbour')).status, 'a saved page is not public').toBe(404);

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'pages/harbour.liquid' }).waitFor();
  await dialog.getByLabel('What is new in it?').fill('A harbour');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  const done = page.getByRole('dialog', { name: /^Release \d+ is live$/ });
  await done.waitFor();
  const version = /\d+/.exec((await done.getByRole('heading', { level: 2 }).textContent()) ?? '')?.[0];
  expect((await visit('/harbour')).text).toContain('<h1>HARBOUR</h1>');
  await page.getByRole('button', { name: 'Done' }).click();

  await go(page, '#/releases');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'The starter site' })
    .getByRole('button', { name: 'Make it live' })
    .click();
  await page.getByText('Release 1 is live again.').waitFor();
  expect((await visit('/harbour')).status).toBe(404);
  await page.getByRole('button', { name: `Back to ${version}` }).click();
  await page.getByText(`Release ${version} is live again.`).waitFor();
  expect((await visit('/harbour')).status).toBe(200);

  await go(page, '#/settings/site');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to edit' }).waitFor();
  const status = await page.evaluate(
    (path) => fetch(`/api${path}`).then((answer) => answer.status),
    filePath('site.yaml'),
  );
  expect(status, 'the cookie is worth nothing any more').toBe(401);
});

test('publishes only what is chosen, with what that needs', async () => {
  const put = (path: string, text: string) => api('PUT', filePath(path), text);
  await put('pages/tide.liquid', '{% render "tide" %}');
  await put('partials/tide.liquid', 'High water');
  await put('layouts/unfinished.liquid', 'unfinished {{ content }}');
  const page = await openAdmin();
  await edit(page, 'pages/tide.liquid');
  await page.getByRole('button', { name: 'Publish only this file' }).click();
  const dialog = page.getByRole('dialog');
  const box = (path: string) => dialog.getByRole('checkbox', { name: `Publish ${path}` });
  await dialog.getByText('Publish 1 of them').waitFor();
  expect(await box('pages/tide.liquid').isChecked()).toBe(true);
  expect(await box('layouts/unfinished.liquid').isChecked()).toBe(false);
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await dialog.getByText('What you chose needs more that is not live: partials/tide.liquid').waitFor();
  expect((await visit('/tide')).status).toBe(404);
  await dialog.getByRole('button', { name: 'Choose it too' }).click();
  expect(await box('partials/tide.liquid').isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('still in the draft only.').waitFor();
  expect((await visit('/tide')).text).toBe('High water');
  const { files } = JSON.parse((await api('GET', '/diff')).text);
  expect(files.map(({ path }: { path: string }) => path)).toContain('layouts/unfinished.liquid');
});

test('a sign-in link works once', async () => {
  const link = await signInLink();
  const [first, second] = [await newPage(), await newPage()];
  await first.goto(`${ADMIN}/${link}`);
  await first.getByRole('heading', { name: 'Pick a file to edit' }).waitFor();
  await second.goto(`${ADMIN}/${link}`);
  await second.getByText('This sign-in link was used already').waitFor();
});

test('a session that ends loses nothing of what was typed', async () => {
  const page = await newPage();
  await page.goto(`${ADMIN}/#token=${inject('server').token}`);
  await edit(page, 'pages/about.liquid');
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('<!-- typed -->');
  await page.context().clearCookies();
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
  await page.getByLabel('Token').fill(inject('server').token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your session has ended' }).waitFor({ state: 'detached' });
  await page.locator('.cm-content').click();
  await save(page);
  expect(await page.locator('.cm-content').textContent()).toContain('<!-- typed -->');
});

test('someone who sees only a folder publishes a file of it alone', async () => {
  const body = { name: 'Blog', scopes: ['write', 'publish'], prefix: 'pages/blog/' };
  const { secret } = JSON.parse((await api('POST', '/tokens', JSON.stringify(body))).text);
  await api('PUT', filePath('pages/blog/alone.liquid'), '<h1>Alone</h1>');
  await api('PUT', filePath('pages/not-mine.liquid'), 'unfinished');
  const page = await newPage();
  await page.goto(`${ADMIN}/#token=${secret}`);
  await page.locator('.shell').waitFor();
  await edit(page, 'pages/blog/alone.liquid');
  await page.getByRole('button', { name: 'Publish only this file' }).click();
  await page.getByText('with pages/blog/alone.liquid is live.').waitFor();
  expect((await visit('/blog/alone')).text).toContain('<h1>Alone</h1>');
  expect((await visit('/not-mine')).status).toBe(404);
  await api('DELETE', filePath('pages/not-mine.liquid'));
});
