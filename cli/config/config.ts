import '../../schema/text/plain-errors.ts';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import * as z from 'zod/mini';
import { messageOf } from '../../schema/message-of.ts';
import { writeOwnFile } from '../folder/write.ts';
import { usage } from '../frame/exit.ts';

export const CONFIG_NAME = 'meniscus.json';

const configSchema = z.strictObject({
  /** Addresses of admins by name. */
  sites: z.record(
    z.string().check(z.regex(/^[a-z][a-z0-9-]*$/, 'a name is a-z, 0-9 and hyphens')),
    z.string(),
  ),
  /** The site of commands without --to. */
  default: z.optional(z.string()),
  /** The site's folder, from where meniscus.json is. */
  folder: z.optional(z.string()),
});

export type Config = z.infer<typeof configSchema>;

/** A folder of a site, and what is configured for it. */
export interface Project {
  /** Absolute. */
  readonly folder: string;
  /** Absolute path of meniscus.json; undefined where there is none. */
  readonly configPath: string | undefined;
  readonly config: Config;
}

/** Finds the folder that a command is about: the one that was named, else the present one. */
export function findProject(cwd: string, named: string | undefined): Project {
  const start = resolve(cwd, named ?? '.');
  if (named !== undefined && !existsSync(start))
    throw usage(`There is no folder ${named}.`, `meniscus init ${named} begins a site there.`);
  if (existsSync(start) && !statSync(start).isDirectory())
    throw usage(`${named} is a file, and a site is a folder.`, 'Name the folder that has site.yaml in it.');
  const configPath = findConfig(start);
  if (configPath === undefined) return { folder: start, configPath, config: { sites: {} } };
  const config = readConfig(configPath);
  const configured = resolve(dirname(configPath), config.folder ?? '.');
  const isOuter = relative(start, configured) !== '' && start === dirname(configPath);
  return { folder: isOuter ? configured : start, configPath, config };
}

/** In the folder itself, or the nearest one around it. */
function findConfig(folder: string): string | undefined {
  const path = join(folder, CONFIG_NAME);
  if (existsSync(path)) return path;
  const outer = dirname(folder);
  return outer === folder || existsSync(join(folder, '.git')) ? undefined : findConfig(outer);
}

function readConfig(path: string): Config {
  try {
    const parsed = z.safeParse(configSchema, JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new Error(`${issue?.path.join('.')}: ${issue?.message}`);
  } catch (error) {
    throw usage(
      `${path} can't be used: ${messageOf(error)}.`,
      'It looks like this: {"sites": {"production": "https://admin.example.com"}, "default": "production"}. Tokens are never in it.',
    );
  }
}

/** Notes a site in meniscus.json, which is made where it is missing. Returns its path. */
export function addSite({ folder, configPath, config }: Project, name: string, url: string): string {
  const path = configPath ?? join(folder, CONFIG_NAME);
  const next: Config = { ...config, sites: { ...config.sites, [name]: url } };
  const text = `${JSON.stringify({ ...next, default: next.default ?? name }, null, 2)}\n`;
  writeOwnFile(path, text);
  return path;
}
