import * as z from 'zod/mini';
import type { Client } from '../api/client.ts';
import { findRelease, noRelease, releaseNamed } from '../api/releases.ts';
import { site } from '../api/site.ts';
import { remoteOf, splitFolder, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
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
    const before = await site.status(client);
    const { id, version } = await find(client, own[0], before.live?.release);
    const { green, dim } = ctx.terminal.colours;
    if (id === before.live?.release) {
      ctx.terminal.say(
        `${green('✓')} Release ${version} is live on ${client.target.name} already. ${dim(id)}`,
      );
      return { data: before };
    }
    ctx.safe.says = 'Visitors see one release or the other, whole. meniscus status tells which.';
    const status = await site.setLive(client, id);
    ctx.terminal.say(`${green('✓')} Release ${version} is live again on ${client.target.name}. ${dim(id)}`);
    if (status.live && status.live.everywhereBy > Date.now())
      ctx.terminal.say(dim(`  Everywhere by ${clockTime(status.live.everywhereBy)}.`));
    return { data: status };
  },
});

/** A release that is named; without a name, the newest one before the live one that was live too. */
async function find(
  client: Client,
  given: string | undefined,
  live: string | undefined,
): Promise<{ readonly id: string; readonly version: number }> {
  if (given !== undefined) return releaseNamed(client, given);
  let reached = false;
  const before = await findRelease(client, ({ id, liveAt }) => {
    if (reached && liveAt !== null) return true;
    reached ||= id === live;
    return false;
  });
  if (before) return before;
  throw noRelease('There is no release before the present one.');
}
