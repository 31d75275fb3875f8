import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { openAdmin, useBrowser } from './support/browser.ts';

useBrowser();

const LEAD = 'The sea stands, **twice** a day, and [nobody](/about) sees it.\n\n'.repeat(4);

/** An entry's text, with the cursor at its end. */
async function open(name: string, text: string): Promise<Page> {
  await api(
    'PUT',
    filePath(`content/posts/${name}.md`),
    `---\ntitle: ${name}\ndate: 2024-01-05\nauthor: ives\nsummary: S\n---\n${text}`,
  );
  const page = await openAdmin('#/content/posts');
  await page.locator(`a[href$="${name}.md"]`).click();
  await page.getByRole('textbox', { name: 'Text', exact: true }).click();
  await page.keyboard.press('Control+End');
  return page;
}

const lines = (page: Page): Promise<string[]> => page.locator('.text .cm-line').allTextContents();

test('Enter goes on with a list, and Backspace leaves it, right after a word was typed', async () => {
  const page = await open('items', `${LEAD}- one`);
  // No pause is between these: what was typed is not read before the key that needs it.
  await page.keyboard.type(' more');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two and');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await lines(page)).slice(-3)).toEqual(['- one more', '- two and', '- ']);
  await page.keyboard.press('Backspace');
  await expect.poll(async () => (await lines(page)).at(-1)).toBe('  ');
});

test('what is typed in a word looks as the word at once, and as in a text that was opened after a pause', async () => {
  const last = (page: Page) => page.locator('.text .cm-line').last();
  const marks = (html: string) => html.replace(/>[^<]*/g, '>');
  const page = await open('looks', `${LEAD}Some **bold** words`);
  for (let step = 0; step < '** words'.length; step++) await page.keyboard.press('ArrowLeft');
  const before = marks(await last(page).innerHTML());
  await page.keyboard.type('er');
  expect(marks(await last(page).innerHTML())).toBe(before);
  expect(await last(page).textContent()).toBe('Some **bolder** words');
  await page.keyboard.press('End');
  // Signs close what is before them, with their key.
  await page.keyboard.type(' and *more*');
  await page.keyboard.type(' of it');
  const opened = await open('opened', `${LEAD}Some **bolder** words and *more* of it`);
  const wanted = await last(opened).innerHTML();
  await expect.poll(() => last(page).innerHTML()).toBe(wanted);
});
