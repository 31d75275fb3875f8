import { spawn } from 'node:child_process';
import * as z from 'zod/mini';
import type { Client } from '../api/client.ts';
import { Refused } from '../api/refusal.ts';
import { site } from '../api/site.ts';
import { flag, remoteOf, splitFolder, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { CliError, EXIT, usage } from '../frame/exit.ts';

const WHAT = ['editor', 'site', 'preview'] as const;

/** `meniscus open`. */
export const open = command({
  name: 'open',
  summary: 'Open the editor, the site or a preview in the browser',
  args: [
    ['[what]', 'editor (when left out), site or preview'],
    ['[folder]', "The site's folder"],
  ],
  options: [TO, ['--print', 'Print the address and open nothing']],
  schema: z.object({ to: toSchema, print: flag }),
  examples: [
    ['meniscus open', 'The editor, signed in as you'],
    ['meniscus open preview --print', 'The address of a new preview link'],
  ],
  async run({ ctx, args, options }) {
    const { own, folder } = splitFolder(ctx, args, 1);
    const what = WHAT.find((each) => each === (own[0] ?? 'editor'));
    if (!what) throw usage(`There is no ${own[0]} to open.`, `One of ${WHAT.join(', ')}.`);
    const { client } = remoteOf(ctx, folder, options.to);
    const url = await addressOf(client, what);
    const shows = options.print === true || ctx.terminal.json || !ctx.terminal.interactive;
    ctx.terminal.say(url);
    if (!shows) launch(url);
    return { data: { what, url } };
  },
});

async function addressOf(client: Client, what: (typeof WHAT)[number]): Promise<string> {
  if (what === 'editor') return editorUrl(client);
  if (what === 'preview') return (await site.preview(client, { label: 'meniscus open' })).url;
  const { siteUrl } = await site.status(client);
  if (siteUrl !== null) return siteUrl;
  throw new CliError(`${client.target.name} does not know where visitors see it.`, {
    code: 'no_site_url',
    exit: EXIT.found,
    next: 'Set SITE_URL in admin/wrangler.toml and deploy; meniscus deploy does it by itself.',
  });
}

/** With a code that signs the browser in, where the token may make one. */
async function editorUrl(client: Client): Promise<string> {
  try {
    return (await site.code(client)).url;
  } catch (error) {
    if (error instanceof Refused && error.problem.code === 'forbidden') return client.target.origin;
    throw error;
  }
}

function launch(url: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const child = spawn(program ?? '', [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined); // no browser to be found: the address is printed
  child.unref();
}
