import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { violations } from './support/axe.ts';
import { go, newPage, useBrowser } from './support/browser.ts';
import { aside, small, zooming } from './support/targets.ts';

useBrowser({ keepPages: true });

const textOf = async (path: string) => (await api('GET', filePath(path))).text;
const put = async (path: string, text: string | Buffer) =>
  expect((await api('PUT', filePath(path), text)).status, path).toBeLessThan(300);

/** A picture of ten pixels. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
  'base64',
);

/** One writer for all tests of the file, who got a link to sign in. */
let page: Page;

beforeAll(async () => {
  await put('data/hours.yaml', '# Of the shop\n- day: Monday\n  open: "09:00"\n');
  const link = await api('POST', '/sign-in-codes', JSON.stringify({ name: 'Ada', role: 'writer' }));
  page = await newPage({ reducedMotion: 'reduce' });
  await page.goto(JSON.parse(link.text).url);
  await page.getByRole('heading', { name: 'Content' }).waitFor();
});

async function save(): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.locator('.status-bar').getByText('Saved', { exact: true }).waitFor();
}

/** What is wrong with what is shown for people who use it in another way, in both themes and on a phone. */
async function wrong(): Promise<string[]> {
  const found = await violations(page);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/wide-${shot}.png` });
  await page.emulateMedia({ colorScheme: 'dark' });
  found.push(...(await violations(page, 'colours')));
  const wide = page.viewportSize() ?? { width: 1400, height: 900 };
  await page.setViewportSize({ width: 360, height: 740 });
  found.push(...(await violations(page, 'all but colours')), ...(await small(page)));
  found.push(...(await aside(page)), ...(await zooming(page)));
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/phone-${shot++}.png` });
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}
let shot = 0;

test('opening hours are changed in the tab Data, and nothing else in their file', async () => {
  await put('data/hours.yaml', '# Of the shop\n- day: Monday\n  open: "09:00"\n');
  await go(page, '#/content');
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByRole('link', { name: 'Hours', exact: true }).click();
  await page.getByLabel('Open', { exact: true }).fill('08:30');
  await save();
  expect(await textOf('data/hours.yaml')).toBe('# Of the shop\n- day: Monday\n  open: "08:30"\n');
});

test('values of the site’s own are changed in Settings', async () => {
  const before = await textOf('site.yaml');
  await go(page, '#/settings/site');
  await page.getByLabel('Tagline').fill('The sea, told by hand');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('site.yaml is saved.').waitFor();
  expect(await textOf('site.yaml')).toBe(before.replace(/^tagline: .*$/m, 'tagline: The sea, told by hand'));
  await put('site.yaml', before);
});

test('a change of a value that is used elsewhere can be left, and the form shows what the file has', async () => {
  const text = '- place: &harbour Port Ennor\n  by: *harbour\n';
  await put('data/quays.yaml', text);
  await go(page, '#/edit/data%2Fquays.yaml');
  await page.reload();
  const by = page.getByLabel('By');
  await by.fill('Elsewhere');
  await page.getByRole('button', { name: 'Leave it' }).click();
  await expect.poll(() => by.inputValue()).toBe('Port Ennor');
  await page.getByRole('button', { name: 'Leave it' }).waitFor({ state: 'detached' });
  expect(await textOf('data/quays.yaml')).toBe(text);
});

/** Whether a message stays before the end of the form on a phone, wherever that is scrolled to. */
async function covered(): Promise<boolean> {
  const kept = '**/api/files/data/media.yaml';
  await page.route(kept, (route) =>
    route.request().method() === 'PUT' ? route.fulfill({ status: 500, body: '{}' }) : route.continue(),
  );
  await page.getByRole('button', { name: 'Save the text' }).click();
  await page.locator('.toast.error').waitFor();
  await page.unroute(kept);
  const wide = page.viewportSize() ?? { width: 1400, height: 900 };
  await page.setViewportSize({ width: 360, height: 740 });
  const answer = await page.locator('.entry-form').evaluate((form) => {
    form.scrollTop = form.scrollHeight;
    const [message, last] = [document.querySelector('.toasts'), form.lastElementChild].map((one) =>
      one?.getBoundingClientRect(),
    );
    return (last?.bottom ?? 0) > (message?.top ?? 0);
  });
  await page.setViewportSize(wide);
  await page.locator('.toast.error').getByRole('button', { name: 'Dismiss' }).click();
  return answer;
}

