import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { api } from './support/api.ts';
import { go, openAdmin, useBrowser } from './support/browser.ts';

useBrowser();

/** More than come with the first list, and than a table reads at once. */
const ENTRIES = 2_600;
const nameOf = (n: number) => `entry-${String(n).padStart(4, '0')}.md`;

beforeAll(async () => {
  const edits = Array.from({ length: ENTRIES }, (_, n) => ({
    path: `content/many/${nameOf(n)}`,
    text: `---\ntitle: Entry ${n}\nkind: k${n % 2}\n---\nText ${n}.\n`,
  }));
  const config = {
    path: 'content/many/_collection.yaml',
    text: 'sort: slug\nfields:\n  kind: { type: select, options: [k0, k1] }\n',
  };
  const { status, text } = await api('POST', '/batch', JSON.stringify({ edits: [config, ...edits] }));
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  const compiling = async () => JSON.parse((await api('GET', '/status')).text).compiling;
  await vi.waitFor(async () => expect(await compiling()).toBeNull(), { timeout: 100_000, interval: 500 });
});

// Other files' tests count what the editor asks for.
afterAll(async () => {
  const edits = ['_collection.yaml', ...Array.from({ length: ENTRIES }, (_, n) => nameOf(n))].map((name) => {
    return { path: `content/many/${name}`, delete: true };
  });
  expect((await api('POST', '/batch', JSON.stringify({ edits }))).status).toBe(200);
});

/** Requests to the API that a page makes from now on, as method and path with its query. */
function asked(page: Page): string[] {
  const found: string[] = [];
  page.on('request', (request: Request) => {
    const url = new URL(request.url());
    if (url.pathname.startsWith('/api/')) found.push(`${request.method()} ${url.pathname}${url.search}`);
  });
  return found;
}

test('the editor opens with the first files, and reads the others in one more answer', async () => {
  const page = await openAdmin();
  const requests = asked(page);
  await page.reload();
  await page.getByPlaceholder(/Filter 2,\d{3} files/).waitFor();
  expect(requests.filter((each) => each.includes('/listing'))).toHaveLength(1);
  expect(await page.locator('.tree-row').count()).toBeLessThanOrEqual(520);
  await page.getByRole('searchbox', { name: 'Filter files' }).fill('entry-2599');
  await page.getByRole('treeitem', { name: 'entry-2599.md' }).waitFor();
  expect(await page.locator('.tree-row.file').count()).toBe(1);
});

test('a file far behind the first opens before the list has it', async () => {
  const page = await openAdmin();
  await page.route('**/api/listing?*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await route.continue();
  });
  await page.evaluate(() => {
    location.hash = '#/edit/content/many/entry-2400.md';
    location.reload();
  });
  await page.getByRole('textbox', { name: 'Text of content/many/entry-2400.md' }).waitFor();
  await page.getByText('Reading the files').waitFor();
  expect(await page.locator('.cm-content').first().textContent()).toContain('Text 2400.');
});

test('a table asks for what is in sight, and the server looks for the rest', async () => {
  const page = await openAdmin();
  const requests = asked(page);
  const pages = () => requests.filter((each) => each.includes('/collections/many')).splice(0);
  const titles = page.locator('.entry-table tbody .title a');
  await go(page, '#/content/many');
  await page.getByRole('link', { name: 'Entry 0', exact: true }).waitFor();
  expect(await page.locator('.entry-table tbody tr').count()).toBeLessThan(100);
  expect(pages()).toHaveLength(1);

  // A thousand rows are there; those behind them are read as they come into sight.
  const scrollTo = (row: number) =>
    page
      .locator('.entry-table')
      .evaluate((box, place) => box.scrollTo(0, box.scrollHeight * place), row / ENTRIES);
  await scrollTo(800);
  await page.getByRole('link', { name: 'Entry 800', exact: true }).waitFor();
  expect(pages()).toHaveLength(1);
  await scrollTo(ENTRIES);
  await page.getByRole('link', { name: 'Entry 2599', exact: true }).waitFor();
  expect(pages()).toHaveLength(3);
  expect(await page.locator('.entry-table tbody tr').count()).toBeLessThan(100);

  // A word is one question, not one for each key.
  await page.getByRole('searchbox', { name: 'Find entries' }).pressSequentially('Entry 259');
  await page.getByText(`11 of ${ENTRIES}`).waitFor();
  expect(pages().length).toBeLessThanOrEqual(3 + 'Entry 259'.length);
  await page.getByRole('button', { name: 'Title' }).click();
  await expect.poll(() => titles.first().textContent()).toBe('Entry 259');
  await page.getByRole('button', { name: 'Title' }).click();
  await expect.poll(() => titles.first().textContent()).toBe('Entry 2599');
  expect(pages().at(-1)).toContain('sort=-title');

  await page.getByRole('searchbox', { name: 'Find entries' }).fill('');
  await page.getByRole('combobox', { name: 'Group' }).selectOption({ label: 'k1 (1300)' });
  await page.getByText(`1300 of ${ENTRIES}`).waitFor();
  await expect.poll(() => titles.first().textContent()).toBe('Entry 2599');
  // In the order that was chosen, behind the thousandth too.
  await scrollTo(ENTRIES);
  await expect.poll(() => titles.last().textContent()).toBe('Entry 1');

  // What somebody else saves is read again.
  const before = pages().length;
  await api('PUT', '/files/content/many/entry-2599.md', '---\ntitle: Another\nkind: k1\n---\n');
  await expect.poll(() => pages().length).toBeGreaterThan(before);
  await page.getByRole('searchbox', { name: 'Find entries' }).fill('another');
  await page.getByRole('link', { name: 'Another', exact: true }).waitFor();
});

test('saves of many files by somebody else are read once for all that come meanwhile', async () => {
  const page = await openAdmin();
  await page.getByPlaceholder(/Filter 2,\d{3} files/).waitFor();
  const requests = asked(page);
  const edits = (text: string) =>
    Array.from({ length: 40 }, (_, n) => ({ path: `data/some/n-${n}.json`, text: JSON.stringify(text) }));
  for (let n = 0; n < 6; n++) await api('POST', '/batch', JSON.stringify({ edits: edits(`${n}`) }));
  await page.getByPlaceholder(/Filter 2,\d{3} files/).waitFor();
  await page.getByRole('searchbox', { name: 'Filter files' }).fill('n-39');
  await page.getByRole('treeitem', { name: 'n-39.json' }).waitFor();
  const lists = requests.filter((each) => each.includes('/listing'));
  expect(lists.length).toBeLessThanOrEqual(4);
  const gone = edits('').map(({ path }) => ({ path, delete: true }));
  expect((await api('POST', '/batch', JSON.stringify({ edits: gone }))).status).toBe(200);
});
