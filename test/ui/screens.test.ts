import type { CDPSession, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { SCREENS } from './screens.ts';
import { violations } from './support/axe.ts';
import { ADMIN, go, newPage, openAdmin, useBrowser } from './support/browser.ts';
import { faint, force } from './support/contrast.ts';

useBrowser({ keepPages: true });

const THEMES = ['light', 'dark'] as const;
const STILL = { reducedMotion: 'reduce' } as const;

/** What is wrong with what is shown, in both themes. */
async function findings(page: Page, debug: CDPSession): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ ...STILL, colorScheme });
    found.push(...(await violations(page)), ...(await faint(page)));
    await force(debug, ['hover']);
    found.push(...(await faint(page)).map((what) => `hovered: ${what}`));
    await force(debug, []);
  }
  return found;
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
    expect(found.filter((what) => /^button-name: /.test(String(what)))).toHaveLength(2);
  });
});

test.each(THEMES)('signing in, %s', async (colorScheme) => {
  const stranger = await newPage({ ...STILL, colorScheme });
  await stranger.goto(ADMIN);
  await stranger.getByRole('heading', { name: 'Sign in to edit' }).waitFor();
  expect(await violations(stranger)).toEqual([]);
});

/** Controls that a finger cannot hit, or that are out of sight at the side. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, select, input, textarea, .page a, .tab-bar a')].flatMap((node) => {
      if (!node.checkVisibility() || node.matches('[type=checkbox], .tags input')) return [];
      const { left, right, width, height } = node.getBoundingClientRect();
      if (width === 0 || (width >= 24 && height >= 24 && left >= 0 && right <= innerWidth)) return [];
      const name = node.getAttribute('aria-label') ?? node.textContent ?? '';
      return [`${name}: ${Math.round(width)} × ${Math.round(height)} at ${Math.round(left)}`];
    }),
  );

test.each(THEMES)('narrow, %s', async (colorScheme) => {
  const narrow = await openAdmin('#/', { ...STILL, colorScheme, viewport: { width: 360, height: 740 } });
  await narrow.getByRole('button', { name: 'Files', exact: true }).click();
  await narrow.getByRole('tree').waitFor();
  expect(await violations(narrow)).toEqual([]);
  expect(await narrow.evaluate(() => document.documentElement.scrollWidth), 'nothing sticks out').toBe(360);
  await go(narrow, '#/content/posts');
  await narrow
    .getByRole('button', { name: /^What can be done with/ })
    .first()
    .waitFor();
  expect(await violations(narrow)).toEqual([]);
  expect(await tooSmall(narrow)).toEqual([]);
  await narrow.locator('a[href$="number-one-thousand.md"]').click();
  await narrow.getByRole('textbox', { name: 'Text', exact: true }).waitFor();
  expect(await violations(narrow)).toEqual([]);
  expect(await tooSmall(narrow)).toEqual([]);
  expect(await narrow.evaluate(() => document.documentElement.scrollWidth), 'nothing sticks out').toBe(360);
});
