import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { SCREENS } from './screens.ts';
import { ADMIN, newPage, openAdmin, useBrowser } from './support/browser.ts';

useBrowser({ keepPages: true });

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on a page, the previewed site left out: that is the author's. */
async function violations(page: Page): Promise<string[]> {
  // The frames' pages are another origin's, and the CSP lets no script of ours into this one but by the debugger.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => {
    const { axe } = window as unknown as { axe: { run(context: object): Promise<AxeResults> } }; // the script above
    return axe.run({ exclude: [['iframe']] });
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
    );
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  let page: Page;
  const options = { colorScheme, reducedMotion: 'reduce' as const };

  test('signing in', async () => {
    const stranger = await newPage(options);
    await stranger.goto(ADMIN);
    await stranger.getByRole('heading', { name: 'Sign in to edit' }).waitFor();
    expect(await violations(stranger)).toEqual([]);
    page = await openAdmin('#/', options);
  });

  test.each(Object.entries(SCREENS))('%s', async (_, show) => {
    await show(page);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  test('narrow', async () => {
    const narrow = await openAdmin('#/', { ...options, viewport: { width: 360, height: 740 } });
    await narrow.getByRole('button', { name: 'Files', exact: true }).click();
    await narrow.getByRole('tree').waitFor();
    expect(await violations(narrow)).toEqual([]);
    expect(await narrow.evaluate(() => document.documentElement.scrollWidth), 'nothing sticks out').toBe(360);
  });
});
