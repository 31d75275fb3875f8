import * as z from 'zod/mini';
import { site } from '../api/site.ts';
import { FOLDER, remoteOf, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { describeIdentity } from '../output/identity.ts';

/** `meniscus whoami`. */
export const whoami = command({
  name: 'whoami',
  summary: 'Who the site takes you for, and what you may do',
  args: [FOLDER],
  options: [TO],
  schema: z.object({ to: toSchema }),
  examples: [['meniscus whoami --to production', 'Which token is in use, without showing it']],
  async run({ ctx, args, options }) {
    const { client } = remoteOf(ctx, args[0], options.to);
    const who = await site.session(client);
    ctx.terminal.say(`${describeIdentity(who)} on ${client.target.name} (${client.target.origin})`);
    return { data: who };
  },
});
