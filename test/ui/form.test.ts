import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { api, filePath, visit } from './support/api.ts';
import { openAdmin, useBrowser } from './support/browser.ts';

useBrowser();

const textOf = async (path: string) => (await api('GET', filePath(path))).text;
const frontOf = (text: string) => text.slice(0, text.indexOf('\n---\n')).split('\n');

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.locator('.status-bar').getByText('Saved', { exact: true }).waitFor();
}

async function publishThisPost(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish this post' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Publish 1 of them').waitFor();
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('still in the draft only.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
}

test('a new post is written in its form, and only that is published', async () => {
  const layout = await textOf('layouts/base.liquid');
  await api('PUT', filePath('layouts/base.liquid'), `unfinished ${layout}`);
  const page = await openAdmin();
  await page.getByRole('link', { name: 'Content', exact: true }).click();
  await page.getByRole('link', { name: 'One hand is enough' }).waitFor();
  await page.getByRole('button', { name: 'New in posts' }).click();
  await page.getByLabel('Title').fill('Überall: slack water');
  await page.getByText('It becomes content/posts/uberall-slack-water.md').waitFor();
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'Form of content/posts/uberall-slack-water.md' });
  await form.getByText('Is required').first().waitFor();
  await form.getByLabel('Author').fill('ives');
  await form.getByLabel('Summary').fill('Nothing happens, twice:\nonce more, and again.');
  await form.getByLabel(/^Date/).fill('2024-02-29');
  await form.getByLabel('Text', { exact: true }).fill('The sea *stands*.\n');
  await form.getByText('Is required').first().waitFor({ state: 'detached' });
  await save(page);
  expect(await textOf('content/posts/uberall-slack-water.md')).toBe(
    [
      '---',
      'title: "Überall: slack water"',
      'date: 2024-02-29',
      'author: ives',
      'summary: |-',
      '  Nothing happens, twice:',
      '  once more, and again.',
      '---',
      'The sea *stands*.',
      '',
    ].join('\n'),
  );
  await publishThisPost(page);
  const shown = await visit('/posts/uberall-slack-water');
  expect(shown.text).toContain('The sea <em>stands</em>.');
  expect(shown.text).not.toContain('unfinished');
  expect((await visit('/feed.xml')).text).toContain('<title>Überall: slack water</title>');
  expect((await visit('/sitemap.xml')).text).toContain('/posts/uberall-slack-water');

  await page.getByRole('link', { name: 'Content', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'Überall: slack water' });
  await row.getByText('Live').waitFor();
  await page.getByLabel('Find entries').fill('hand');
  await page.getByRole('link', { name: 'One hand is enough' }).click();
  const other = 'content/posts/one-hand-is-enough.md';
  const before = await textOf(other);
  const second = page.getByRole('form', { name: `Form of ${other}` });
  await second.getByLabel('Title').fill('One hand: "enough"');
  await page.locator('.status-bar').getByText('Not saved').waitFor();
  await save(page);
  const after = await textOf(other);
  expect(frontOf(after).filter((line) => !frontOf(before).includes(line))).toEqual([
    'title: \'One hand: "enough"\'',
  ]);
  expect(after.slice(after.indexOf('\n---\n'))).toBe(before.slice(before.indexOf('\n---\n')));
});
