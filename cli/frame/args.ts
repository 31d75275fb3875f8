import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import * as z from 'zod/mini';
import { Client } from '../api/client.ts';
import { CONFIG_NAME, findProject, type Project } from '../config/config.ts';
import { findTarget } from '../config/target.ts';
import type { Context } from './context.ts';
import { usage } from './exit.ts';

/** Options that several commands have, with the words for their help. */
export const TO = ['--to <site>', 'A site of meniscus.json by name, or the address of an admin'] as const;
export const toSchema = z.optional(z.string());
export const flag = z.optional(z.boolean());
/** What push and pull are told in the same words. */
export const syncFlags = {
  only: z.optional(z.array(z.string())),
  dryRun: flag,
  delete: flag,
  merge: flag,
  force: flag,
  yes: flag,
};
export const FOLDER = ['[folder]', "The site's folder; the present one when left out"] as const;
export const ONLY = ['--only <path...>', 'Only these files or folders of the site'] as const;

/** The folder is the last argument of every command: what is before it is the command's own. */
export function splitFolder(
  ctx: Context,
  args: readonly string[],
  own: number,
): { own: readonly string[]; folder: string | undefined } {
  if (args.length > own) return { own: args.slice(0, own), folder: args[own] };
  const last = args.at(-1);
  if (last !== undefined && own > 0 && isFolder(ctx, last)) return { own: args.slice(0, -1), folder: last };
  return { own: args, folder: undefined };
}

function isFolder(ctx: Context, name: string): boolean {
  const path = resolve(ctx.cwd, name);
  return existsSync(path) && statSync(path).isDirectory();
}

export interface Remote {
  readonly project: Project;
  readonly client: Client;
}

/** The folder and the site of a command that needs both. */
export function remoteOf(ctx: Context, folder: string | undefined, to: string | undefined): Remote {
  const project = findProject(ctx.cwd, folder);
  return { project, client: new Client(ctx, findTarget(ctx, project, to)) };
}

/** `--only a b site` takes the folder for one of its paths: the last one is the folder where it is a site's. */
export function splitOnly(
  ctx: Context,
  args: readonly string[],
  only: readonly string[] = [],
): { folder: string | undefined; only: readonly string[] } {
  const last = only.at(-1);
  const isSite = (name: string) =>
    ['site.yaml', CONFIG_NAME].some((each) => existsSync(resolve(ctx.cwd, name, each)));
  if (args[0] === undefined && last !== undefined && only.length > 1 && isFolder(ctx, last) && isSite(last))
    return { folder: last, only: only.slice(0, -1) };
  return { folder: args[0], only };
}

/** Throws for a folder that has nothing of a site in it. */
export function checkIsSite({ folder }: Project): void {
  if (existsSync(join(folder, 'site.yaml')) || existsSync(join(folder, 'pages'))) return;
  throw usage(
    `${folder} is no site: it has neither site.yaml nor a folder pages.`,
    'Name the folder that has them. meniscus init NAME begins a site; meniscus pull gets one that is there.',
  );
}

/** Paths of the site that --only names, as they are typed: from the site's folder, or from where the user is. */
export function onlyPaths(ctx: Context, { folder }: Project, only: readonly string[] = []): string[] {
  return only.map((each) => {
    const fromHere = relative(folder, resolve(ctx.cwd, each)).replaceAll('\\', '/');
    const isInside = fromHere !== '' && !fromHere.startsWith('..') && existsSync(resolve(ctx.cwd, each));
    return isInside && !existsSync(join(folder, each)) ? fromHere : each.replace(/^\.\//, '');
  });
}
