import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { api, filePath } from './support/api.ts';
import { go, openAdmin, useBrowser } from './support/browser.ts';

useBrowser();

const SITE = filePath('site.yaml');
let before: string;

beforeAll(async () => {
  before = (await api('GET', SITE)).text;
});
afterEach(async () => {
  await api('PUT', SITE, before);
});

const saved = async () => (await api('GET', SITE)).text;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const input = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

describe('saving the settings writes what is on the screen', () => {
  test('on a touch screen, where a tap on a button leaves the field it was typed in', async () => {
    const page = await openAdmin('#/settings/site', PHONE);
    await input(page, 'Title').tap();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Tapped');
    await button(page, 'Add a redirect').tap();
    await button(page, 'Save').tap();
    await page.getByText('site.yaml is saved.').waitFor();
    expect(await input(page, 'Title').inputValue()).toBe('Tapped');
    expect(await saved()).toMatch(/^title: Tapped$/m);
  });

  test('with a click that follows the last key at once', async () => {
    const page = await openAdmin('#/settings/site');
    await input(page, 'Title').waitFor();
    // In one task of the browser: no event loop turns between the key and the click.
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#site-title');
      if (!field) throw new Error('no title');
      field.value = 'In a hurry';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      document.querySelector<HTMLButtonElement>('form button[type=submit]')?.click();
    });
    await page.getByText('site.yaml is saved.').waitFor();
    expect(await saved()).toMatch(/^title: In a hurry$/m);
  });

  test('with Ctrl+S and with Enter, from within the field', async () => {
    const page = await openAdmin('#/settings/site');
    await input(page, 'Title').fill('By keys');
    await page.keyboard.press('Control+s');
    await expect.poll(saved).toMatch(/^title: By keys$/m);
    await input(page, 'Title').fill('By Enter');
    await page.keyboard.press('Enter');
    await expect.poll(saved).toMatch(/^title: By Enter$/m);
  });

  test('every field that was typed in before it', async () => {
    const page = await openAdmin('#/settings/site');
    await input(page, 'Title').fill('All of it');
    await input(page, 'Content-Security-Policy').fill("default-src 'self'");
    await page.getByLabel('Layout of pages that name none').selectOption('base');
    await button(page, 'Save').click();
    await page.getByText('site.yaml is saved.').waitFor();
    const text = await saved();
    expect(text).toMatch(/^title: All of it$/m);
    expect(text).toMatch(/^csp: default-src 'self'$/m);
    expect(text).toMatch(/^defaults:\n {2}layout: base$/m);
  });

  test('and says so when somebody else saved first', async () => {
    const page = await openAdmin('#/settings/site');
    await input(page, 'Title').fill('Mine');
    // Until the text has it, what somebody else saves is read first, and nobody is in anybody's way.
    await page.getByRole('status').getByText('Not saved', { exact: true }).waitFor();
    await api('PUT', SITE, `# theirs\n${before}`);
    await button(page, 'Save').click();
    await page.getByText('Somebody else changed this file').waitFor();
    await page.getByText('site.yaml is saved.').waitFor({ state: 'hidden' });
  });
});

describe('redirects', () => {
  test('are typed in one go, by keyboard alone', async () => {
    const page = await openAdmin('#/settings/site');
    await button(page, 'Add a redirect').focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Redirect 1 from');
    await page.keyboard.type('/past');
    await page.keyboard.press('Tab');
    await page.keyboard.type('/present');
    await page.keyboard.press('Enter');
    await page.getByText('site.yaml is saved.').waitFor();
    expect(await saved()).toMatch(/^redirects:\n {2}\/past: \/present$/m);
  });

  test('that are left empty are not saved, and half of one says what is missing', async () => {
    const page = await openAdmin('#/settings/site');
    await button(page, 'Add a redirect').click();
    await input(page, 'Title').fill('Empty row');
    await button(page, 'Save').click();
    await page.getByText('site.yaml is saved.').waitFor();
    expect(await saved()).not.toContain('redirects');
    await input(page, 'Redirect 1 from').fill('/half');
    await page.keyboard.press('Control+s');
    await page.getByText('Say where /half leads').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Redirect 1 to');
    expect(await saved()).not.toContain('/half');
  });

  test('keep their order, their comments and their status when one of them is renamed', async () => {
    const list =
      'redirects:\n  # moved in spring\n  /a: /b\n  /c:\n    to: /d\n    status: 302\n  /e: /f # gone\n';
    await api('PUT', SITE, `${before}${list}`);
    const page = await openAdmin('#/settings/site');
    await input(page, 'Redirect 1 from').fill('/first');
    await input(page, 'Redirect 2 to').fill('/second');
    await button(page, 'Save').click();
    await page.getByText('site.yaml is saved.').waitFor();
    expect(await saved()).toContain(list.replace('/a:', '/first:').replace('/d', '/second'));
  });
});

test('settings that are not saved are there when one comes back to them, and in the file', async () => {
  const page = await openAdmin('#/settings/site');
  await input(page, 'Title').fill('Kept');
  await go(page, '#/settings/status');
  await go(page, '#/edit/site.yaml');
  await page.locator('.cm-line', { hasText: 'title: Kept' }).waitFor();
  await go(page, '#/settings/site');
  await expect.poll(() => input(page, 'Title').inputValue()).toBe('Kept');
});

test('a site.yaml that is no YAML is not shown as empty fields', async () => {
  const page = await openAdmin('#/edit/site.yaml');
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('title: [');
  await page.locator('.status-bar').getByText('Not saved').waitFor();
  await go(page, '#/settings/site');
  await page.getByText('its fields can’t be shown').waitFor();
});
