import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32 } from '../../schema/zip/crc32.ts';
import { api, filePath } from './support/api.ts';
import { violations } from './support/axe.ts';
import { newPage, useBrowser } from './support/browser.ts';
import { aside, small, zooming } from './support/targets.ts';

useBrowser();

/** A picture of one grey, as PNG. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(body.length + 8);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
    return frame;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  // A row begins with its filter: none.
  const row = Buffer.alloc(width + 1, 90).fill(0, 0, 1);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const picked = (name: string, width: number, height: number) => {
  return { name, mimeType: 'image/png', buffer: png(width, height) };
};

async function pictures(): Promise<Record<string, string>> {
  const { files } = JSON.parse((await api('GET', '/files?prefix=assets/media-')).text);
  return Object.fromEntries(
    files.map(({ path, picture }: { path: string; picture?: { width: number; height: number } }) => [
      path,
      `${picture?.width}x${picture?.height}`,
    ]),
  );
}

test('a writer who has only a sign-in link adds pictures with their sizes, says what they show, and replaces one', async () => {
  const { text: site } = await api('GET', filePath('site.yaml'));
  await api('PUT', filePath('site.yaml'), `${site.trimEnd()}\nimages: { widths: [200, 320] }\n`);
  const link = await api('POST', '/sign-in-codes', JSON.stringify({ name: 'Ada', role: 'writer' }));
  const page = await newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(JSON.parse(link.text).url);
  await page.getByRole('heading', { name: 'Content' }).waitFor();
  expect(await page.getByRole('link', { name: 'Files' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Media' }).click();
  const add = page.getByLabel('Add pictures');
  await add.setInputFiles([picked('media-boat.png', 400, 300), picked('media-pier.png', 240, 240)]);
  await page.getByText('5 of 5 uploaded').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  expect(await pictures()).toEqual({
    'assets/media-boat.png': '400x300',
    'assets/media-boat-200w.webp': '200x150',
    'assets/media-boat-320w.webp': '320x240',
    'assets/media-pier.png': '240x240',
    'assets/media-pier-200w.webp': '200x200',
  });

  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/grid.png` });
  await page.getByRole('button', { name: /media-boat\.png.*no text/ }).click();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/details.png` });
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.getByLabel('Text for who does not see it').fill('A grey boat: "Anna"');
  await page.getByRole('button', { name: 'Save the text' }).click();
  await page.getByText('The text of media-boat.png is saved.').waitFor();
  const texts = await api('GET', filePath('data/media.yaml'));
  expect(texts.text).toContain('media-boat.png:');
  expect(texts.text).toContain('Anna');

  await page.getByLabel('Replace').setInputFiles(picked('other.png', 300, 100));
  await page.getByText('2 of 2 uploaded').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(pictures).toMatchObject({
    'assets/media-boat.png': '300x100',
    'assets/media-boat-200w.webp': '200x67',
  });
  await expect.poll(async () => Object.keys(await pictures())).not.toContain('assets/media-boat-320w.webp');

  // Deleted with what was made of it, and back by one tap.
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect.poll(pictures).toEqual({
    'assets/media-pier.png': '240x240',
    'assets/media-pier-200w.webp': '200x200',
  });
  expect([...(await small(page)), ...(await aside(page)), ...(await zooming(page))]).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(pictures).toMatchObject({
    'assets/media-boat.png': '300x100',
    'assets/media-boat-200w.webp': '200x67',
  });

  await page.getByLabel('Which pictures').selectOption('Not used');
  await page.getByRole('button', { name: /media-pier\.png/ }).waitFor();
});
