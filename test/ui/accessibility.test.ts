import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { SCREENS } from './screens.ts';
import { ADMIN, newPage, openAdmin, useBrowser } from './support/browser.ts';

useBrowser();

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on a page, the previewed site left out: that is the author's. */
async function violations(page: Page): Promise<string[]> {
  // The frames' pages are another origin's, and the CSP lets no script of ours into this one but by the debugger.
  await page.evaluate(AXE);
  // Dialogs and menus fade in; colours are judged when they have.
  await page.waitForTimeout(250);
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
  test('signing in', async () => {
    const page = await newPage({ colorScheme });
    await page.goto(ADMIN);
    await page.getByRole('heading', { name: 'Sign in to edit' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test.each(Object.entries(SCREENS))('%s', async (_, show) => {
    const page = await openAdmin('#/', { colorScheme });
    await show(page);
    expect(await violations(page)).toEqual([]);
  });

  test('narrow', async () => {
    const page = await openAdmin('#/', { colorScheme, viewport: { width: 360, height: 740 } });
    await page.getByRole('button', { name: 'Files', exact: true }).click();
    await page.getByRole('tree').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), 'nothing sticks out').toBe(360);
  });
});
