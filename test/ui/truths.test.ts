import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import {
  ADMIN,
  edit,
  editorText,
  go,
  newPage,
  openAdmin,
  retype,
  save,
  useBrowser,
} from './support/browser.ts';

useBrowser();

const put = (path: string, text: string) => api('PUT', filePath(path), text);
const drop = (path: string) => api('DELETE', filePath(path));
const problems = (page: Page, said: RegExp | string) =>
  page.locator('.status-bar').getByRole('button', { name: said }).waitFor();

describe('what is open is checked again when what it needs changes', () => {
  beforeAll(async () => {
    await put(
      'partials/needed.liquid',
      '{% doc %}\n  @param {string} title - What it is\n{% enddoc %}{{ title }}',
    );
    await put('pages/needs.liquid', '{% render "needed", title: "a" %}');
  });
  afterEach(async () => {
    await put(
      'partials/needed.liquid',
      '{% doc %}\n  @param {string} title - What it is\n{% enddoc %}{{ title }}',
    );
  });

  test('when somebody else deletes it and makes it again', async () => {
    const page = await openAdmin();
    await edit(page, 'pages/needs.liquid');
    await problems(page, 'No problems');
    await drop('partials/needed.liquid');
    await problems(page, '1 error');
    await put('partials/needed.liquid', 'x');
    await problems(page, 'No problems');
  });

  test('when it is renamed here, by keyboard', async () => {
    const page = await openAdmin();
    await edit(page, 'pages/needs.liquid');
    await problems(page, 'No problems');
    const renamed = api(
      'POST',
      `${filePath('partials/needed.liquid')}/move`,
      '{"to":"partials/other.liquid"}',
    );
    expect((await renamed).status).toBe(200);
    await problems(page, '1 error');
    await api('POST', `${filePath('partials/other.liquid')}/move`, '{"to":"partials/needed.liquid"}');
    await problems(page, 'No problems');
  });

  test('when what it says of its parameters is typed in another tab, and with the severity that a publish gives', async () => {
    const page = await openAdmin();
    await edit(page, 'pages/needs.liquid');
    await edit(page, 'partials/needed.liquid');
    await retype(page, '{% doc %}\n  @param {string} name - Its name\n{% enddoc %}{{ name }}');
    await page.locator('.status-bar').getByText('Not saved').waitFor();
    await edit(page, 'pages/needs.liquid');
    await problems(page, '2 warnings');
  });
});

test('a new page is shown by its layout, which has blocks only', async () => {
  const before = (await api('GET', filePath('layouts/base.liquid'))).text;
  await put('layouts/base.liquid', before.replace('{{ content }}', ''));
  try {
    const page = await openAdmin();
    await page.getByRole('button', { name: 'New file' }).click();
    await page.getByLabel('Name', { exact: true }).fill('quay');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Text of pages/quay.liquid' }).waitFor();
    expect(await editorText(page)).toContain('{% block main %}');
    await page.frameLocator('iframe').getByRole('heading', { name: 'Quay' }).waitFor();
    await retype(page, '---\nlayout: base\n---\n<p>Lost</p>\n');
    await problems(page, '1 warning');
  } finally {
    await put('layouts/base.liquid', before);
    await drop('pages/quay.liquid');
  }
});

