import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { violations } from './support/axe.ts';
import { openAdmin, useBrowser } from './support/browser.ts';
import { small } from './support/targets.ts';

useBrowser({ keepPages: true });

const zipOf = (files: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))),
  );

const BLOG = zipOf({
  'blog-main/_config.yml': 'title: Moved\n',
  'blog-main/_layouts/moved.html': '<h1>{{ page.title }}</h1>{{ content }}{% lunr %}',
  'blog-main/assets/moved.scss': '---\n---\n$sea: teal;\na { b { color: $sea; } }\n',
  'blog-main/moved-in.md': `---\nlayout: moved\ntitle: Moved in\n---\nIt is *here* {{ 'x' | nofilter: "${'long '.repeat(40)}" }}.\n`,
});

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  const file = { name, mimeType: 'application/zip', buffer };
  await page.getByLabel('Archive', { exact: true }).setInputFiles(file);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('an archive that cannot be imported says why beside its field, and another can be chosen', async () => {
  const page = await openAdmin();
  await button(page, 'Import zip').click();
  const refusals: readonly (readonly [name: string, bytes: Buffer, problem: string])[] = [
    ['text.zip', Buffer.from('no zip'), "text.zip can't be read: it is no zip archive."],
    ['cut.zip', BLOG.subarray(0, 120), "cut.zip can't be read: the zip is damaged or cut off"],
    ['hugo.zip', zipOf({ 'hugo.toml': '' }), 'hugo.zip is a site of Hugo (it has hugo.toml)'],
    ['a.zip', zipOf({ 'a.txt': 'x' }), 'Nothing in a.zip says what it is; it has 1 .txt.'],
  ];
  for (const [name, bytes, problem] of refusals) {
    await choose(page, name, bytes);
    await page.getByRole('alert').getByText(problem).waitFor();
    expect(await page.getByLabel('Archive', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await button(page, 'Import').isDisabled()).toBe(true);
  }
  // Files of a site with names that it cannot have get others.
  await page.getByLabel('What it is').selectOption('Files of a site of Meniscus, as they are');
  await page.getByText('a.txt → assets/a.txt').waitFor();
  await page.getByLabel('Give these files the names that are suggested').check();
  await page.getByText('1 file gets another name').waitFor();
  expect(await button(page, 'Import').isEnabled()).toBe(true);
  await page.context().close();
});

test('a zip of a Jekyll site moves in: the dialog shows the report and what changes, and imports what came of it', async () => {
  const before = await api('GET', filePath('site.yaml'));
  const page = await openAdmin();
  await button(page, 'Import zip').click();
  await choose(page, 'blog.zip', BLOG);
  await page.getByText('This is a site of Jekyll: what becomes of it').waitFor();
  await page.getByText('There is no tag lunr; it was left out.').waitFor();
  await page.getByText(/that the archive does not have stay beside them/).waitFor();
  await page.locator('.import-plan .places li', { hasText: 'site.yaml' }).waitFor();
  await page.locator('.import-plan summary', { hasText: 'new' }).click();
  await page.locator('.import-plan .places li', { hasText: 'pages/moved-in.md' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Save the report').click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('_layouts/moved.html: {% lunr %}');
  expect([...(await violations(page)), ...(await small(page))]).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  const wide = await page.locator('dialog .content').evaluate((one) => one.scrollWidth - one.clientWidth);
  expect(wide).toBe(0);
  await button(page, 'Import').click();
  await page.getByText(/Imported \d+ files into the draft/).waitFor();
  const moved = await api('GET', filePath('layouts/moved.liquid'));
  expect(moved.text).toContain('<h1>{{ page.title }}</h1>{{ content }}');
  // Its style sheet is compiled in the browser, whose Content-Security-Policy lets no code be made of texts.
  const sheet = await api('GET', filePath('assets/moved.css'));
  expect(sheet.text).toContain('color: teal');
  await api('PUT', filePath('site.yaml'), before.text);
  for (const path of ['layouts/moved.liquid', 'pages/moved-in.md', 'assets/moved.css'])
    await api('DELETE', filePath(path));
  await page.context().close();
});

test('a move that somebody leaves ends, and nothing is imported', async () => {
  const page = await openAdmin();
  const posts = Array.from({ length: 1_500 }, (_, n) => [`_posts/2020-01-01-post-${n}.md`, `Text ${n}\n`]);
  await button(page, 'Import zip').click();
  const thread = page.waitForEvent('worker', (worker) => worker.url().includes('move-thread'));
  const calls: string[] = [];
  page.on('request', (request) => calls.push(new URL(request.url()).pathname));
  await choose(page, 'many.zip', zipOf(Object.fromEntries(posts)));
  const ended = (await thread).waitForEvent('close');
  // The page answers while the thread is at work.
  await button(page, 'Cancel').click();
  await ended;
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(calls.filter((path) => path.endsWith('/import'))).toEqual([]);
  await page.context().close();
});