test('the picture of an entry is chosen from Media, or uploaded, and says what it shows', async () => {
  await put('content/boats/_collection.yaml', 'fields:\n  cover: { type: image }\n');
  await put('content/boats/anna.md', '---\ntitle: Anna\n---\n');
  await put('assets/quay.png', PNG);
  await go(page, '#/content/boats');
  await page.reload();
  await page.getByRole('link', { name: 'Anna' }).click();
  // On a phone it would be in front of the form.
  const preview = page.getByRole('button', { name: 'Preview', exact: true });
  if ((await preview.getAttribute('aria-pressed')) === 'true') await preview.click();
  await page.getByRole('button', { name: 'Choose a picture for Cover' }).click();
  await page.getByLabel('Find pictures').fill('quay');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /quay\.png/ })
    .locator('img')
    .waitFor();
  expect(await wrong()).toEqual([]);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /quay\.png/ })
    .click();
  await expect.poll(() => page.getByLabel('Cover', { exact: true }).inputValue()).toBe('quay.png');
  await page.locator('.picture-field img').waitFor();
  await page
    .getByLabel('Upload a picture for Cover')
    .setInputFiles({ name: 'Anna at Sea.png', mimeType: 'image/png', buffer: PNG });
  await expect.poll(() => page.getByLabel('Cover', { exact: true }).inputValue()).toBe('anna-at-sea.png');
  await page.getByLabel('Text for who does not see it').fill('A boat under sail');
  expect(await covered()).toBe(false);
  await page.getByRole('button', { name: 'Save the text' }).click();
  await page.getByText('The text of anna-at-sea.png is saved.').waitFor();
  expect(await textOf('data/media.yaml')).toContain('A boat under sail');
  expect(await wrong()).toEqual([]);
  // What is no picture is said at the field, and leaves the one that is there.
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['%PDF'], 'tides.pdf', { type: 'application/pdf' }));
    return transfer;
  });
  await page.getByLabel('Cover', { exact: true }).dispatchEvent('drop', { dataTransfer: data });
  await page.locator('.picture-field').getByText('tides.pdf is no picture').waitFor();
  await save();
  expect(await textOf('content/boats/anna.md')).toBe('---\ntitle: Anna\ncover: anna-at-sea.png\n---\n');
});

test('an entry is renamed by its name alone, deleted, and brought back from the bin', async () => {
  await put(
    'content/boats/berta.md',
    '---\ntitle: Berta, who was the first of the three boats of the harbour\n---\n',
  );
  await go(page, '#/content/boats');
  await page.reload();
  await page.getByRole('button', { name: /^Rename Berta/ }).click();
  const name = page.getByLabel('New name');
  expect(await name.inputValue()).toBe('berta');
  expect(await wrong()).toEqual([]);
  await name.fill('berta-the-first');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Delete Berta/ }).click();
  await page.getByText('Deleted content/boats/berta-the-first.md').waitFor();
  // A developer's file that is gone is no concern of a writer's.
  await put('partials/gone-from-the-writer.liquid', 'gone');
  const gone = { edits: [{ path: 'partials/gone-from-the-writer.liquid', delete: true }] };
  expect((await api('POST', '/batch', JSON.stringify(gone))).status).toBeLessThan(300);
  await page.getByRole('button', { name: 'Bin', exact: true }).click();
  const bin = page.getByRole('dialog');
  const restore = bin.getByRole('button', { name: 'Restore content/boats/berta-the-first.md' });
  await restore.waitFor();
  expect(await bin.getByText('gone-from-the-writer').count()).toBe(0);
  await restore.click();
  await page.getByRole('link', { name: /^Berta, who was/ }).waitFor();
  expect(await textOf('content/boats/berta-the-first.md')).toContain('title: Berta');
});

