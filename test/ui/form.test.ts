import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { api, filePath, visit } from './support/api.ts';
import { ADMIN, newPage, openAdmin, useBrowser } from './support/browser.ts';

useBrowser();

const textOf = async (path: string) => (await api('GET', filePath(path))).text;
const put = async (path: string, text: string) =>
  expect((await api('PUT', filePath(path), text)).status, path).toBeLessThan(300);
const frontOf = (text: string) => text.slice(0, text.indexOf('\n---\n')).split('\n');
const textbox = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });

/** A picture of ten pixels. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC';

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.locator('.status-bar').getByText('Saved', { exact: true }).waitFor();
}

/** Does to the text what a browser does when files are dropped or things are pasted. */
async function give(
  page: Page,
  type: 'drop' | 'paste',
  given: { file?: string; html?: string; plain?: string },
) {
  await textbox(page).evaluate(
    (node, { type, given, png }) => {
      const data = new DataTransfer();
      if (given.file !== undefined) {
        const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
        const kind = given.file.endsWith('.pdf') ? 'application/pdf' : 'image/png';
        data.items.add(new File([bytes], given.file, { type: kind }));
      }
      if (given.html !== undefined) data.setData('text/html', given.html);
      if (given.plain !== undefined) data.setData('text/plain', given.plain);
      const last = [...node.querySelectorAll('.cm-line')].at(-1)?.getBoundingClientRect();
      const at = { clientX: (last?.left ?? 0) + 30, clientY: (last?.bottom ?? 0) - 3 };
      const shared = { bubbles: true, cancelable: true, composed: true };
      node.dispatchEvent(
        type === 'drop'
          ? new DragEvent('drop', { ...shared, ...at, dataTransfer: data })
          : new ClipboardEvent('paste', { ...shared, clipboardData: data }),
      );
    },
    { type, given, png: PNG },
  );
}

/** A link that signs a writer in, as an owner makes it. */
async function writersLink(): Promise<string> {
  const { status, text } = await api(
    'POST',
    '/sign-in-codes',
    JSON.stringify({ name: 'Ada', role: 'writer' }),
  );
  expect(status).toBe(201);
  return `${ADMIN}/#sign-in=${(JSON.parse(text) as { code: string }).code}`; // as the API's schema says
}

