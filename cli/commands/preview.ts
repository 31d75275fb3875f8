import * as z from 'zod/mini';
import { releaseNamed } from '../api/releases.ts';
import { site } from '../api/site.ts';
import { FOLDER, remoteOf, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { dateTime } from '../output/time.ts';

const hours = z.coerce
  .number('a number of hours')
  .check(z.gt(0, 'more than 0 hours'), z.lte(24 * 90, 'at most 2160 hours'));

/** `meniscus preview`. */
export const preview = command({
  name: 'preview',
  summary: 'Make a link that shows the draft or a release to anyone',
  args: [FOLDER],
  options: [
    TO,
    ['--release <release>', 'A release, by its number or id; the draft when left out'],
    ['--label <text>', 'What it is for, as the banner says'],
    ['--hours <count>', 'How long it is good; 72 when left out'],
    ['--path <address>', 'Where it opens: /posts/first'],
  ],
  schema: z.object({
    to: toSchema,
    release: z.optional(z.string()),
    label: z.optional(z.string()),
    hours: z.optional(hours),
    path: z.optional(z.string()),
  }),
  examples: [['meniscus preview --label "New prices" --hours 24', 'For a colleague, for a day']],
  async run({ ctx, args, options }) {
    const { client } = remoteOf(ctx, args[0], options.to);
    const { release, label, path } = options;
    const what = release === undefined ? undefined : (await releaseNamed(client, release)).id;
    const made = await site.preview(client, {
      ...(what !== undefined && { what }),
      ...(label !== undefined && { label }),
      ...(options.hours !== undefined && { hours: options.hours }),
      ...(path !== undefined && { path }),
    });
    ctx.terminal.say(made.url);
    ctx.terminal.note(
      ctx.terminal.colours.dim(
        `  Shows the ${made.preview.what === 'draft' ? 'draft' : `release ${made.preview.what}`}, until ${dateTime(made.preview.expires)}. It is not shown again.`,
      ),
    );
    return { data: made };
  },
});