describe('a token of less than everything', () => {
  const signInWith = async (token: object): Promise<Page> => {
    const made = await api('POST', '/tokens', JSON.stringify(token));
    const page = await newPage();
    await page.goto(`${ADMIN}/#token=${JSON.parse(made.text).secret}`);
    await page.locator('.shell').waitFor();
    return page;
  };

  test('for a folder: sees and saves that, and the rest is said in a line', async () => {
    await put('pages/bound/one.liquid', 'one');
    const page = await signInWith({ name: 'Bound', scopes: ['read', 'write'], prefix: 'pages/bound/' });
    await page
      .getByText(/Bound has the scopes read, write of files below pages\/bound\//)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Releases' }).count()).toBe(0);
    expect(await page.getByText('Nothing is published yet').count()).toBe(0);
    await page.getByRole('treeitem', { name: 'one.liquid' }).click();
    await retype(page, 'two');
    await save(page);
    expect((await api('GET', filePath('pages/bound/one.liquid'))).text).toBe('two');
    expect(await page.getByText(/Connection lost/).count()).toBe(0);
    expect(await page.locator('.toast.error').count()).toBe(0);
  });

  test('for reading: nothing can be typed, saved or published', async () => {
    const page = await signInWith({ name: 'Reader', scopes: ['read'], prefix: null });
    await edit(page, 'pages/about.liquid');
    const before = await editorText(page);
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
    await page.locator('.cm-content').click();
    await page.keyboard.type('typed');
    await page.keyboard.press('Control+s');
    expect(await editorText(page)).toBe(before);
    for (const name of ['Publish', 'Save', 'New file', 'Import zip'])
      expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
    await go(page, '#/settings/tokens');
    expect(await page.getByRole('link', { name: 'Access' }).count()).toBe(0);
    expect(await page.locator('.toast.error').count()).toBe(0);
  });
});

test('what a failure said goes when the same succeeds', async () => {
  await put('partials/failing.liquid', 'x');
  const page = await openAdmin();
  await edit(page, 'partials/failing.liquid');
  await retype(page, '{{ x | upcas }}');
  await page.keyboard.press('Control+s');
  await page.getByRole('alert').filter({ hasText: 'failing.liquid' }).waitFor();
  await retype(page, '{{ x | upcase }}');
  await save(page);
  await page.getByRole('alert').filter({ hasText: 'failing.liquid' }).waitFor({ state: 'detached' });
});

test('a screen whose code is gone since an update says so, and offers to load the page anew', async () => {
  const page = await openAdmin();
  await page.route('**/assets/release-list-*.js', (route) => route.fulfill({ status: 404, body: '' }));
  await go(page, '#/releases');
  const said = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await said.waitFor();
  await page.unroute('**/assets/release-list-*.js');
  await said.getByRole('button', { name: 'Reload' }).click();
  await page.getByRole('heading', { name: 'Releases' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('an error that is mended is not shown any more, and one that stays covers nothing', async () => {
  const page = await openAdmin();
  await edit(page, 'pages/about.liquid');
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  const errors = page.getByRole('status', { name: 'Errors of the page' });
  await page.keyboard.type('{% if page.title %}{{ page.title | upcase }}{% endif %}', { delay: 90 });
  await expect.poll(() => errors.count()).toBe(0);
  await page.keyboard.type('{{ x | shout }}');
  await errors.waitFor();
  const [of, frame] = [await errors.boundingBox(), await page.locator('iframe').boundingBox()];
  expect(of && frame && of.y >= frame.y + frame.height, 'below the page').toBe(true);
});

describe('publishing', () => {
  test('waits for what is to be mended, and knows when it is', async () => {
    await put('pages/broken.liquid', '{% render "nowhere" %}');
    const page = await openAdmin();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 problem to mend before this can be published').waitFor();
    const button = dialog.getByRole('button', { name: 'Publish', exact: true });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByLabel('What is new in it?').press('Enter');
    await drop('pages/broken.liquid');
    await dialog
      .getByText(/problem to mend/)
      .first()
      .waitFor({ state: 'detached' });
    await expect.poll(() => button.isEnabled()).toBe(true);
    expect(JSON.parse((await api('GET', '/releases')).text).releases[0].state).toBe('live');
  });

  test('says how many of all pages were looked at, with those that have parameters', async () => {
    await put('partials/many.liquid', 'before');
    for (let n = 0; n < 44; n++) await put(`pages/many/p${n}.liquid`, '{% render "many" %}');
    expect((await api('POST', '/publish', '{}')).status).toBe(200);
    await put('partials/many.liquid', 'after');
    const page = await openAdmin();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('button', { name: 'Which pages change?' }).click();
    await page.getByText('40 of the first 40 of 44 pages that may change look different.').waitFor();
    await page.getByRole('button', { name: 'Look at the next 4' }).click();
    await page.getByText('44 of all 44 pages that may change look different.').waitFor();
    for (let n = 0; n < 44; n++) await drop(`pages/many/p${n}.liquid`);
    const post = JSON.parse((await api('GET', '/files?prefix=content/posts/')).text).files.find(
      ({ path }: { path: string }) => path.endsWith('.md'),
    );
    const text = (await api('GET', filePath(post.path))).text;
    await put(post.path, `${text}\nOne more paragraph.\n`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('button', { name: 'Which pages change?' }).click();
    await page.getByText(/pages that may change look/).waitFor();
    await page
      .getByRole('button', { name: /^\/posts\/./ })
      .first()
      .waitFor();
    await put(post.path, text);
  });
});

test('one version is the one that is there now', async () => {
  for (const text of ['one', 'two', 'one']) await put('partials/again.liquid', text);
  const page = await openAdmin('#/history/partials/again.liquid');
  await page.locator('.versions li').nth(2).waitFor();
  await expect.poll(() => page.locator('.versions .badge', { hasText: 'Now' }).count()).toBe(1);
  await page.locator('.versions li').first().locator('.badge', { hasText: 'Now' }).waitFor();
});

test('limits have names', async () => {
  const page = await openAdmin('#/settings/status');
  await page.getByRole('heading', { name: 'Limits' }).waitFor();
  const names = await page.getByRole('rowheader').allTextContents();
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => /[a-z][A-Z]/.test(name))).toEqual([]);
});

test('a file that is renamed keeps what was typed and not saved', async () => {
  await put('partials/before.liquid', 'saved');
  const page = await openAdmin();
  await edit(page, 'partials/before.liquid');
  await retype(page, 'typed');
  await page.locator('.status-bar').getByText('Not saved').waitFor();
  await page.getByRole('treeitem', { name: 'before.liquid' }).focus();
  await page.keyboard.press('F2');
  await page.getByLabel('New path').fill('partials/after.liquid');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Text of partials/after.liquid' }).waitFor();
  await expect.poll(() => editorText(page)).toBe('typed');
  await page.locator('.status-bar').getByText('Not saved').waitFor();
  await page.reload();
  await page.getByRole('textbox', { name: 'Text of partials/after.liquid' }).waitFor();
  await expect.poll(() => editorText(page)).toBe('typed');
  await save(page);
  expect((await api('GET', filePath('partials/after.liquid'))).text).toBe('typed');
});
