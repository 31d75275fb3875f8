import * as z from 'zod/mini';
import { routeOfPage } from '../../schema/route.ts';
import type { Client } from '../api/client.ts';
import { releaseNamed } from '../api/releases.ts';
import { type Diff, site } from '../api/site.ts';
import { flag, remoteOf, splitFolder, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import type { Context } from '../frame/context.ts';
import { drawDiff } from '../output/diff.ts';
import { plural } from '../output/words.ts';

/** Files and pages whose texts are compared. */
const MOST = 50;

/** `meniscus diff`. */
export const diff = command({
  name: 'diff',
  summary: 'What differs between two of draft, live and releases',
  args: [
    ['[from]', 'draft, live, or the number or id of a release; live when left out'],
    ['[to]', 'The same; draft when left out'],
    ['[folder]', "The site's folder"],
  ],
  options: [
    TO,
    ['--pages', 'Compare the HTML of pages, with samples, as well'],
    ['--url <address>', 'This address, such as /posts/first; may be given again', 'repeat'],
    ['--names', 'Only the names of the files'],
  ],
  schema: z.object({ to: toSchema, pages: flag, url: z.optional(z.array(z.string())), names: flag }),
  examples: [
    ['meniscus diff', 'What a publish would change'],
    ['meniscus diff --pages', 'And in the HTML'],
    ['meniscus diff 11 12', 'Two releases'],
    ['meniscus diff live draft --url /posts/first', 'One address'],
  ],
  async run({ ctx, args, options }) {
    const { own, folder } = splitFolder(ctx, args, 2);
    const { client } = remoteOf(ctx, folder, options.to);
    const [from = 'live', to = 'draft'] = own;
    const sides: Sides = [await sideOf(client, from), await sideOf(client, to)];
    const found = await site.differing(client, ...sides, true);
    if (!options.names) await sayFiles(ctx, client, sides, found);
    else for (const { path, change } of found.files) ctx.terminal.say(`${change.padEnd(8)} ${path}`);
    const urls = options.url ?? (options.pages ? await addresses(client, found) : []);
    const pages = await comparePages(ctx, client, sides, urls);
    const changed = pages.filter(({ same }) => !same).length;
    ctx.terminal.say(
      found.files.length === 0
        ? `${from} and ${to} are equal.`
        : `\n${plural(found.files.length, 'file')} ${found.files.length === 1 ? 'differs' : 'differ'} between ${from} and ${to}.`,
    );
    if (urls.length > 0)
      ctx.terminal.say(
        `${changed} of ${plural(pages.length, 'page')} ${changed === 1 ? 'looks' : 'look'} different.`,
      );
    return { data: { ...found, ...(urls.length > 0 && { pages }) } };
  },
});

/** What is compared, as the API names it. */
type Sides = readonly [from: string, to: string];

const sideOf = async (client: Client, given: string): Promise<string> =>
  given === 'draft' || given === 'live' ? given : (await releaseNamed(client, given)).id;

async function sayFiles({ terminal }: Context, client: Client, sides: Sides, { files }: Diff): Promise<void> {
  const { bold, dim } = terminal.colours;
  if (terminal.json) return;
  for (const [at, { path, change }] of files.entries()) {
    terminal.say(`${bold(path)} ${dim(change)}`);
    if (at >= MOST) continue;
    const [one] = (await site.diff(client, ...sides, { path })).files;
    const [before, after] = [one?.before?.text, one?.after?.text];
    if (before !== undefined || after !== undefined)
      terminal.say(drawDiff(before ?? '', after ?? '', terminal.colours));
  }
}

/** Addresses of pages without parameters: those of the release that is live, and of pages that differ. */
async function addresses(client: Client, { files }: Diff): Promise<string[]> {
  const { live } = await site.status(client);
  const known = live ? (await site.pagesOf(client, live.release)).map(({ route }) => route) : [];
  const changed = files.flatMap(({ path }) => (path.startsWith('pages/') ? (routeOfPage(path) ?? []) : []));
  return [...new Set([...known, ...changed])]
    .filter((route) => route.startsWith('/') && !/[{*]/.test(route))
    .sort()
    .slice(0, MOST);
}

async function comparePages(ctx: Context, client: Client, sides: Sides, urls: readonly string[]) {
  const pages: NonNullable<Diff['html']>[] = [];
  for (const url of urls) {
    ctx.terminal.progress('Rendering', pages.length + 1, urls.length);
    const { html } = await site.diff(client, ...sides, { url });
    if (!html) continue;
    pages.push(html);
    if (html.same) continue;
    ctx.terminal.say(
      `${ctx.terminal.colours.bold(url)} ${ctx.terminal.colours.dim(`${html.before.status} → ${html.after.status}`)}`,
    );
    ctx.terminal.say(drawDiff(html.before.body ?? '', html.after.body ?? '', ctx.terminal.colours));
  }
  return pages;
}
