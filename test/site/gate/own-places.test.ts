import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Assembled, packsFrom } from '../../../admin/check/assembled.ts';
import { LinkCheck } from '../../../admin/check/links/links.ts';
import { lookForLinks } from '../../../admin/check/links/look.ts';
import type { Working } from '../../../release/working.ts';
import { buildSite } from '../../support/build-site.ts';

/** Links of a page to itself, and whether they lead to a place in it that is there. */
const LINKS: readonly [target: string, isThere: boolean][] = [
  ['#more', true],
  ['#More', false],
  ['#über', true],
  ['#%C3%BCber', true],
  ['#two%20words', true],
  ['#more:~:text=x', true],
  ['#a%zz', false],
  ['#none', false],
];
const IDS = '<h2 id="more">More</h2><h2 id="über">Über</h2><h2 id="two words">Two</h2>';
const body = (targets: readonly string[]) =>
  IDS + targets.map((target) => `<a href="${target}">x</a>`).join('');

test('a link to a place that the page has is found to lead there at once', () => {
  const all = [...LINKS.map(([target]) => target), '#', '#top', '/other#more', ' #more'];
  expect(lookForLinks(body(all)).targets).toEqual([
    ...LINKS.flatMap(([target, isThere]) => (isThere ? [] : [target])),
    ...['#', '#top', '/other#more', ' #more'],
  ]);
});

test('the same links are said to lead nowhere as when each is looked for in the end', async () => {
  const built = await buildSite({ 'pages/a.liquid': 'A' });
  const site = new Assembled(
    built.manifest,
    packsFrom(() => undefined),
  );
  for (const [target, isThere] of LINKS) {
    const found = async (targets: readonly string[]) => {
      const links = new LinkCheck({
        working: (): Working => site.working(),
        origin: undefined,
        texts: () => undefined,
        said: () => new Map(),
        isKnown: (path) => path === '/a',
      });
      const page = { page: 'pages/a.liquid', from: 'pages/a.liquid', isNew: true, path: '/a' };
      const linking = { ...page, url: new URL('https://gate.invalid/a') };
      const { ids } = lookForLinks(body([]));
      links.has(linking, ids);
      await links.follow(linking, targets);
      return links.findings([], false, async function* () {});
    };
    const inTheEnd = await found([target]);
    expect([target, inTheEnd.length]).toEqual([target, isThere ? 0 : 1]);
    expect(await found(lookForLinks(body([target])).targets)).toEqual(inTheEnd);
  }
});

test('what is held of links and ids keeps no page in memory', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const fill = 'word '.repeat(200_000);
  const held = Array.from({ length: 100 }, (_, n) =>
    lookForLinks(`${fill}<a id="an-id-of-this-page-${n}" href="/a/page/far/away/${n}#a-place-in-it">x</a>`),
  );
  expect(used() - before).toBeLessThan(20_000_000); // all pages are 100 MB
  expect(held.at(-1)).toEqual({
    ids: ['an-id-of-this-page-99'],
    targets: ['/a/page/far/away/99#a-place-in-it'],
  });
});
