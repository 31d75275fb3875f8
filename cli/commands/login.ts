import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Client } from '../api/client.ts';
import { site } from '../api/site.ts';
import { addSite, findProject, type Project } from '../config/config.ts';
import { type Credential, credentialsPath, writeCredential } from '../config/credentials.ts';
import { checkToken, findTarget, isLocal, originOf, type Target } from '../config/target.ts';
import { command } from '../frame/command.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT, usage } from '../frame/exit.ts';
import { describeIdentity } from '../output/identity.ts';

/** `meniscus login`: proves who you are, and keeps that where only you can read it. */
export const login = command({
  name: 'login',
  summary: 'Sign in to a site with a token, or with a sign-in link',
  args: [['[address]', "The admin's address, a sign-in link, or a name of meniscus.json"]],
  options: [['--name <name>', 'What meniscus.json is to call the site']],
  about:
    'The token is asked for, or read from standard input. It is kept in your own config folder (mode 600), and never printed.',
  schema: z.object({
    name: z.optional(z.string().check(z.regex(/^[a-z][a-z0-9-]*$/, 'a name of a-z, 0-9 and hyphens'))),
  }),
  examples: [
    ['meniscus login https://admin.example.com', 'Asks for the token'],
    ["meniscus login 'http://admin.localhost:8787/#sign-in=…'", 'With the link that npm start prints'],
    ['pass show meniscus | meniscus login production', 'From a password manager'],
  ],
  async run({ ctx, args, options }) {
    const project = findProject(ctx.cwd, undefined);
    const given = args[0];
    const code = /#sign-in=(\S+)$/.exec(given ?? '')?.[1];
    const target = targetOf(ctx, project, given, code);
    const credential = await (code === undefined ? askToken(ctx, target) : begin(ctx, target, code));
    const who = await site.session(new Client(ctx, { ...target, credential }));
    writeCredential(ctx.env, target.origin, credential);
    const noted = note(project, target, options.name);
    ctx.terminal.say(
      `${ctx.terminal.colours.green('✓')} Signed in to ${noted?.name ?? target.name} as ${describeIdentity(who)}.`,
    );
    ctx.terminal.say(ctx.terminal.colours.dim(`  Kept in ${credentialsPath(ctx.env)}, for you alone.`));
    if (noted) ctx.terminal.say(ctx.terminal.colours.dim(`  ${noted.path} names the site ${noted.name}.`));
    return { data: { site: noted?.name ?? target.name, origin: target.origin, identity: who } };
  },
});

function targetOf(
  ctx: Context,
  project: Project,
  given: string | undefined,
  code: string | undefined,
): Target {
  if (given === undefined || code === undefined) return findTarget(ctx, project, given);
  const origin = originOf(given);
  return { ...findTarget(ctx, project, origin), credential: undefined };
}

async function askToken(ctx: Context, target: Target): Promise<Credential> {
  const { terminal } = ctx;
  const typed = terminal.interactive
    ? await terminal.ask(`Token for ${target.origin} (not shown): `, true)
    : (await terminal.input()).trim();
  const token = typed === '' ? ctx.env.MENISCUS_TOKEN : typed;
  if (!token)
    throw usage(
      'No token came.',
      `In a terminal, meniscus login asks for it. In a script: echo "$TOKEN" | meniscus login ${target.origin}`,
    );
  return { token: checkToken(token) };
}

async function begin(ctx: Context, target: Target, code: string): Promise<Credential> {
  const { cookie } = await site.begin(new Client(ctx, target), code);
  if (cookie !== '') return { cookie };
  throw new CliError('The sign-in link was taken, and no session came.', {
    code: 'no_session',
    exit: EXIT.access,
    next: 'Ask for another link.',
  });
}

/** Names the site in meniscus.json, where the folder is one of a site and does not know it yet. */
function note(
  project: Project,
  { origin, name }: Target,
  wanted: string | undefined,
): { path: string; name: string } | undefined {
  const { folder, config, configPath } = project;
  if (Object.values(config.sites).some((url) => url.startsWith(origin)) && wanted === undefined)
    return undefined;
  if (configPath === undefined && !existsSync(join(folder, 'site.yaml')) && wanted === undefined)
    return undefined;
  const host = new URL(origin).hostname;
  const chosen =
    wanted ??
    (isLocal(host)
      ? 'local'
      : Object.hasOwn(config.sites, 'production')
        ? name.replace(/[^a-z0-9]+/g, '-')
        : 'production');
  return { path: addSite(project, chosen, origin), name: chosen };
}