test('a picture that was deleted comes back with its smaller versions in one go', async () => {
  for (const name of ['gull.png', 'gull-200w.webp', 'gull-320w.webp']) await put(`assets/${name}`, PNG);
  const there = async () =>
    JSON.parse((await api('GET', '/files?prefix=assets/gull')).text).files.map(
      ({ path }: { path: string }) => path,
    );
  const all = await there();
  expect(all).toHaveLength(3);
  await go(page, '#/media');
  await page.reload();
  await page.getByRole('button', { name: /gull\.png/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted assets/gull.png and 2 more').waitFor();
  expect(await there()).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(there).toEqual(all);
});

test('a picture is renamed in Media, with its smaller version, its text and its name in entries', async () => {
  for (const name of ['tern.png', 'tern-200w.webp', 'logo-of-the-frame.png'])
    await put(`assets/${name}`, PNG);
  await put('data/media.yaml', 'tern.png: A bird\n');
  await put('content/birds/tern.md', '---\ntitle: The tern\ncover: tern.png\n---\n![](/assets/tern.png)\n');
  await put('partials/frame.liquid', "{% image 'logo-of-the-frame.png', alt: '' %}");
  await go(page, '#/media');
  await page.reload();
  await page.getByRole('button', { name: /^tern\.png/ }).click();
  const details = page.getByRole('dialog', { name: 'tern.png', exact: true });
  await details.getByLabel('Text for who does not see it').waitFor();
  expect(await wrong()).toEqual([]);
  await details.getByRole('button', { name: 'Rename' }).click();
  const name = page.getByLabel('New name');
  expect(await name.inputValue()).toBe('tern');
  await page.getByText('Change its name in 3 places').waitFor();
  await name.fill('arctic-tern');
  expect(await wrong()).toEqual([]);
  await page.getByRole('button', { name: 'Rename', exact: true }).last().click();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('button', { name: /^arctic-tern\.png.*1 size/ }).waitFor();
  expect(await page.getByRole('button', { name: /^tern\.png/ }).count()).toBe(0);
  expect(await textOf('content/birds/tern.md')).toContain(
    'cover: arctic-tern.png\n---\n![](/assets/arctic-tern.png)',
  );
  expect(await textOf('data/media.yaml')).toBe('arctic-tern.png: A bird\n');
  // One that a template names is for who may change that.
  await page.getByRole('button', { name: /logo-of-the-frame/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await page.getByText('not yours to change').waitFor();
  await name.fill('emblem');
  expect(await page.getByRole('button', { name: 'Rename', exact: true }).last().isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('what only a developer can mend is a line to a writer, and what the writer can is told', async () => {
  await put('content/buoys/_collection.yaml', 'groups: [nowhere]\nfields:\n  title: { type: text }\n');
  await put('content/buoys/red.md', '---\ntitle: Red\ncolour: red\n---\n');
  expect((await api('POST', '/publish', JSON.stringify({ message: 'Buoys' }))).status).toBeLessThan(300);
  await go(page, '#/releases');
  const release = page.locator('li').filter({ hasText: 'Buoys' }).first();
  await release.getByText('What is in it').click();
  await release.getByText(/colour is no field/i).waitFor();
  await release.getByText(/A developer has \d+ warnings? to look at\./).waitFor();
  expect(await release.locator('.findings h4').allTextContents()).not.toContain(
    'content/buoys/_collection.yaml',
  );
  expect(await wrong()).toEqual([]);
});

test('rows are as the writer has just made them, before the server has said so', async () => {
  await put('content/rigs/_collection.yaml', 'sort: title\n');
  for (const name of ['ketch', 'lugger', 'sloop', 'yawl'])
    await put(`content/rigs/${name}.md`, `---\ntitle: A ${name}\n---\n`);
  await go(page, '#/content/rigs');
  await page.reload();
  const titles = () => page.locator('.entry-table tbody .title a').allTextContents();
  const all = ['A ketch', 'A lugger', 'A sloop', 'A yawl'];
  await expect.poll(titles).toEqual(all);
  const released = Promise.withResolvers<void>();
  await page.route('**/api/collections/rigs?*', async (route) => {
    await released.promise;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Rename A sloop' }).click();
  await page.getByLabel('New name').fill('cutter');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.getByRole('link', { name: 'A sloop' }).getAttribute('href')).toContain('cutter');
  expect(await titles()).toEqual(all);
  await page.getByRole('button', { name: 'Delete A sloop' }).click();
  await page.getByText('Deleted content/rigs/cutter.md').waitFor();
  expect(await titles()).toEqual(['A ketch', 'A lugger', 'A yawl']);
  await page.getByPlaceholder('Find in 3 entries').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'A sloop' }).waitFor();
  expect(await titles()).toEqual(all);
  released.resolve();
  await page.unrouteAll({ behavior: 'wait' });
  await page.waitForLoadState('networkidle');
  expect(await titles()).toEqual(all);
});

test('the state of an entry is another when it is published with the table open', async () => {
  await put('content/moorings/quay.md', '---\ntitle: The quay\n---\n');
  await go(page, '#/content/moorings');
  const state = page.locator('.entry-table tbody .badge');
  await expect.poll(() => state.textContent()).toBe('New');
  const { status, text } = await api(
    'POST',
    '/publish',
    JSON.stringify({ paths: ['content/moorings/quay.md'] }),
  );
  expect([status, text]).toEqual([expect.toSatisfy((each: number) => each < 300), expect.anything()]);
  await expect.poll(() => state.textContent(), { timeout: 10_000 }).toBe('Live');
});
