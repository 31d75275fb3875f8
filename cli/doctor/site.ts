import * as z from 'zod/mini';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { VERSION } from '../../schema/version.ts';
import { Client } from '../api/client.ts';
import { jsonOf } from '../api/json-of.ts';
import { type Status, site } from '../api/site.ts';
import { send } from '../api/transport.ts';
import type { Project } from '../config/config.ts';
import { findTarget, type Target } from '../config/target.ts';
import type { Context } from '../frame/context.ts';
import { CliError } from '../frame/exit.ts';
import { describeIdentity } from '../output/identity.ts';
import { plural } from '../output/words.ts';
import { edgeOf } from './edge.ts';
import { bad, type Finding, good, note } from './finding.ts';

/** Milliseconds by which clocks may differ: tokens and links expire by the server's. */
const SKEW = 60_000;
/** Milliseconds for a visitor's page. */
const PATIENCE = 10_000;
/** Of a day of the free plan: writes of Workers KV, three of them a publish, and rows that are read. See docs/limits.md. */
const FREE = { writes: 1_000, writesOfPublish: 3, rows: 5_000_000 };

/** Looks at one site: its admin, and what visitors get of it. */
export async function* lookAtSite(ctx: Context, project: Project, name: string): AsyncGenerator<Finding> {
  let target: Target | undefined;
  try {
    target = findTarget(ctx, project, name);
    const client = new Client(ctx, target);
    const who = await site.session(client);
    yield good(target.name, `${target.origin}, signed in as ${describeIdentity(who)}`);
    if (who.prefix !== null) return yield note('site', `of ${who.prefix} only; the rest is not yours to see`);
    const status = await site.status(client);
    yield versionOf(`${target.name} (admin)`, status.versions);
    yield* sizes(status);
    yield await clock(client);
    if (status.siteUrl === null)
      yield bad(
        'bindings',
        `${target.name} does not know where visitors see it`,
        'Set SITE_URL for the admin Worker; meniscus deploy does.',
      );
    else yield* visitors(status.siteUrl, status.live?.release);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    yield bad(target?.name ?? name, error.message, error.trouble.next ?? '');
  }
}

const versionSchema = z.object({ meniscus: z.string(), manifest: z.int() });

/** What a Worker says of itself, beside what we are: releases have a format, which all that read them must know. */
export function versionOf(who: string, versions: z.infer<typeof versionSchema> | undefined): Finding {
  if (!versions)
    return bad('versions', `${who} is older than this command (${VERSION})`, 'meniscus deploy upgrades it.');
  const { meniscus, manifest } = versions;
  if (manifest !== MANIFEST_FORMAT)
    return bad(
      'versions',
      `${who} is ${meniscus}, with releases of format ${manifest}; this command (${VERSION}) reads format ${MANIFEST_FORMAT}`,
      manifest > MANIFEST_FORMAT ? 'Install the newer command.' : 'meniscus deploy upgrades the site.',
    );
  const formats = `releases of format ${manifest}`;
  return meniscus === VERSION
    ? good('versions', `${who} is ${meniscus}, as this command; ${formats}`)
    : note('versions', `${who} is ${meniscus}, this command ${VERSION}; both have ${formats}`);
}

function* sizes({ files, limits }: Status): Generator<Finding> {
  const most = limits?.filesPerSite;
  const says = most === undefined ? plural(files, 'file') : `${files} of at most ${plural(most, 'file')}`;
  yield most !== undefined && files > most * 0.9
    ? note('limits', says, 'A site has no more: remove what nothing uses, or split it.')
    : good('limits', says);
  // Whether an account pays is nobody's to ask but Cloudflare's; what the plan that costs nothing carries, we know.
  const byWrites = Math.floor(FREE.writes / FREE.writesOfPublish);
  const publishes = Math.min(byWrites, Math.floor(FREE.rows / Math.max(files, 1)));
  yield good(
    'plan',
    `a day of the free plan carries about ${plural(publishes, 'publish', 'publishes')} of a site of this size`,
  );
}

async function clock(client: Client): Promise<Finding> {
  const { headers } = await client.call({ method: 'GET', path: '/session', again: true });
  return skewOf(Date.parse(headers.date ?? ''), Date.now());
}

/** Both in milliseconds since the epoch; `there` is NaN where the server does not say. */
export function skewOf(there: number, here: number): Finding {
  if (Number.isNaN(there)) return note('clock', 'the server does not tell its time');
  const skew = here - there;
  if (Math.abs(skew) < SKEW) return good('clock', 'as the server has it');
  return bad(
    'clock',
    `${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? 'ahead of' : 'behind'} the server's`,
    'Set this machine to network time: links and tokens expire by it.',
  );
}

/** What a visitor gets: whether the site Worker runs, which version of it, and whether it serves what the admin made live. */
async function* visitors(siteUrl: string, release: string | undefined): AsyncGenerator<Finding> {
  const ask = (url: string) => send({ method: 'GET', url: new URL(url), patience: PATIENCE });
  try {
    const { headers, status } = await ask(siteUrl);
    const served = headers['x-release'];
    yield served === release
      ? good('site', `${siteUrl} serves ${release ?? 'nothing yet'}`)
      : note(
          'site',
          `${siteUrl} answers ${status}${served ? `, with release ${served}` : ''}; live is ${release ?? 'none'}`,
          'A publish is everywhere after two minutes at most.',
        );
    const timings = [String(headers['server-timing'])];
    for (let again = 0; again < 2 && timings[0]?.includes('edge;'); again++)
      timings.push(String((await ask(siteUrl)).headers['server-timing']));
    const edge = edgeOf(timings);
    if (edge) yield edge;
    const told = await ask(new URL('/_preview/version', siteUrl).href);
    const parsed =
      told.status === 200 ? z.safeParse(versionSchema, jsonOf(told.body.toString('utf8'))) : undefined;
    if (parsed?.success) yield versionOf(`${siteUrl} (site)`, parsed.data);
    else
      yield bad(
        'bindings',
        `${siteUrl} has no previews: its site Worker is older, or has no binding to the admin Worker`,
        'meniscus deploy brings both.',
      );
  } catch {
    yield bad('site', `${siteUrl} gives no answer`, 'Is the site Worker deployed? meniscus deploy');
  }
}
