import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '../config/config.ts';
import { scanFolder } from '../folder/scan.ts';
import type { Context } from '../frame/context.ts';
import { troubleOf } from '../frame/trouble.ts';
import { plural } from '../output/words.ts';
import { findTool, toolPath } from '../tools/find.ts';
import { bad, type Finding, good, note } from './finding.ts';
import { lookAtSite } from './site.ts';

const OLDEST_NODE = 20;

/** Looks at everything, one by one. */
export async function* diagnose(
  ctx: Context,
  project: Project,
  to: string | undefined,
): AsyncGenerator<Finding> {
  yield node();
  yield* folder(project.folder);
  yield tool(ctx, 'wrangler', 'meniscus deploy fetches it when it first needs it');
  yield tool(ctx, 'workerd', 'meniscus dev --local fetches it when it first needs it');
  yield account(ctx);
  // As every command has it: what the environment says goes before what is configured.
  const named = to ?? (ctx.env.MENISCUS_URL || undefined);
  const names = named === undefined ? Object.keys(project.config.sites) : [named];
  if (names.length === 0)
    yield note('sites', 'none is configured', 'meniscus login https://admin.example.com');
  for (const name of names) yield* lookAtSite(ctx, project, name);
}

function node(): Finding {
  const version = process.versions.node;
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return good('node', version);
  return bad('node', `${version} is too old`, `Install Node ${OLDEST_NODE} or newer: https://nodejs.org.`);
}

function* folder(path: string): Generator<Finding> {
  if (!existsSync(join(path, 'site.yaml')) && !existsSync(join(path, 'pages'))) {
    yield note('folder', `${path} is no site`, 'meniscus init begins one');
    return;
  }
  const { files, problems } = scanFolder(path);
  const [first] = problems;
  yield first
    ? bad(
        'folder',
        `${plural(problems.length, 'file')} can't be part of a site: ${first.message}`,
        first.help,
      )
    : good('folder', `${path}, ${plural(files.size, 'file')}`);
  try {
    const probe = mkdtempSync(join(path, '.meniscus-probe-'));
    writeFileSync(join(probe, 'A'), '');
    const isBlind = existsSync(join(probe, 'a'));
    rmSync(probe, { recursive: true });
    yield good('disk', isBlind ? 'can be written; knows no upper and lower case' : 'can be written');
  } catch (error) {
    yield bad(
      'disk',
      troubleOf(error).message.replace(/[\\/]\.meniscus-probe-\w*/, ''),
      `Look at the permissions of ${path}.`,
    );
  }
}

function tool(ctx: Context, name: 'wrangler' | 'workerd', otherwise: string): Finding {
  const path = findTool(ctx.env, name);
  if (path === undefined) return note(name, otherwise);
  const { status, stdout, stderr } = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: toolPath(ctx.env), WRANGLER_SEND_METRICS: 'false' },
  });
  const version = /\d+\.\d+\.\d+|\d{4}-\d\d-\d\d/.exec(stdout ?? '')?.[0];
  if (status === 0) return good(name, version ?? 'there');
  const why = (stderr ?? '').split('\n').find((line) => line.trim() !== '') ?? 'it says nothing';
  return bad(
    name,
    `does not run: ${why.trim()}`,
    `meniscus deploy fetches what it needs. If it still does not run then, remove ${path}.`,
  );
}

/** What a deploy signs in to Cloudflare with. Whether Cloudflare takes it, the deploy finds out. */
export function account({ env }: Pick<Context, 'env'>): Finding {
  if (env.CLOUDFLARE_API_TOKEN) return good('cloudflare', 'CLOUDFLARE_API_TOKEN is set');
  const home = env.HOME ?? homedir();
  const folders = [
    join(env.XDG_CONFIG_HOME ?? join(home, '.config'), '.wrangler'),
    join(home, 'Library/Preferences/.wrangler'),
    join(home, '.wrangler'),
  ];
  return folders.some((folder) => existsSync(join(folder, 'config/default.toml')))
    ? good('cloudflare', 'signed in with wrangler')
    : note('cloudflare', 'not signed in', 'For meniscus deploy: npx wrangler login, or CLOUDFLARE_API_TOKEN');
}
