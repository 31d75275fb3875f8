import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ORIGIN } from '../../../cli/move-in/compare/addresses.ts';
import { compareSites } from '../../../cli/move-in/compare/compare-sites.ts';
import { isNote } from '../../../cli/move-in/compare/difference.ts';
import { newSite } from '../../../cli/move-in/compare/new-site.ts';
import { folderSite } from '../../../cli/move-in/compare/old-site.ts';
import { writeMoved } from '../../../cli/move-in/write.ts';
import { Terminal } from '../../../cli/output/terminal.ts';
import { moveIn } from '../../../move-in/move-in.ts';
import { sassCompiler } from '../../../move-in/sass.ts';
import { sourceOf } from '../../../move-in/source.ts';
import { moveCases } from '../../move-in/read-case.ts';
import { folders } from '../support/move-in.ts';

/** What differs from what Jekyll builds, as `address kind`, and why. Nothing may be added. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'address-with-slash': ['/a/ text'], // the report names both
  archives: ['/2024/ missing'], // no page is made of each year
  excerpts: ['/ text'], // a line break at the end of a text without its markup
  filters: ['/ text'], // `inspect` of a list has no spaces
  'html/error-page-and-junk': ['/.htaccess missing'],
  'html/server-code': ['_preview/x.html', '_redirects', 'a.asp', 'config.php', 'web.config'].map(
    (path) => `/${path} missing`, // the report names them
  ),
  'html/two-names-of-one-address': ['/docs/ title', '/img/a.png file'], // the report names both
  'layouts-that-call-each-other': ['/one.html text'], // a line break before a layout's text
  'site-time': ['/ text'], // the year is that of now
  sitemap: ['/sitemap.xml sitemap'], // files are not in it
};

/** Cases with files that many disks take for one: they are moved in memory only (test/move-in/cases.test.ts). */
const NOT_ON_DISKS = ['html/two-pages-at-one-address'];

const cases = moveCases().filter(({ name }) => !NOT_ON_DISKS.includes(name));

test.each(cases.filter(({ kind, built }) => kind === 'html' || Object.keys(built).length > 0))(
  '$name shows what the old site showed',
  async ({ name, kind, source, built }) => {
    const old = kind === 'html' ? source : built;
    const top = folders(Object.fromEntries(Object.entries(old).map(([path, text]) => [`old/${path}`, text])));
    const moved = await moveIn(sourceOf(source), kind, { now: Date.UTC(2024, 5, 1), sass: sassCompiler });
    mkdirSync(join(top, 'new'));
    await writeMoved(join(top, 'new'), sourceOf(source), moved);
    const site = await newSite(join(top, 'new'), ORIGIN, new Terminal(process, {}, true));
    const text = (key: string) => String(site.site[key] ?? '').replace(/\/+$/, '');
    const own = new Set([URL.parse(text('url'))?.origin].filter((each) => each !== undefined));
    const found = await compareSites(folderSite(join(top, 'old')), site, {
      origin: ORIGIN,
      own,
      base: text('baseurl'),
    });
    const different = found.differences
      .filter((each) => !isNote(each))
      .map(({ page, kind: each, old: before, new: now }) => ({ row: `${page} ${each}`, before, now }));
    expect(different.filter(({ row }) => !KNOWN[name]?.includes(row))).toEqual([]);
    const rows = new Set(different.map(({ row }) => row));
    expect(KNOWN[name]?.filter((row) => !rows.has(row)) ?? []).toEqual([]);
  },
);