test('a writer with nothing but a sign-in link publishes a post with two pictures, and nothing else', async () => {
  const config = (await textOf('content/posts/_collection.yaml')).replace(/ {2}tags: .*\n/, '');
  await put('content/posts/_collection.yaml', `${config}  tags: { type: list, of: text }\n`);
  await put(
    'pages/tags/[tag].liquid',
    '---\nlayout: base\neach: { tag: collections.posts.tags }\n---\n{% block main %}<h1>{{ tag.name }}</h1>{% for post in tag.items %}{{ post.title }}{% endfor %}{% endblock %}',
  );
  expect((await api('POST', '/publish', '{}')).status).toBeLessThan(300);
  const layout = await textOf('layouts/base.liquid');
  await put('layouts/base.liquid', `unfinished ${layout}`);

  const page = await newPage();
  await page.goto(await writersLink());
  await page.getByRole('link', { name: 'One hand is enough' }).waitFor();
  await page.getByRole('button', { name: 'New in posts' }).click();
  await page.getByLabel('Title').fill('Überall: slack water');
  await page.getByText('It becomes content/posts/uberall-slack-water.md').waitFor();
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'Form of content/posts/uberall-slack-water.md' });
  // What nobody had the time to fill in is marked, and no mistake yet.
  const author = form.getByRole('combobox', { name: 'Author (required)' });
  const summary = form.getByRole('textbox', { name: 'Summary (required)' });
  await expect.poll(() => author.getAttribute('aria-required')).toBe('true');
  await page.locator('.status-bar').getByText('2 errors').waitFor();
  expect(await form.getByText('Is required').count()).toBe(0);
  expect(await summary.getAttribute('aria-invalid')).toBe('false');
  await author.focus();
  await author.blur();
  await form.getByText('Is required').waitFor();
  expect([await author.getAttribute('aria-invalid'), await summary.getAttribute('aria-invalid')]).toEqual([
    'true',
    'false',
  ]);
  // Who tries to save is told all of it.
  await page.keyboard.press('Control+s');
  await expect.poll(() => form.getByText('Is required').count()).toBe(2);
  await expect.poll(() => author.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.locator('.toast').count()).toBe(1);
  await form.getByLabel('Author').fill('ives');
  await form.getByLabel('Summary').fill('Nothing happens, twice:\nonce more, and again.');
  await form.getByLabel('Tags').fill('slack water,');
  await form.getByLabel('Tags').press('Enter');
  // Quicker than the file has the one before.
  for (const tag of ['log', 'sea']) {
    await form.getByLabel('Tags').fill(tag);
    await form.getByLabel('Tags').press('Enter');
  }
  await textbox(page).click();
  await page.keyboard.type('- The sea\n');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('stands');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await give(page, 'drop', { file: 'Seal Asleep.png' });
  await textbox(page).getByText('/assets/seal-asleep.png').waitFor();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await give(page, 'paste', { file: 'image.png' });
  await textbox(page).getByText('/assets/uberall-slack-water.png').waitFor();
  await give(page, 'drop', { file: 'tides.pdf' });
  await form.getByText('tides.pdf is no picture that pages show').waitFor();
  await form.getByText('Is required').first().waitFor({ state: 'detached' });
  const preview = page.frameLocator('iframe');
  await preview.getByRole('heading', { level: 1, name: 'Überall: slack water' }).waitFor();
  // The picture itself, which visitors do not have yet.
  const seal = preview.getByRole('img', { name: 'Seal Asleep' });
  await expect.poll(() => seal.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(10);
  await save(page);
  const today = new Date().toISOString().slice(0, 10);
  expect(await textOf('content/posts/uberall-slack-water.md')).toBe(
    [
      '---',
      'title: "Überall: slack water"',
      `date: ${today}`,
      'author: ives',
      'summary: |-',
      '  Nothing happens, twice:',
      '  once more, and again.',
      'tags: [slack water, log, sea]',
      '---',
      '- The sea',
      '- **stands**',
      '',
      '![Seal Asleep](/assets/seal-asleep.png)',
      '',
      '![](/assets/uberall-slack-water.png)',
    ].join('\n'),
  );

  await page.getByRole('button', { name: 'Publish this post' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Publish 3 of them').waitFor();
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('still in the draft only.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  const shown = await visit('/posts/uberall-slack-water');
  expect(shown.text).toContain('<strong>stands</strong>');
  expect(shown.text).not.toContain('unfinished');
  for (const [, picture = ''] of shown.text.matchAll(/<img src="(\/assets\/[^"]+)"/g))
    expect([picture, (await visit(picture)).status]).toEqual([picture, 200]);
  expect([...shown.text.matchAll(/<img /g)].length).toBe(2);
  const feed = (await visit('/feed.xml')).text;
  expect(feed.indexOf('<title>Überall: slack water</title>')).toBeGreaterThan(0);
  expect(feed.indexOf('<title>Überall: slack water</title>')).toBeLessThan(feed.indexOf('One hand'));
  expect((await visit('/tags/slack-water')).text).toContain('Überall: slack water');
  expect((await visit('/sitemap.xml')).text).toContain('/posts/uberall-slack-water');
  expect((await visit('/')).text).not.toContain('unfinished');
  await put('layouts/base.liquid', layout);
});

test('a form changes what was changed, and pasted rich text becomes Markdown', async () => {
  const page = await openAdmin('#/content/posts');
  await page.getByLabel('Find entries').fill('hand');
  await page.getByRole('link', { name: 'One hand is enough' }).click();
  const other = 'content/posts/one-hand-is-enough.md';
  const before = await textOf(other);
  const form = page.getByRole('form', { name: `Form of ${other}` });
  await form.getByLabel('Title').fill('One hand: "enough"');
  await form.getByLabel('Date').fill('2026-10-03');
  await form.getByLabel('Time of day').fill('08:30');
  await textbox(page).click();
  await page.keyboard.press('Control+End');
  await give(page, 'paste', {
    html: '<meta charset="utf-8"><h2>More</h2><ul><li><b>one</b></li><li>two {{ braces }}</li></ul>',
    plain: 'More',
  });
  await textbox(page).getByText('## More').waitFor();
  await give(page, 'paste', { html: '<span style="color: red">*plain*</span>', plain: '*plain*' });
  await textbox(page).getByText('*plain*').waitFor();
  await save(page);
  const after = await textOf(other);
  expect(frontOf(after).filter((line) => !frontOf(before).includes(line))).toEqual([
    'title: \'One hand: "enough"\'',
    'date: 2026-10-03 08:30',
  ]);
  const body = before.slice(before.indexOf('\n---\n'));
  expect(after.slice(after.indexOf('\n---\n'))).toBe(
    `${body}\n## More\n\n- **one**\n- two {\\{ braces }}*plain*\n`,
  );
});

test('entries with an order are moved by their handles, and found by a group', async () => {
  const config = 'sort: order\nfields:\n  tags: { type: list, of: text }\n';
  await put('content/guide/_collection.yaml', config);
  for (const [at, tags] of ['sea', 'sea, tide', 'tide'].entries())
    await put(
      `content/guide/part-${at + 1}.md`,
      `---\ntitle: Part ${at + 1}\norder: ${at + 1}\ntags: [${tags}]\n---\n`,
    );
  const page = await openAdmin('#/content/guide');
  const titles = () => page.locator('td.title').allTextContents();
  await page.getByRole('button', { name: 'Move Part 1' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByText('Part 1 is number 2 of 3 now.').waitFor({ state: 'attached' });
  expect(await titles()).toEqual(['Part 2', 'Part 1', 'Part 3']);
  await page.keyboard.press('ArrowDown');
  await page.getByText('Part 1 is number 3 of 3 now.').waitFor({ state: 'attached' });
  await expect
    .poll(() => textOf('content/guide/part-1.md'))
    .toBe('---\ntitle: Part 1\norder: 32\ntags: [sea]\n---\n');
  expect(await textOf('content/guide/part-3.md')).toContain('order: 22\n');
  await page.reload();
  await page.getByRole('link', { name: 'Part 1' }).waitFor();
  expect(await titles()).toEqual(['Part 2', 'Part 3', 'Part 1']);
  await page.getByLabel('Group').selectOption({ label: 'tide (2)' });
  expect(await titles()).toEqual(['Part 2', 'Part 3']);
});
