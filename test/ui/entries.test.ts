import { expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { edit, editorText, openAdmin, retype, useBrowser } from './support/browser.ts';

useBrowser();

test('an entry is edited as Markdown, with its own page beside it as it is typed', async () => {
  const fields = 'fields:\n  title: { type: text, required: true, max: 20 }\n';
  expect((await api('PUT', filePath('content/notes/_collection.yaml'), fields)).status).toBe(201);
  await api(
    'PUT',
    filePath('pages/notes/[slug].liquid'),
    '---\nentry: notes\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}',
  );
  expect(
    (await api('PUT', filePath('content/notes/a.md'), '---\ntitle: First\n---\nSome *text*.\n')).status,
  ).toBe(201);
  const page = await openAdmin();
  await edit(page, 'content/notes/a.md');
  const preview = page.frameLocator('iframe');
  await preview.getByRole('heading', { name: 'First' }).waitFor();
  await retype(page, '---\ntitle: Second\n---\n# Part\n\nSome **strong** text.\n');
  await preview.getByRole('heading', { name: 'Second' }).waitFor();
  expect(await preview.locator('strong').textContent()).toBe('strong');
  await expect
    .poll(() => page.locator('.cm-line', { hasText: '# Part' }).locator('span').count())
    .toBeGreaterThan(0);
  await retype(page, '---\ntitle: A title that is much too long\n---\nx\n');
  await page.locator('.cm-lintRange-error').first().waitFor();
  expect(await editorText(page)).toContain('much too long');
});
