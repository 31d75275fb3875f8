import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { messageOf } from '../../../schema/message-of.ts';
import { copyProject } from '../../cli/support/project.ts';
import { freePort, Started } from '../../cli/support/started.ts';
import { indexedPng, type Pixels } from './indexed-png.ts';
import { SCENES, type Stage } from './scenes.ts';

/** `npm run editor-pictures [name...]`: makes the pictures of docs/editor anew, from a fresh clone with the starter site. */
const WIDE = { width: 1280, height: 800 };
/** Milliseconds after which pages, their fonts and what is counted of them are there. */
const SETTLES = 2_000;
const DEBIAN = '/usr/bin/chromium';
const wanted = process.argv.slice(2);

const root = copyProject();
const started = await new Started(root, await freePort()).ready();
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(existsSync(DEBIAN) && { executablePath: DEBIAN }),
});
try {
  await makeAll(browser);
} finally {
  await browser.close();
  await started.interrupt();
  rmSync(root, { recursive: true, force: true });
}

async function makeAll(browser: Browser): Promise<void> {
  const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`http://admin.localhost:${started.port}/#token=${started.token}`);
  await page.locator('.shell').waitFor();
  for (const [name, { size = WIDE, dark, show }] of Object.entries(SCENES)) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    // What is open and picked in one is not in the next.
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.locator('.shell').waitFor();
    try {
      await show(stageOf(page));
    } catch (error) {
      // The others are worth having.
      console.error(`${name}: ${messageOf(error)}`);
      process.exitCode = 1;
      continue;
    }
    await page.mouse.move(0, 0);
    await page.waitForTimeout(SETTLES);
    const png = indexedPng(await pixelsOf(browser, await page.screenshot()));
    if (wanted.length === 0 || wanted.includes(name)) {
      writeFileSync(join('docs/editor', `${name}.png`), png);
      console.log(`docs/editor/${name}.png, ${Math.round(png.length / 1024)} KB`);
    }
  }
}

function stageOf(page: Page): Stage {
  const pathOf = (path: string) => `/api/files/${path.split('/').map(encodeURIComponent).join('/')}`;
  return {
    page,
    go: (hash) =>
      page.evaluate((to) => {
        location.hash = to;
      }, hash),
    async put(path, text) {
      const bytes = [...Buffer.from(text)];
      const status = await page.evaluate(
        async ([at, body]) =>
          (
            await fetch(at, {
              method: 'PUT',
              body: new Uint8Array(body),
              headers: { 'x-requested-with': 'x' },
            })
          ).status,
        [pathOf(path), bytes] as const,
      );
      if (status >= 300) throw new Error(`${path} was not saved: ${status}`);
    },
    text: async (path) => (await started.admin('GET', pathOf(path))).text,
    async publish() {
      const release = async () => JSON.parse((await started.admin('GET', '/api/status')).text).live?.release;
      const before = await release();
      await started.admin('POST', '/api/publish', '{}');
      for (let tries = 0; tries < 60 && (await release()) === before; tries++) await page.waitForTimeout(500);
    },
    async shootSite(path) {
      const site = await page.context().newPage();
      await site.setViewportSize({ width: 900, height: 600 });
      await site.goto(`http://localhost:${started.port}${path}`);
      const shot = await site.screenshot();
      await site.close();
      return indexedPng(await pixelsOf(page.context().browser() ?? browser, shot));
    },
  };
}

/** The pixels of a PNG, which the browser reads. */
async function pixelsOf(browser: Browser, png: Buffer): Promise<Pixels> {
  const page = await browser.newPage();
  const read = await page.evaluate(async (base64) => {
    const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
    const image = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
    let text = '';
    for (let at = 0; at < data.length; at += 8_192)
      text += String.fromCharCode(...data.slice(at, at + 8_192));
    return { width: image.width, height: image.height, base64: btoa(text) };
  }, png.toString('base64'));
  await page.close();
  return { ...read, data: Buffer.from(read.base64, 'base64') };
}
