import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, type Cookie, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

const DEBIAN = '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-quic', '--disable-background-networking'];

const { port, token } = inject('server');
/** The editor's origin. */
export const ADMIN = `http://admin.localhost:${port}`;

let browser: Browser;

/** Runs one Chromium for the tests of a file; each test's pages are closed, unless kept. A page that threw an error fails the file. */
export function useBrowser({ keepPages = false } = {}): void {
  beforeAll(async () => {
    browser = await chromium.launch({ args: ARGS, ...(existsSync(DEBIAN) && { executablePath: DEBIAN }) });
  });
  afterEach(async () => {
    if (keepPages) return;
    for (const context of browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await browser.close();
    expect(errors).toEqual([]);
  });
}

const errors: string[] = [];

/** A page in a browser context of its own: no cookies, no storage. */
export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: ADMIN });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
  return page;
}

/** Cookies of one session, which all pages of a file share: the server lets nobody sign in all the time. */
let cookies: Promise<Cookie[]> | undefined;

/** The editor, signed in, at a hash route. */
export async function openAdmin(route = '#/', options: BrowserContextOptions = {}): Promise<Page> {
  cookies ??= firstSession();
  const page = await newPage(options);
  await page.context().addCookies(await cookies);
  await page.goto(`${ADMIN}/${route}`);
  await page.locator('.shell').waitFor();
  return page;
}

async function firstSession(): Promise<Cookie[]> {
  const page = await newPage();
  await signIn(page);
  return page.context().cookies();
}

/** Signs a page in to the admin of an origin with the operator's token. */
export async function signIn(page: Page, admin = ADMIN): Promise<void> {
  await page.goto(`${admin}/#token=${token}`);
  await page
    .locator('.shell')
    .waitFor()
    .catch(async (error) => {
      throw new Error(`not signed in, the page says: ${await page.locator('body').textContent()}`, {
        cause: error,
      });
    });
}

/** Goes to another route without loading the page again. */
export async function go(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
}

/** Opens a file and waits until its text can be edited. */
export async function edit(page: Page, path: string): Promise<void> {
  await go(page, `#/edit/${path.split('/').map(encodeURIComponent).join('/')}`);
  await page.getByRole('textbox', { name: `Text of ${path}` }).waitFor();
}

/** Puts a text in place of all that is in the editor. */
export async function retype(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** What the editor shows of its text. */
export async function editorText(page: Page): Promise<string> {
  const lines = await page.locator('.code .cm-line').allTextContents();
  return lines.join('\n');
}

/** Saves with the keyboard and waits until that is done. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.locator('.status-bar').getByText('Saved', { exact: true }).waitFor();
}
