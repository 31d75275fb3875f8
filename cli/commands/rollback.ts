import * as z from 'zod/mini';
import type { Client } from '../api/client.ts';
import { site } from '../api/site.ts';
import { remoteOf, splitFolder, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { clockTime } from '../output/time.ts';

/** `meniscus rollback`. */
export const rollback = command({
  name: 'rollback',
  summary: 'Show visitors a release that was live before',
  args: [
    ['[release]', 'Its id or number; the one before the present one when left out'],
    ['[folder]', "The site's folder"],
  ],
  options: [TO],
  about: 'The draft stays as it is.',
  schema: z.object({ to: toSchema }),
  examples: [
    ['meniscus rollback', 'To the release before'],
    ['meniscus rollback 12', 'To the twelfth; meniscus releases lists them'],
  ],
  async run({ ctx, args, options }) {
    const { own, folder } = splitFolder(ctx, args, 1);
    const { client } = remoteOf(ctx, folder, options.to);
    const release = await find(client, own[0]);
    ctx.safe.says = 'Visitors see one release or the other, whole. meniscus status tells which.';
    const status = await site.setLive(client, release.id);
    const { green, dim } = ctx.terminal.colours;
    const { id, version = id } = release;
    const more = version === id ? '' : ` ${dim(id)}`;
    ctx.terminal.say(`${green('✓')} Release ${version} is live again on ${client.target.name}.${more}`);
    if (status.live && status.live.everywhereBy > Date.now())
      ctx.terminal.say(dim(`  Everywhere by ${clockTime(status.live.everywhereBy)}.`));
    return { data: status };
  },
});

/** A release that is named by id or number; without a name, the newest one before the live one that was live too. */
async function find(
  client: Client,
  given: string | undefined,
): Promise<{ readonly id: string; readonly version?: number }> {
  if (given !== undefined && !/^\d{1,9}$/.test(given)) return { id: given };
  const { live } = await site.status(client);
  let reached = false;
  for (let before: number | undefined; ; ) {
    const page: Awaited<ReturnType<typeof site.releases>> = await site.releases(client, 200, before);
    for (const { id, version, liveAt } of page.releases) {
      if (given !== undefined ? version === Number(given) : reached && liveAt !== null)
        return { id, version };
      reached ||= id === live?.release;
    }
    if (page.before === null) break;
    before = page.before;
  }
  throw new CliError(
    given === undefined
      ? 'There is no release before the present one.'
      : `There is no release with the number ${given}.`,
    {
      code: 'not_found',
      exit: EXIT.found,
      next: 'meniscus releases lists them.',
    },
  );
}
