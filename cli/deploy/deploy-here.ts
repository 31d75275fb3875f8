import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { VERSION } from '../../schema/version.ts';
import { Client } from '../api/client.ts';
import { type Status, site } from '../api/site.ts';
import { readCredential } from '../config/credentials.ts';
import { originOf, type Target } from '../config/target.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { fetchTool } from '../tools/fetch.ts';
import { toolsFolder } from '../tools/find.ts';
import { homeFolder } from '../tools/home.ts';
import { type Deployed, type DeployOptions, deploySite } from './deploy-workers.ts';
import { Wrangler } from './wrangler.ts';

interface Options {
  readonly dryRun?: boolean | undefined;
  readonly domain?: string | undefined;
  readonly adminDomain?: string | undefined;
  readonly force?: boolean | undefined;
  readonly edgeCache?: 'on' | 'off' | undefined;
}

/** Seconds in which a Worker that was deployed answers with its new version. */
const PATIENCE = 60;

/** Deploys what is beside us: the repository's sources, or the Workers that the package brings. */
export async function deployHere(
  ctx: Context,
  { dryRun = false, force = false, domain, adminDomain, edgeCache }: Options,
): Promise<Deployed> {
  const wrangler = new Wrangler({
    root: workFolder(ctx),
    path: await fetchTool(ctx, 'wrangler'),
    dryRun,
    say: (line) => ctx.terminal.say(line),
  });
  const options: DeployOptions = {
    ...(domain !== undefined && { domain }),
    ...(adminDomain !== undefined && { adminDomain }),
    ...(edgeCache !== undefined && { edgeCache: edgeCache === 'on' }),
    ...(!dryRun && { checkAdmin: (admin, token) => checkAdmin(ctx, admin, token) }),
  };
  const running = ctx.env.MENISCUS_URL ?? (adminDomain === undefined ? undefined : `https://${adminDomain}`);
  if (!dryRun && !force && running !== undefined) await checkNotNewer(ctx, running);
  return deploySite(wrangler, options);
}

/** wrangler writes beside its configuration, and a package may lie where nobody can write. */
function workFolder(ctx: Context): string {
  const packed = join(homeFolder(), 'workers');
  if (!existsSync(packed)) return homeFolder();
  const folder = join(toolsFolder(ctx.env), '..', `deploy-${VERSION}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(packed, folder, { recursive: true });
  return folder;
}

/** Refuses to put an older version over a newer one: it could not read what that has published. */
async function checkNotNewer(ctx: Context, address: string): Promise<void> {
  const status = await statusOf(ctx, originOf(address), undefined);
  const there = status?.versions;
  if (!there || there.manifest <= MANIFEST_FORMAT) return;
  throw new CliError(
    `${address} runs Meniscus ${there.meniscus}, whose releases version ${VERSION} can't read.`,
    {
      code: 'newer_version',
      exit: EXIT.found,
      next: 'Deploy that version or a newer one: npx meniscus@latest deploy.',
    },
  );
}

/** Waits until the admin that was deployed answers, before visitors meet a site Worker of its version. */
async function checkAdmin(
  ctx: Context,
  admin: string | undefined,
  token: string | undefined,
): Promise<string> {
  if (admin === undefined) return 'not checked: wrangler named no address of the admin';
  for (let second = 0; second < PATIENCE; second++) {
    const status = await statusOf(ctx, new URL(admin).origin, token).catch(() => undefined);
    if (status === undefined && !hasToken(ctx, new URL(admin).origin, token))
      return `not checked: nobody is signed in to ${admin}`;
    if (status?.versions?.meniscus === VERSION) {
      if (status.versions.manifest === MANIFEST_FORMAT) return `${VERSION}, and its releases can be read`;
      throw new CliError(
        `The admin makes releases of format ${status.versions.manifest}; this site Worker reads ${MANIFEST_FORMAT}.`,
        {
          code: 'formats',
          exit: EXIT.found,
          next: 'The site Worker was left as it was. Deploy again with the version that the admin has.',
        },
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new CliError(`${admin} does not answer as version ${VERSION} after ${PATIENCE} s.`, {
    code: 'no_answer',
    exit: EXIT.unreachable,
    next: 'The site Worker was left as it was. Run the same command again in a minute.',
  });
}

const hasToken = (ctx: Context, origin: string, token: string | undefined) =>
  (token ?? ctx.env.MENISCUS_TOKEN ?? readCredential(ctx.env, origin)) !== undefined;

async function statusOf(
  ctx: Context,
  origin: string,
  token: string | undefined,
): Promise<Status | undefined> {
  const given = token ?? ctx.env.MENISCUS_TOKEN;
  const credential = given ? { token: given } : readCredential(ctx.env, origin);
  if (!credential) return undefined;
  const target: Target = { name: origin, origin, credential };
  return site.status(new Client(ctx, target));
}
