import * as z from 'zod/mini';
import { site } from '../api/site.ts';
import { FOLDER, remoteOf, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { dateTime } from '../output/time.ts';

/** `meniscus releases`. */
export const releases = command({
  name: 'releases',
  summary: 'List what was published, newest first',
  args: [FOLDER],
  options: [TO, ['--limit <count>', 'At most this many; 20 when left out']],
  schema: z.object({
    to: toSchema,
    limit: z.optional(
      z.coerce
        .number('a number')
        .check(z.int('a whole number'), z.gte(1, 'at least 1'), z.lte(200, 'at most 200')),
    ),
  }),
  examples: [['meniscus releases --limit 5', 'The last five']],
  async run({ ctx, args, options }) {
    const { client } = remoteOf(ctx, args[0], options.to);
    const [found, { live }] = [await site.releases(client, options.limit ?? 20), await site.status(client)];
    const { bold, dim, green, red } = ctx.terminal.colours;
    if (found.releases.length === 0) ctx.terminal.say('Nothing was published yet.');
    for (const { id, version, state, created, author, message, reason } of found.releases) {
      const isLive = live?.release === id;
      const mark = isLive
        ? green('● live  ')
        : state === 'failed'
          ? red('✗ failed')
          : dim(`  ${state === 'live' ? 'was' : state}`.padEnd(8));
      const about = message || (state === 'failed' ? (reason ?? '') : '');
      ctx.terminal.say(
        `${mark} ${bold(String(version).padStart(4))}  ${id}  ${dateTime(created)}  ${author}${about ? `  ${about.split('\n')[0]}` : ''}`,
      );
    }
    return { data: { ...found, live: live?.release ?? null } };
  },
});
