import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { folders, moveIn } from '../support/move-in.ts';

const SITE = {
  'blog/_config.yml': 'theme: shore\ntitle: Blog\n',
  'blog/_layouts/post.html': '<b>{{ content }}</b>\n',
  'blog/_data/words.yml': 'more: { one: site } # ours\n',
  'blog/_data/same.yml': 'a: 2 # ours\n',
  'blog/index.md': '---\nlayout: home\n---\nHello\n',
};

/** A theme that says who made it. */
const theme = (where: string, maker: string) => ({
  [`${where}/_config.yml`]: 'title: Theme\npermalink: /:title/\nshore:\n  colour: blue\n',
  [`${where}/_layouts/home.html`]: `<p>${maker}</p>{{ content }}\n`,
  [`${where}/_layouts/post.htm`]: 'not this\n',
  [`${where}/_includes/card.html`]: 'card\n',
  [`${where}/_posts/2024-01-01-an-example.md`]: '---\n---\nOf the theme\n',
  [`${where}/assets/site.css`]: 'a {}\n',
  [`${where}/_data/words.yml`]: 'hello: Hello\nmore: { one: theme, two: theme }\n',
  [`${where}/_data/same.yml`]: 'a: 1\n',
  [`${where}/README.md`]: 'A theme\n',
});

const read = (top: string, path: string): string => readFileSync(join(top, 'blog-meniscus', path), 'utf8');

test('lies a site on the theme that is named', async () => {
  const top = folders({ ...SITE, ...theme('shore', 'named') });
  const { exit, out } = await moveIn(top, 'blog', '--theme', 'shore');
  expect({ exit, out }).toMatchObject({ exit: 0, out: expect.stringContaining('8 files') });
  expect(out).toContain(`The theme in ${join(top, 'shore')} is part of the site now.`);
  expect(read(top, 'layouts/home.liquid')).toContain('<p>named</p>');
  expect(read(top, 'layouts/post.liquid')).toContain('<b>');
  expect(read(top, 'partials/card.liquid')).toBe('card\n');
  expect(read(top, 'assets/site.css')).toBe('a {}\n');
  expect(read(top, 'data/words.yml')).toBe('hello: Hello\nmore:\n  one: site\n  two: theme\n');
  expect(read(top, 'data/same.yml')).toBe('a: 2 # ours\n');
  const settings = read(top, 'site.yaml');
  expect(settings).toContain('title: Blog\n');
  expect(settings).toContain('colour: blue');
  expect(settings).not.toContain('permalink');
});

test("finds the theme's gem in the bundle of a site", async () => {
  const top = folders({ ...SITE, ...theme('blog/vendor/bundle/ruby/3.3.0/gems/shore-1.2.0.rc1', 'bundled') });
  mkdirSync(join(top, 'blog/vendor/bundle/ruby/3.3.0/gems/shore-plugin-1.0.0'));
  mkdirSync(join(top, 'blog/vendor/bundle/ruby/3.3.0/specifications'));
  writeFileSync(
    join(top, 'blog/vendor/bundle/ruby/3.3.0/specifications/shore-1.2.0.rc1.gemspec'),
    's.add_runtime_dependency(%q<jekyll-sitemap>.freeze, ["~> 1.4"])\ns.add_development_dependency(%q<jekyll-feed>.freeze, [">= 0"])\n',
  );
  expect(await moveIn(top, 'blog')).toMatchObject({ exit: 0 });
  expect(read(top, 'layouts/home.liquid')).toContain('<p>bundled</p>');
  const made = readdirSync(join(top, 'blog-meniscus/pages'));
  expect(made).toContain('robots.txt.liquid');
  expect(made).not.toContain('feed.xml.liquid');
});

test.skipIf(process.platform === 'win32')(
  'asks Ruby where the gem is, by the version in Gemfile.lock',
  async () => {
    const lock = 'GEM\n  specs:\n    shore (1.2.0)\n      jekyll (>= 3)\n    shore-plugin (9.0)\n';
    const top = folders({ ...SITE, ...theme('gems/shore-1.2.0', 'installed'), 'blog/Gemfile.lock': lock });
    mkdirSync(join(top, 'bin'));
    writeFileSync(join(top, 'bin/ruby'), `#!/bin/sh\nprintf '%s' '${top}/gems/'"$4-$5"\n`);
    chmodSync(join(top, 'bin/ruby'), 0o755);
    vi.stubEnv('PATH', `${join(top, 'bin')}${delimiter}${process.env.PATH}`);
    expect(await moveIn(top, 'blog')).toMatchObject({ exit: 0 });
    vi.unstubAllEnvs();
    expect(read(top, 'layouts/home.liquid')).toContain('<p>installed</p>');
  },
);

test('lies a site in a folder of its own on its theme', async () => {
  const top = folders({
    'blog/_config.yml': 'theme: shore\nsource: docs\n',
    'blog/docs/_layouts/post.html': '<b>{{ content }}</b>\n',
    'blog/docs/_data/words.yml': 'hello: Ours\n',
    'blog/docs/index.md': '---\nlayout: home\n---\nHello\n',
    ...theme('shore', 'below'),
  });
  const { out } = await moveIn(top, 'blog', '--theme', 'shore');
  expect(out).toContain('is part of the site now.');
  expect(read(top, 'layouts/home.liquid')).toContain('<p>below</p>');
  expect(read(top, 'layouts/post.liquid')).toContain('<b>');
  expect(read(top, 'data/words.yml')).toContain('hello: Ours');
  expect(read(top, 'data/words.yml')).toContain('one: theme');
  expect(read(top, 'assets/site.css')).toBe('a {}\n');
});

test('says what is left to do where the gem is not here', async () => {
  const top = folders(SITE);
  vi.stubEnv('PATH', '');
  const { exit, out } = await moveIn(top, 'blog');
  vi.unstubAllEnvs();
  expect(exit).toBe(0);
  expect(out).toContain('The theme is not in this folder.');
  expect(out).toContain('name its folder with --theme on the command line');
  expect(read(top, 'pages/index.md')).toContain('Hello');
});

test('says where a theme is not', async () => {
  const top = folders(SITE);
  const { exit, err } = await moveIn(top, 'blog', '--theme', 'shore');
  expect(exit).toBe(2);
  expect(err).toContain(`There is no folder ${join(top, 'shore')}.`);
});
