import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { edit, go, openAdmin, retype, save, useBrowser } from './support/browser.ts';

useBrowser();

const WALKED = 'partials/walked.liquid';

async function ask(path: string) {
  const answer = await api('GET', path);
  expect([path, answer.status]).toEqual([path, 200]);
  return JSON.parse(answer.text);
}
const saved = async () => (await api('GET', filePath(WALKED))).text;
const numberOf = (page: Page, selector: string) => expect.poll(() => page.locator(selector).count());

test('start, tree and editor say what the API says: how many files, which changed last, saved or not, problems', async () => {
  await api('PUT', filePath(WALKED), '<p>one</p>');
  const page = await openAdmin();
  const { files } = await ask('/status');
  await page.getByPlaceholder(`Filter ${files} files`).waitFor();
  await page.locator('.file-list a').first().getByText(WALKED).waitFor();

  await edit(page, WALKED);
  const state = page.locator('.status-bar');
  await state.getByText('Saved', { exact: true }).waitFor();
  await retype(page, '<p>two</p>{% render "no-such" %}');
  await state.getByText('Not saved').waitFor();
  expect(await saved()).toBe('<p>one</p>');
  await save(page);
  expect(await saved()).toBe('<p>two</p>{% render "no-such" %}');
  const found = await ask(`/files?prefix=${WALKED}`);
  expect(found.files[0].diagnostics).toHaveLength(1);
  await state.getByRole('button', { name: /^1 (error|warning)$/ }).waitFor();
  await retype(page, '<p>two</p>');
  await save(page);
  expect((await ask(`/files?prefix=${WALKED}`)).files[0].diagnostics).toEqual([]);
  await state.getByRole('button', { name: 'No problems' }).waitFor();
});

test('releases and publish say what the API says: which is live, how many there are, how many files differ', async () => {
  await api('PUT', filePath(WALKED), '<p>two</p>');
  const page = await openAdmin('#/releases');
  const { live } = await ask('/status');
  const { releases } = await ask('/releases');
  const now = releases.find(({ id }: { id: string }) => id === live.release);
  await page.locator('.live-state').getByText(`release ${now.version}`).waitFor();
  await numberOf(page, '.releases > li').toBe(releases.length);
  await numberOf(page, '.releases > li.is-live').toBe(1);
  await expect
    .poll(() => page.locator('.releases > li.is-live .version').textContent())
    .toBe(String(now.version));

  const { files } = await ask('/diff?from=live&to=draft');
  const differ = files.length === 1 ? '1 file differs' : `${files.length} files differ`;
  await page.getByRole('button', { name: 'Publish', exact: true }).first().click();
  await page.getByRole('dialog').getByText(`${differ} from what is live`).waitFor();
});

test('search, content and history say what the API says', async () => {
  await api('PUT', filePath(WALKED), '<p>two</p>');
  await api('PUT', filePath(WALKED), '<p>three</p>');
  const page = await openAdmin('#/search');
  const { hits, cursor } = await ask('/search?text=page.title');
  expect(cursor).toBe(null);
  const lines = new Set(hits.map(({ path, line }: { path: string; line: number }) => `${path}:${line}`));
  await page.getByLabel('Text to find').fill('page.title');
  await page.getByText(`${lines.size} lines in`).waitFor();

  await go(page, '#/content/posts');
  const { files } = await ask('/files?prefix=content/posts/');
  const entries = files.filter(({ kind }: { kind: string }) => kind === 'entry').length;
  await page.getByPlaceholder(`Find in ${entries} entries`).waitFor();

  await go(page, `#/history/${WALKED}`);
  const { versions } = await ask(`${filePath(WALKED)}/history?limit=100`);
  await numberOf(page, '.versions > li').toBe(versions.length);
  await numberOf(page, '.versions .badge').toBe(1);
});

test('media, the bin and uses say what the API says: how many pictures, deleted files and places', async () => {
  await api('PUT', filePath('partials/thrown.liquid'), 'x');
  await api('DELETE', filePath('partials/thrown.liquid'));
  const page = await openAdmin('#/media');
  const { files } = await ask('/files?prefix=assets/');
  // Smaller versions are named after their width; they are the picture's own.
  const pictures = files.filter(
    ({ path }: { path: string }) =>
      /\.(?:avif|gif|jpe?g|png|svg|webp)$/.test(path) && !/-\d+w\.\w+$/.test(path),
  ).length;
  await page
    .getByPlaceholder(`Find in ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}`, { exact: true })
    .waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Bin', exact: true }).click();
  const deleted = await ask('/deleted?limit=200');
  await numberOf(page, '.bin > li').toBe(deleted.files.length);
  await page.keyboard.press('Escape');
  await edit(page, 'partials/mark.liquid');
  const { uses } = await ask(`${filePath('partials/mark.liquid')}/uses`);
  await page.keyboard.press('Shift+F12');
  await numberOf(page, 'dialog .results button').toBe(uses.length);
});

test('the settings say what the API says: the latest entry of the log and its version, files, tokens', async () => {
  const page = await openAdmin();
  await api('PUT', filePath(WALKED), `<p>${Math.random()}</p>`);
  await go(page, '#/settings/audit');
  const { entries } = await ask('/audit?limit=1');
  expect(entries[0].detail).toContain(WALKED);
  const first = page.getByRole('table').getByRole('row').nth(1);
  await first.getByRole('cell', { name: entries[0].action, exact: true }).waitFor();
  await first.getByRole('link', { name: WALKED }).click();
  await page.getByRole('heading', { name: 'History of walked.liquid' }).waitFor();
  await numberOf(page, '.versions button[aria-pressed=true]').toBe(1);

  await go(page, '#/settings/status');
  const { files } = await ask('/status');
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'Files', exact: true }) });
  await row.first().getByText(`${files} of`).waitFor();
  await go(page, '#/settings/tokens');
  await page.getByRole('heading', { name: 'Preview links' }).waitFor();
  const { tokens } = await ask('/tokens');
  for (const { name } of tokens) await page.getByRole('cell', { name, exact: true }).first().waitFor();
});
