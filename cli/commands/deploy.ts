import * as z from 'zod/mini';
import { VERSION } from '../../schema/version.ts';
import { flag } from '../frame/args.ts';
import { command } from '../frame/command.ts';

const domain = z.optional(
  z.string().check(z.regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'a host, such as example.com')),
);

/** `meniscus deploy`. */
export const deploy = command({
  name: 'deploy',
  summary: 'Put both Workers on a Cloudflare account, or bring a newer version',
  options: [
    ['--dry-run', 'Show every step and bundle both Workers; ask and send nothing'],
    ['--domain <host>', 'Where visitors see the site; workers.dev when left out'],
    ['--admin-domain <host>', 'Where authors work; another one than visitors have'],
    [
      '--edge-cache <on|off>',
      'Keep pages in the Workers Cache; as EDGE_CACHE in wrangler.toml says when left out',
    ],
    ['--force', 'Also over a site that runs a newer version'],
  ],
  about:
    'Finds or creates one KV namespace, deploys the admin Worker, then the site Worker, and sets a token when there is none. Sites, releases and tokens stay. The same command again goes on after a failure.',
  schema: z.object({
    dryRun: flag,
    domain,
    adminDomain: domain,
    edgeCache: z.optional(z.enum(['on', 'off'])),
    force: flag,
  }),
  examples: [
    ['meniscus deploy --dry-run', 'See what it would do'],
    ['meniscus deploy --domain example.com --admin-domain admin.example.com', 'On your own domain'],
  ],
  async run({ ctx, options }) {
    const { terminal } = ctx;
    const { deployHere } = await import('../deploy/deploy-here.ts');
    terminal.say(
      `Deploys Meniscus ${VERSION}, one KV namespace and two Workers, to the Cloudflare account of \`npx wrangler login\` or CLOUDFLARE_API_TOKEN.`,
    );
    if (options.dryRun) terminal.say('A dry run: the account is not asked and nothing is sent.');
    terminal.say();
    ctx.safe.says =
      'Every step that was done stays, and visitors see what they saw or the new version. The same command goes on.';
    const deployed = await deployHere(ctx, options);
    if (options.dryRun) terminal.say('\nThe dry run went through.');
    else report(terminal.say.bind(terminal), deployed);
    const { token: _, ...data } = deployed;
    return { data: { ...data, version: VERSION, dryRun: options.dryRun ?? false } };
  },
});

function report(
  say: (text: string) => void,
  {
    site,
    admin,
    token,
  }: { site?: string | undefined; admin?: string | undefined; token?: string | undefined },
): void {
  const unnamed = '(wrangler named no URL; see the Worker in the Cloudflare dashboard)';
  say(`\n  Site    ${site ?? unnamed}\n  Admin   ${admin ?? unnamed}`);
  if (token === undefined) return;
  say(`  Token   ${token}\n\nThe token is shown this once. Keep it: it is the key to the admin.`);
  if (admin !== undefined) say(`Next: meniscus login ${admin}`);
}
