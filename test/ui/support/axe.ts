import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Which of axe's rules are asked for: that of colours takes most of its time, and is the only one that a theme changes. */
export type Rules = 'all' | 'colours' | 'all but colours';

/** What axe-core finds on a page, the previewed site left out: that is the author's. */
export async function violations(page: Page, rules: Rules = 'all'): Promise<string[]> {
  // The frames' pages are another origin's, and the CSP lets no script of ours into this one but by the debugger.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate((asked) => {
    const { axe } = window as unknown as {
      axe: { run(context: object, options: object): Promise<AxeResults> };
    }; // the script above
    return axe.run(
      { exclude: [['iframe']] },
      {
        resultTypes: ['violations'],
        ...(asked === 'colours' && { runOnly: ['color-contrast'] }),
        ...(asked === 'all but colours' && { rules: { 'color-contrast': { enabled: false } } }),
      },
    );
  }, rules);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
    );
}
