import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { folderSource } from '../../cli/move-in/folder-source.ts';
import { onTheme } from '../../cli/move-in/theme.ts';
import { withTheme } from '../../move-in/jekyll/source/theme.ts';
import type { Source } from '../../move-in/source.ts';

/** A site of the files, laid on its theme. No `ruby` of the machine is asked. */
async function laid(
  files: Readonly<Record<string, string>>,
  prepare?: (top: string) => void,
  given?: string,
) {
  const top = mkdtempSync(join(tmpdir(), 'meniscus-theme-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'blog/_config.yml': 'theme: shore\n', ...files })) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  mkdirSync(join(top, 'bin'));
  writeFileSync(join(top, 'bin/ruby'), `#!/bin/sh\necho "$@" > '${top}/asked'\n`, { mode: 0o755 });
  prepare?.(top);
  vi.stubEnv('PATH', `${join(top, 'bin')}${delimiter}${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const blog = join(top, 'blog');
  const site = await onTheme(folderSource(blog), blog, given && join(top, given));
  return { site, asked: folderSource(top).files.some(({ path }) => path === 'asked') };
}

test('hands no name to Ruby that it may take for an option', async () => {
  const lock = { 'blog/Gemfile.lock': '    -e (BEGIN { exit })\n' };
  expect((await laid({ ...lock, 'blog/_config.yml': 'theme: "-e"\n' })).asked).toBe(false);
  expect((await laid({ 'blog/_config.yml': 'theme: ".."\n' })).asked).toBe(false);
});

test.each<[string, Record<string, string>]>([
  ['vendor/bundle/ruby', { 'blog/vendor/bundle/ruby': 'x' }],
  ['gems', { 'blog/vendor/bundle/ruby/3/gems': 'x' }],
  ['a gem', { 'blog/vendor/bundle/ruby/3/gems/shore-1.0': 'x' }],
  ['no Gemfile.lock', { 'blog/Gemfile.lock/a': 'x' }],
])('finds no theme where %s is a file', async (_, files) => {
  expect((await laid(files)).site.theme).toBeUndefined();
});

test('follows no link from a bundle or to a specification, and reads no folder as one', async () => {
  const linked = await laid({ 'out/_layouts/home.html': 'not of the site' }, (top) => {
    mkdirSync(join(top, 'blog/vendor/bundle/ruby/3/gems'), { recursive: true });
    symlinkSync(join(top, 'out'), join(top, 'blog/vendor/bundle/ruby/3/gems/shore-1.0'));
  });
  expect(linked.site.theme).toBeUndefined();
  const folder = await laid({ 't/x.gemspec/a': 'x' }, undefined, 't');
  expect(folder.site.theme?.plugins).toEqual([]);
});

test('reads a long line of a specification in linear time', async () => {
  const none: Source = { files: [], read: async () => new Uint8Array() };
  const gemspec = `${'add_dependency '.repeat(400_000)}\ns.add_runtime_dependency(%q<jekyll-feed>, "1")\n`;
  expect((await withTheme(none, none, { where: 't', gemspec })).theme?.plugins).toEqual(['jekyll-feed']);
});
