import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { VERSION } from '../../schema/version.ts';
import { Client } from '../api/client.ts';
import { site } from '../api/site.ts';
import { send } from '../api/transport.ts';
import type { Project } from '../config/config.ts';
import { findTarget, type Target } from '../config/target.ts';
import { scanFolder } from '../folder/scan.ts';
import type { Context } from '../frame/context.ts';
import { CliError } from '../frame/exit.ts';
import { troubleOf } from '../frame/trouble.ts';
import { plural } from '../output/draw.ts';
import { describeIdentity } from '../output/identity.ts';
import { findTool } from '../tools/find.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly about: string;
  readonly state: 'good' | 'bad' | 'note';
  readonly says: string;
  readonly next?: string;
}

const OLDEST_NODE = 20;
/** Milliseconds by which clocks may differ: tokens and links expire by the server's. */
const SKEW = 60_000;

const good = (about: string, says: string): Finding => ({ about, state: 'good', says });
const note = (about: string, says: string, next?: string): Finding => ({
  about,
  state: 'note',
  says,
  ...(next !== undefined && { next }),
});
const bad = (about: string, says: string, next: string): Finding => ({ about, state: 'bad', says, next });

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
  const names = to === undefined ? Object.keys(project.config.sites) : [to];
  if (names.length === 0 && ctx.env.MENISCUS_URL) names.push(ctx.env.MENISCUS_URL);
  if (names.length === 0)
    yield note('sites', 'none is configured', 'meniscus login https://admin.example.com');
  for (const name of names) yield* remote(ctx, project, name);
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
    yield bad('disk', troubleOf(error).message, `Look at the permissions of ${path}.`);
  }
}

function tool(ctx: Context, name: 'wrangler' | 'workerd', otherwise: string): Finding {
  const path = findTool(ctx.env, name);
  if (path === undefined) return note(name, otherwise);
  const { status, stdout, stderr } = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
  });
  const version = /\d+\.\d+\.\d+|\d{4}-\d\d-\d\d/.exec(stdout ?? '')?.[0];
  if (status === 0) return good(name, version ?? 'there');
  const why = (stderr ?? '').split('\n').find((line) => line.trim() !== '') ?? 'it says nothing';
  return bad(
    name,
    `does not run: ${why.trim()}`,
    `${path}: it may need a newer Node than ${process.versions.node}.`,
  );
}

async function* remote(ctx: Context, project: Project, name: string): AsyncGenerator<Finding> {
  let target: Target | undefined;
  try {
    target = findTarget(ctx, project, name);
    const client = new Client(ctx, target);
    const who = await site.session(client);
    yield good(target.name, `${target.origin}, signed in as ${describeIdentity(who)}`);
    const { versions, siteUrl, files, limits, live } = await site.status(client);
    yield versionFinding(target, versions);
    yield good('limits', `${files} of ${limits?.filesPerSite ?? '?'} files`);
    yield await clock(client);
    yield siteUrl === null
      ? bad(
          'bindings',
          `${target.name} does not know where visitors see it`,
          'Set SITE_URL for the admin Worker; meniscus deploy does.',
        )
      : await visitors(siteUrl, live?.release);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    yield bad(target?.name ?? name, error.message, error.trouble.next ?? '');
  }
}

function versionFinding(
  { name }: Target,
  versions: { readonly meniscus: string; readonly manifest: number } | undefined,
): Finding {
  if (!versions)
    return bad('versions', `${name} is older than this command (${VERSION})`, 'meniscus deploy upgrades it.');
  const { meniscus, manifest } = versions;
  if (manifest !== MANIFEST_FORMAT)
    return bad(
      'versions',
      `${name} is ${meniscus}, whose releases this command (${VERSION}) does not read`,
      manifest > MANIFEST_FORMAT ? 'Update the command.' : 'meniscus deploy upgrades the site.',
    );
  return meniscus === VERSION
    ? good('versions', `both ${VERSION}`)
    : note('versions', `${name} is ${meniscus}, this command ${VERSION}; they understand each other`);
}

async function clock(client: Client): Promise<Finding> {
  const { headers } = await client.call({ method: 'GET', path: '/session', again: true });
  const there = Date.parse(headers.date ?? '');
  if (Number.isNaN(there)) return note('clock', 'the server does not tell its time');
  const skew = Math.abs(Date.now() - there);
  return skew < SKEW
    ? good('clock', 'as the server has it')
    : bad(
        'clock',
        `${Math.round(skew / 1000)} s from the server's`,
        'Set this machine to network time: links and tokens expire by it.',
      );
}

/** What a visitor gets: whether the site Worker runs, and serves the release that the admin made live. */
async function visitors(siteUrl: string, release: string | undefined): Promise<Finding> {
  try {
    const { headers, status } = await send({ method: 'GET', url: new URL(siteUrl), patience: 10_000 });
    const served = headers['x-release'];
    if (served === release) return good('site', `${siteUrl} serves ${release ?? 'nothing yet'}`);
    return note(
      'site',
      `${siteUrl} answers ${status}${served ? `, with release ${served}` : ''}; live is ${release ?? 'none'}`,
      'A publish is everywhere after two minutes at most.',
    );
  } catch {
    return bad('site', `${siteUrl} gives no answer`, 'Is the site Worker deployed? meniscus deploy');
  }
}
