import { expect, test } from 'vitest';
import { difference } from '../../cli/move-in/compare/difference.ts';
import { explainMissing } from '../../cli/move-in/compare/missing.ts';
import { moveIn } from '../../move-in/move-in.ts';
import { sourceOf } from '../../move-in/source.ts';

const missing = (...pages: string[]) => pages.map((page) => difference(page, 'missing', page, ''));
const whys = (found: readonly { readonly page: string; readonly why?: string }[]) =>
  Object.fromEntries(found.map(({ page, why }) => [page, why]));

test('a page that the report of the move names is missing for what it says', async () => {
  const { report } = await moveIn(
    sourceOf({
      '_config.yml': 'collections: { notes: {} }',
      Gemfile: 'gem "jekyll"',
      '_notes/a.pdf': '%PDF',
      'one.html': '---\npermalink: /same/\n---\n1',
      'same/index.html': '---\n---\n2',
      'docs/Guide.txt': 'a',
      'docs/guide.txt': 'b',
      '_posts/no-date.md': '---\n---\n',
    }),
    'jekyll',
    { now: Date.UTC(2024, 5, 1) },
  );
  const found = whys(
    explainMissing(missing('/notes/a.pdf', '/no-date.html', '/docs/guide.txt', '/other/'), report.notes),
  );
  expect(found).toEqual({
    '/notes/a.pdf': expect.stringMatching(/^Files of collections without output .*Put it/),
    '/no-date.html': expect.stringMatching(/name has no date/),
    '/docs/guide.txt': expect.stringMatching(/^Two files differ only in case.*Rename/),
    '/other/': undefined,
  });
});

test('without a report, addresses and what is here alone say it', () => {
  const found = explainMissing([
    ...missing(
      '/a/About.html',
      '/blog/page2/',
      '/tags/sea/',
      '/2024/05/',
      '/main.css.map',
      '/feed.xml',
      '/x/',
    ),
    ...missing('/old/install.html'),
    difference('/a/about.html', 'extra', '', '/a/about.html'),
    difference('/new/install/', 'extra', '', '/new/install/'),
    difference('/y/', 'text', 'a', 'b'),
  ]);
  expect(whys(found)).toEqual({
    '/a/About.html': 'it is /a/about.html here: upper and lower case count',
    '/blog/page2/': 'a further page of a list: give the page of the list `paginate`',
    '/tags/sea/': 'an archive that a plugin made: make a page with `each`',
    '/2024/05/': 'an archive of a time that a plugin made: make a page that lists posts by date',
    '/main.css.map': 'it is for developers: a map of a file that was compiled',
    '/feed.xml': 'a feed that a plugin made: make a page of it',
    '/x/': undefined,
    '/old/install.html': 'a page of that name is at /new/install/ here',
    '/a/about.html': undefined,
    '/new/install/': undefined,
    '/y/': undefined,
  });
});
