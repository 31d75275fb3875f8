import { execFile } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { themeGem, withTheme } from '../../move-in/jekyll/source/theme.ts';
import type { Source } from '../../move-in/source.ts';
import { usage } from '../frame/exit.ts';
import { folderSource } from './folder-source.ts';

/** A Jekyll site with its theme below it: `given`, or the gem that its `_config.yml` names, where that is installed here. */
export async function onTheme(site: Source, folder: string, given: string | undefined): Promise<Source> {
  if (given !== undefined) {
    if (!existsSync(given) || !statSync(given).isDirectory()) throw usage(`There is no folder ${given}.`);
    return withThemeAt(site, given);
  }
  const gem = await themeGem(site);
  if (gem === undefined || !/^\w[\w.-]*$/.test(gem)) return site;
  const found = inBundle(folder, gem) ?? (await installed(gem, lockedVersion(folder, gem)));
  return found === undefined ? site : withThemeAt(site, found);
}

const withThemeAt = (site: Source, where: string): Promise<Source> =>
  withTheme(site, folderSource(where), { where, gemspec: gemspecOf(where) });

/** The specification of a gem: among those of all that are installed with it, or in a copy of its repository. */
function gemspecOf(folder: string): string | undefined {
  const own = namesIn(folder).find((name) => name.endsWith('.gemspec'));
  const path = [
    join(folder, '..', '..', 'specifications', `${basename(folder)}.gemspec`),
    ...(own === undefined ? [] : [join(folder, own)]),
  ].find(isFile);
  return path === undefined ? undefined : readFileSync(path, 'utf8');
}

/** Where `bundle install --path vendor/bundle` put a gem. */
function inBundle(folder: string, gem: string): string | undefined {
  const rubies = join(folder, 'vendor', 'bundle', 'ruby');
  for (const ruby of namesIn(rubies)) {
    const gems = join(rubies, ruby, 'gems');
    const found = namesIn(gems).find((name) => isVersionOf(name, gem) && isFolder(join(gems, name)));
    if (found) return join(gems, found);
  }
  return undefined;
}

/** Links are not followed: they may lead out of what was named. */
const isFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const namesIn = (folder: string): string[] =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];

const isVersionOf = (name: string, gem: string): boolean =>
  name.startsWith(`${gem}-`) && /^\d[\w.]*$/.test(name.slice(gem.length + 1));

/** The version that a site's Gemfile.lock names. */
function lockedVersion(folder: string, gem: string): string {
  const lock = join(folder, 'Gemfile.lock');
  if (!isFile(lock)) return '>= 0';
  const line = readFileSync(lock, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`    ${gem} (`));
  return line?.slice(gem.length + 6).replace(/\)\s*$/, '') ?? '>= 0';
}

const WHERE = `
name, version = ARGV
spec = begin Gem::Specification.find_by_name(name, version) rescue Gem::LoadError; Gem::Specification.find_by_name(name) end
print spec.full_gem_path`;

/** Asks Ruby where a gem is; undefined where there is no Ruby, or no such gem. */
async function installed(gem: string, version: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ruby', ['-e', WHERE, '--', gem, version], {
      cwd: tmpdir(),
      timeout: 20_000,
    });
    return existsSync(stdout) ? stdout : undefined;
  } catch {
    return undefined;
  }
}
