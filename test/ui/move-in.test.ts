import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { openAdmin, useBrowser } from './support/browser.ts';

useBrowser();

const put = (path: string, text: string) => api('PUT', filePath(path), text);

const text = (value: string) => new TextEncoder().encode(value);
const zip = zipSync({
  'blog-main/_config.yml': text('title: Moved\n'),
  'blog-main/_layouts/moved.html': text('<h1>{{ page.title }}</h1>{{ content }}{% lunr %}'),
  'blog-main/moved-in.md': text('---\nlayout: moved\ntitle: Moved in\n---\nIt is *here*.\n'),
});

test('a zip of a Jekyll site moves in: the dialog shows the report and what changes, and imports what came of it', async () => {
  const before = await api('GET', filePath('site.yaml'));
  const page = await openAdmin();
  await page.getByRole('button', { name: 'Import zip' }).click();
  const file = { name: 'blog.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) };
  await page.getByLabel('Archive', { exact: true }).setInputFiles(file);
  await page.getByText('This is a site of Jekyll: what becomes of it').waitFor();
  const report = page.locator('pre.import-plan');
  await expect.poll(() => report.textContent()).toContain('There is no tag lunr; it was left out.');
  await page.locator('li', { hasText: 'pages/moved-in.md' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText(/Imported \d+ files into the draft/).waitFor();
  const moved = await api('GET', filePath('layouts/moved.liquid'));
  expect(moved.text).toContain('<h1>{{ page.title }}</h1>{{ content }}');
  await put('site.yaml', before.text);
  for (const path of ['layouts/moved.liquid', 'pages/moved-in.md']) await api('DELETE', filePath(path));
});
