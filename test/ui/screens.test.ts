import type { CDPSession, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { SCREENS } from './screens.ts';
import { violations } from './support/axe.ts';
import { ADMIN, go, newPage, openAdmin, useBrowser } from './support/browser.ts';
import { faint, force } from './support/contrast.ts';
import { aside, small, zooming } from './support/targets.ts';

useBrowser({ keepPages: true });

const THEMES = ['light', 'dark'] as const;
const WIDE = { width: 1400, height: 900 };
const NARROW = { width: 360, height: 740 };
const STILL = { reducedMotion: 'reduce' } as const;

/** What is wrong with what is shown, in both themes and on a phone. */
async function findings(page: Page, debug: CDPSession): Promise<unknown[]> {
  const show = (colorScheme: (typeof THEMES)[number]) => page.emulateMedia({ ...STILL, colorScheme });
  await show('light');
  const found = [...(await violations(page)), ...(await small(page)), ...(await faint(page))];
  await force(debug, ['hover']);
  for (const theme of THEMES) {
    await show(theme);
    found.push(...(await faint(page)).map((what) => `hovered: ${what}`));
  }
  await force(debug, []);
  found.push(...(await violations(page, 'colours')), ...(await faint(page)));
  return [...found, ...(await narrowFindings(page))];
}

/** What is wrong with it on a phone: nothing sticks out of the page either. Colours are those of the wide page. */
async function narrowFindings(page: Page): Promise<string[]> {
  await page.setViewportSize(NARROW);
  const found = [
    ...(await violations(page, 'all but colours')),
    ...(await small(page)),
    ...(await aside(page)),
    ...(await zooming(page)),
  ];
  const out = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (out > 0) found.push(`${out} px stick out`);
  await page.setViewportSize(WIDE);
  return found.map((what) => `narrow: ${what}`);
}

describe('in both themes, everybody can use and read, hovered too,', () => {
  let page: Page;
  let debug: CDPSession;
  /** Whether the screen before left nothing behind. */
  let isClean = true;

  beforeAll(async () => {
    page = await openAdmin('#/', STILL);
    debug = await page.context().newCDPSession(page);
    await debug.send('DOM.enable');
    await debug.send('CSS.enable');
  });

  test.each(Object.entries(SCREENS))('every control of %s', async (_, show) => {
    if (!isClean) {
      await go(page, '#/');
      await page.reload();
      await page.getByRole('tree').waitFor();
    }
    isClean = false;
    await show(page);
    expect(await findings(page, debug)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    isClean = true;
  });

  test('and one that is white on white, and has no name, is found in both', async () => {
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.textContent = 'Unseen';
      Object.assign(button.style, { color: '#fff', background: '#fff' });
      document.querySelector('.top-bar')?.append(button, document.createElement('button'));
    });
    const found = await findings(page, debug);
    expect(found.filter((what) => /^Unseen: 1\.00/.test(String(what)))).toHaveLength(2);
    expect(found.filter((what) => /^hovered: Unseen/.test(String(what)))).toHaveLength(2);
    expect(found.filter((what) => /^(?:narrow: )?button-name: /.test(String(what)))).toHaveLength(2);
  });
});

test('signing in', async () => {
  const stranger = await newPage(STILL);
  await stranger.goto(ADMIN);
  await stranger.getByRole('heading', { name: 'Sign in to edit' }).waitFor();
  expect(await violations(stranger)).toEqual([]);
  await stranger.emulateMedia({ ...STILL, colorScheme: 'dark' });
  expect(await violations(stranger, 'colours')).toEqual([]);
});

test('what a phone shows in another way', async () => {
  const narrow = await openAdmin('#/', { ...STILL, viewport: NARROW });
  const wrong = async () => [
    ...(await violations(narrow)),
    ...(await small(narrow)),
    ...(await aside(narrow)),
    ...(await narrow.evaluate(() => (document.documentElement.scrollWidth > 360 ? ['sticks out'] : []))),
  ];
  await narrow.getByRole('button', { name: 'Files', exact: true }).click();
  await narrow.getByRole('tree').waitFor();
  expect(await wrong()).toEqual([]);
  await narrow.emulateMedia({ ...STILL, colorScheme: 'dark' });
  await go(narrow, '#/content/posts');
  await narrow
    .getByRole('button', { name: /^What can be done with/ })
    .first()
    .waitFor();
  expect(await wrong()).toEqual([]);
  await narrow.locator('a[href$="number-one-thousand.md"]').click();
  await narrow.getByRole('textbox', { name: 'Text', exact: true }).waitFor();
  expect(await wrong()).toEqual([]);
});
