import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { edit, editorText, openAdmin, retype, useBrowser } from './support/browser.ts';

useBrowser();

const FRAME = 'iframe[title="The page as visitors would see it"]';
const put = (path: string, text: string) => api('PUT', filePath(path), text);

describe('the preview', () => {
  test('goes to a page that uses the open file, and lists the others', async () => {
    await put('partials/only-here.liquid', '<p id="only">only here</p>');
    await put('pages/user-a.liquid', '{% render "only-here" %}');
    await put('pages/user-b.liquid', '{% render "only-here" %}');
    const page = await openAdmin();
    await edit(page, 'partials/only-here.liquid');
    await page.frameLocator(FRAME).locator('#only').waitFor();
    await page.getByText('only-here.liquid is used by 2 pages').waitFor();
    await page.getByLabel('Pages that use only-here.liquid').selectOption('/user-b');
    await expect.poll(() => page.getByLabel('Address to preview').inputValue()).toBe('/user-b');
    await edit(page, 'assets/site.css');
    await page.frameLocator(FRAME).getByRole('heading', { level: 1 }).waitFor();
  });

  test('shows a page at a real width, scaled to fit, and remembers it', async () => {
    const page = await openAdmin();
    await edit(page, 'pages/index.liquid');
    await page.frameLocator(FRAME).getByRole('heading', { level: 1 }).waitFor();
    const inner = page.frames().find((one) => one.url().endsWith('/_preview/shell'));
    for (const width of [1440, 1280, 820, 390]) {
      await page.getByLabel('Width of the page').selectOption(String(width));
      await expect.poll(() => inner?.evaluate(() => innerWidth)).toBe(width);
    }
    await page.getByLabel('Width of the page').selectOption('1440');
    const [frame, pane] = [
      await page.locator(FRAME).boundingBox(),
      await page.getByRole('region', { name: 'Preview' }).boundingBox(),
    ];
    expect(frame && pane && frame.width <= pane.width + 1).toBe(true);
    await page.reload();
    await page.getByLabel('Width of the page').waitFor();
    expect(await page.getByLabel('Width of the page').inputValue()).toBe('1440');
  });

  test('is made wider by dragging and by keys, which is remembered', async () => {
    const page = await openAdmin();
    await edit(page, 'pages/about.liquid');
    const pane = page.getByRole('region', { name: 'Preview' });
    const width = async () => (await pane.boundingBox())?.width ?? 0;
    const splitter = page.getByRole('separator', { name: 'Width of the preview' });
    const before = await width();
    const at = await splitter.boundingBox();
    if (!at) throw new Error('there is no splitter');
    await page.mouse.move(at.x + at.width / 2, at.y + 100);
    await page.mouse.down();
    await page.mouse.move(at.x - 150, at.y + 100, { steps: 4 });
    await page.mouse.up();
    await expect.poll(width).toBeGreaterThan(before + 100);
    const dragged = await width();
    await splitter.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(width).toBeLessThan(dragged - 5);
    const kept = await width();
    await page.reload();
    await pane.waitFor();
    await expect.poll(width).toBeCloseTo(kept, 0);
  });

  test('follows in a window of its own, with the pane closed', async () => {
    const page = await openAdmin();
    await edit(page, 'pages/about.liquid');
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Preview in a window of its own' }).click(),
    ]);
    await popup.frameLocator(FRAME).getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await retype(page, '<h1>In a window</h1>');
    await popup.frameLocator(FRAME).getByRole('heading', { name: 'In a window' }).waitFor();
    await popup.close();
  });
});

describe('several cursors', () => {
  const start = async (): Promise<Page> => {
    await put('partials/cursors.liquid', 'tide one\ntide two\ntide three\n');
    const page = await openAdmin();
    await edit(page, 'partials/cursors.liquid');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    return page;
  };

  test('by the next of the same word', async () => {
    const page = await start();
    await page.keyboard.press('Control+d');
    await page.keyboard.press('Control+d');
    await page.keyboard.press('Control+d');
    await page.keyboard.type('ebb');
    expect(await editorText(page)).toBe('ebb one\nebb two\nebb three\n');
  });

  test('below each other', async () => {
    const page = await start();
    await page.keyboard.press('Control+Alt+ArrowDown');
    await page.keyboard.press('Control+Alt+ArrowDown');
    await page.keyboard.type('- ');
    expect(await editorText(page)).toBe('- tide one\n- tide two\n- tide three\n');
  });

  test('by Alt and a click', async () => {
    const page = await start();
    await page
      .locator('.cm-line')
      .nth(2)
      .click({ modifiers: ['Alt'], position: { x: 9, y: 6 } });
    await page.keyboard.type('x');
    expect(await editorText(page)).toBe('xtide one\ntide two\nxtide three\n');
  });

  test('at all that the search finds', async () => {
    const page = await start();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('tide');
    await page.getByRole('button', { name: 'all', exact: true }).click();
    await page.locator('.cm-content').focus();
    await page.keyboard.type('sea');
    expect(await editorText(page)).toBe('sea one\nsea two\nsea three\n');
  });
});

