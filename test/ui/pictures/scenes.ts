import type { Page } from 'playwright-core';

/** What a scene may use: the site's API as its operator, and the browser that it is shown in. */
export interface Stage {
  readonly page: Page;
  /** Shows an address of the editor, `#/content/posts`. */
  go(hash: string): Promise<void>;
  /** Saves a file of the draft. */
  put(path: string, text: string | Buffer): Promise<void>;
  /** A saved file. */
  text(path: string): Promise<string>;
  /** Publishes the draft. */
  publish(): Promise<void>;
  /** A part of a page of the site, as a picture. */
  shootSite(path: string): Promise<Buffer>;
}

interface Scene {
  readonly size?: { readonly width: number; readonly height: number };
  readonly dark?: true;
  show(stage: Stage): Promise<void>;
}

const PHONE = { width: 390, height: 780 };
const ENTRY = '#/edit/content/posts/number-one-thousand.md';

/** The pictures of docs/editor by their names, in the order in which they change the site. */
export const SCENES: Readonly<Record<string, Scene>> = {
  light: {
    async show({ page, go }) {
      await go('#/edit/partials/tide-day.liquid');
      await page.getByRole('textbox', { name: 'Text of partials/tide-day.liquid' }).waitFor();
      await page.getByLabel('Width of the page').selectOption({ label: 'Tablet, 820' });
      await page.getByRole('button', { name: /Why is it so/ }).click();
      await page.locator('.inspector').getByText('Operations').first().waitFor();
    },
  },
  entry: {
    async show({ page, go }) {
      await go(ENTRY);
      await openForm(page);
      await page
        .frameLocator('iframe')
        .getByRole('heading', { name: /Number one thousand/ })
        .waitFor();
    },
  },
  writing: {
    size: PHONE,
    dark: true,
    async show({ page, go }) {
      await go('#/edit/content/posts/one-hand-is-enough.md');
      await openForm(page);
      await page.getByRole('button', { name: 'Full width' }).click();
      await page.getByRole('textbox', { name: 'Text', exact: true }).click();
      await page.keyboard.press('Control+End');
    },
  },
  content: {
    async show({ page, go, put, text }) {
      const old = await text('content/posts/number-one-thousand.md');
      await put('content/posts/number-one-thousand.md', `${old}\nIt still does.\n`);
      await put('content/posts/slack-water.md', post('Slack water', '2026-11-20', 'draft: true\n'));
      await go('#/content/posts');
      await page.getByRole('link', { name: 'Slack water' }).waitFor();
    },
  },
  'publish-only': {
    size: PHONE,
    async show({ page, go, put, text }) {
      await put('data/opening_hours.yaml', '- day: Monday\n  open: "09:00"\n');
      await put(
        'layouts/base.liquid',
        (await text('layouts/base.liquid')).replace('</footer>', ' Neap.</footer>'),
      );
      await put('content/posts/slack-water.md', post('Slack water', '2026-11-20'));
      await go('#/edit/content/posts/slack-water.md');
      await page.getByRole('button', { name: 'Publish this post' }).click();
      await page.getByLabel('What is new in it?').fill('Slack water');
      await page.getByRole('button', { name: 'Which pages change?' }).click();
      await page.getByText(/look different/).waitFor();
    },
  },
  publish: {
    async show({ page, go, put, text, publish }) {
      await publish();
      const hero = await text('partials/hero.liquid');
      await put('partials/hero.liquid', hero.replace('Get one for your beach', 'Order one for your beach'));
      await go('#/releases');
      await page.getByRole('button', { name: 'Publish', exact: true }).first().click();
      await page.getByRole('dialog').getByText('partials/hero.liquid').click();
      await page.getByRole('textbox', { name: 'Changes of partials/hero.liquid' }).waitFor();
      await page.getByRole('button', { name: 'Which pages change?' }).click();
      await page.getByText(/look(s)? different/).waitFor();
    },
  },
  find: {
    async show({ page, go }) {
      await go('#/search');
      await page.getByLabel('Text to find').fill('headline');
      await page.getByLabel('Text to write in its place').fill('heading');
      await page.locator('.results li').first().waitFor();
    },
  },
  media: {
    async show({ page, go, put, shootSite }) {
      const pictures = {
        'sea-chart': '/',
        'the-log': '/posts',
        'a-lighthouse': '/posts/number-one-thousand',
        about: '/about',
      };
      for (const [name, path] of Object.entries(pictures))
        await put(`assets/${name}.png`, await shootSite(path));
      await put(
        'data/media.yaml',
        'sea-chart.png: A chart of the bay\na-lighthouse.png: The story of a lighthouse\n',
      );
      await go('#/media');
      await page.locator('.pictures img').nth(4).waitFor();
    },
  },
};

async function openForm(page: Page): Promise<void> {
  const form = page.getByRole('button', { name: 'Form', exact: true });
  if ((await form.getAttribute('aria-pressed')) !== 'true') await form.click();
  await page.getByRole('form').waitFor();
}

const post = (title: string, date: string, more = '') =>
  `---\ntitle: ${title}\ndate: ${date}\nauthor: tamsin\nsummary: Nothing happens, twice.\n${more}---\nThe sea stands.\n`;