describe('markup', () => {
  test('is written by abbreviations, and both tags of an element are renamed', async () => {
    await put('partials/abbreviated.liquid', '');
    const page = await openAdmin();
    await edit(page, 'partials/abbreviated.liquid');
    await page.locator('.cm-content').click();
    await page.keyboard.type('ul.list>li*2');
    await page.keyboard.press('Tab');
    await expect.poll(() => editorText(page)).toBe('<ul class="list">\n  <li></li>\n  <li></li>\n</ul>');
    // The first of its empty places; from there into the name of its tag.
    await page.keyboard.type('first');
    await page.keyboard.press('Escape');
    for (let step = 0; step < 'first>'.length; step++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('nk');
    for (let step = 0; step < 'nk'.length; step++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Backspace');
    await expect.poll(() => editorText(page)).toContain('<lnk>first</lnk>');
    expect(await page.locator('.cm-tag-pair').allTextContents()).toEqual(['lnk', 'lnk']);
    // Elsewhere Tab indents.
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Tab');
    await expect.poll(() => editorText(page)).toMatch(/^ {2}<\/ul>$/m);
  });

  test('shows the colours of styles, and takes what is picked', async () => {
    await put('assets/colours.css', '.a {\n  color: rgb(0 0 255 / 50%);\n  fill: red;\n}\n');
    const page = await openAdmin();
    await edit(page, 'assets/colours.css');
    const swatch = page.locator('.cm-swatch').first();
    await expect.poll(() => page.locator('.cm-swatch').count()).toBe(2);
    expect(await swatch.inputValue()).toBe('#0000ff');
    await swatch.fill('#102030');
    await expect.poll(() => editorText(page)).toContain('color: rgb(16 32 48 / 0.5);');
    await expect.poll(() => swatch.inputValue()).toBe('#102030');
  });
});

describe('files', () => {
  test('are renamed with their names in other files, which are shown first', async () => {
    await put('partials/tile.liquid', 'tile');
    await put('pages/tiles.liquid', '{% render "tile" %}\n{% render "tile" %}');
    const page = await openAdmin();
    await page.getByRole('treeitem', { name: 'tile.liquid' }).focus();
    await page.keyboard.press('F2');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Change its name in 2 places of other files').waitFor();
    await dialog.getByLabel('New path').fill('partials/brick.liquid');
    await page.keyboard.press('Enter');
    await page.getByText('Its name was changed in 1 other file.').waitFor();
    expect((await api('GET', filePath('pages/tiles.liquid'))).text).toBe(
      '{% render "brick" %}\n{% render "brick" %}',
    );
  });

  test('keep their address working after a rename, with a redirect that is offered', async () => {
    const before = (await api('GET', filePath('site.yaml'))).text;
    await put('site.yaml', '# ours\ntitle: Ours\n');
    await put('pages/boats.liquid', 'boats');
    const page = await openAdmin();
    await page.getByRole('treeitem', { name: 'boats.liquid' }).focus();
    await page.keyboard.press('F2');
    await page.getByRole('dialog').getByLabel('New path').fill('pages/boats-new.liquid');
    await page.keyboard.press('Enter');
    const offer = page.getByRole('dialog', { name: 'Keep the old address working?' });
    await offer.getByText('from /boats to /boats-new').waitFor();
    await offer.getByRole('button', { name: 'Add the redirect' }).click();
    await page.getByText('/boats leads to /boats-new from the next publish on.').waitFor();
    expect((await api('GET', filePath('site.yaml'))).text).toBe(
      '# ours\ntitle: Ours\nredirects:\n  /boats: /boats-new\n',
    );
    await put('site.yaml', before);
  });

  test('say where they are used, and copies are made of them', async () => {
    await put('partials/used.liquid', 'used');
    await put('pages/uses.liquid', 'a\n{% render "used" %}');
    const page = await openAdmin();
    await edit(page, 'partials/used.liquid');
    await page.keyboard.press('Shift+F12');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /render "used"/ })
      .click();
    await page.getByRole('textbox', { name: 'Text of pages/uses.liquid' }).waitFor();
    await page.locator('.status-bar').getByText('2:12').waitFor();
    // Of the key that the cursor is on.
    await put('data/used.yaml', 'some: 1\nkey: 2\n');
    await put('partials/used-key.liquid', '{{ what.key }}');
    await put('pages/uses.liquid', 'a\n{% render "used" %}{% render "used-key", what: data.used %}');
    await edit(page, 'data/used.yaml');
    await page.locator('.cm-line', { hasText: 'key' }).click();
    await page.keyboard.press('Shift+F12');
    const uses = page.getByRole('dialog', { name: 'Uses of data.used.key' });
    await uses.getByText('partials/used-key.liquid').waitFor();
    await uses.getByLabel('Of the whole file data/used.yaml').check();
    await page
      .getByRole('dialog', { name: 'Uses of data/used.yaml' })
      .getByText('pages/uses.liquid')
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('treeitem', { name: 'used.liquid' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await page.getByRole('textbox', { name: 'Text of partials/used-copy.liquid' }).waitFor();
    expect((await api('GET', filePath('partials/used-copy.liquid'))).text).toBe('used');
  });

  test('that were deleted long ago come back from the bin', async () => {
    await put('data/binned.yaml', 'a: 1\n');
    await api('DELETE', filePath('data/binned.yaml'));
    const page = await openAdmin();
    await page.getByRole('button', { name: 'Bin', exact: true }).click();
    await page.getByRole('button', { name: 'Restore data/binned.yaml' }).click();
    await page.getByRole('textbox', { name: 'Text of data/binned.yaml' }).waitFor();
    expect((await api('GET', filePath('data/binned.yaml'))).text).toBe('a: 1\n');
  });
});

describe('find and replace in all files', () => {
  const texts = () =>
    Promise.all(
      ['partials/fr-a.liquid', 'partials/fr-b.liquid', 'assets/fr.css'].map(
        async (path) => (await api('GET', filePath(path))).text,
      ),
    );
  const start = async (): Promise<Page> => {
    await put('partials/fr-a.liquid', 'quay-one quay-two\n');
    await put('partials/fr-b.liquid', 'QUAY-three\n');
    await put('assets/fr.css', '.quay-four {}\n');
    return openAdmin('#/search');
  };

  test('by a regular expression with groups, one place left out, in one step that is undone by one', async () => {
    const page = await start();
    const before = await texts();
    await page.getByLabel('Regular expression').check();
    await page.getByLabel('Text to find').fill('quay-(\\w+)');
    await page.getByText('3 lines in 3 files').waitFor();
    await page.getByLabel('Text to write in its place').fill('$1-pier');
    await page.getByText('one-pier').waitFor();
    await page.getByLabel('Replace in line 1 of partials/fr-b.liquid').uncheck();
    await page.getByRole('button', { name: 'Replace 3 places' }).click();
    await page.getByText('Replaced 3 places in 2 files, in one step.').waitFor();
    expect(await texts()).toEqual(['one-pier two-pier\n', 'QUAY-three\n', '.four-pier {}\n']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(texts).toEqual(before);
  });

  test('by case and whole words, on the server', async () => {
    const page = await start();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.getByLabel('Match case').check();
    await page.getByLabel('Whole words').check();
    await page.getByLabel('Text to find').fill('quay-one');
    await page.getByText('1 line in 1 file').waitFor();
    expect(asked.filter((path) => path === '/api/search').length).toBeGreaterThan(0);
    expect(asked.filter((path) => path.startsWith('/api/files/partials'))).toEqual([]);
  });

  test('by one that is none, or never ends, is told and hangs nothing', async () => {
    await put('partials/fr-c.liquid', `${'a'.repeat(40)}!\n`);
    const page = await start();
    await page.getByLabel('Regular expression').check();
    await page.getByLabel('Text to find').fill('(');
    await page
      .getByRole('alert')
      .filter({ hasText: /regular expression/i })
      .waitFor();
    await page.getByLabel('Text to find').fill('^(a+)+$');
    await page.getByText('This regular expression takes too long').waitFor();
    await page.getByLabel('Text to find').fill('a{40}');
    await page.getByText('1 line in 1 file').waitFor();
  });
});
