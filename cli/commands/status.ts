import * as z from 'zod/mini';
import { type Status, site } from '../api/site.ts';
import { checkIsSite, FOLDER, remoteOf, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import type { Terminal } from '../output/terminal.ts';
import { dateTime } from '../output/time.ts';
import { plural } from '../output/words.ts';
import type { Difference } from '../sync/compare.ts';
import { lookAtBoth } from '../sync/sync.ts';

/** `meniscus status`. */
export const status = command({
  name: 'status',
  summary: 'What differs between the folder, the draft and what visitors see',
  args: [FOLDER],
  options: [TO],
  schema: z.object({ to: toSchema }),
  examples: [['meniscus status', 'Before a push, a pull or a publish']],
  async run({ ctx, args, options }) {
    const { project, client } = remoteOf(ctx, args[0], options.to);
    checkIsSite(project);
    const now = await site.status(client);
    const { differences, here } = await lookAtBoth(ctx, project.folder, client);
    const unpublished =
      now.live === null && now.files === 0
        ? { files: [], count: 0 }
        : await site.differing(client, 'live', 'draft', ctx.terminal.json);
    const of = (kind: Difference['kind']) =>
      differences.filter((each) => each.kind === kind).map(({ path }) => path);
    const data = {
      site: client.target.name,
      origin: client.target.origin,
      files: here.size,
      toPush: of('up'),
      toPull: of('down'),
      conflicts: of('conflict'),
      toPublish: unpublished.files.map(({ path, change }) => ({ path, change })),
      status: now,
    };
    say(ctx.terminal, data, unpublished.count, now);
    return { data };
  },
});

interface Summary {
  readonly site: string;
  readonly origin: string;
  readonly files: number;
  readonly toPush: readonly string[];
  readonly toPull: readonly string[];
  readonly conflicts: readonly string[];
  readonly toPublish: readonly { readonly path: string; readonly change: string }[];
}

function say(terminal: Terminal, found: Summary, unpublished: number, { live, publishing }: Status): void {
  const { bold, green, yellow, red, cyan, dim } = terminal.colours;
  terminal.say(`${bold(found.site)} ${dim(found.origin)}`);
  const list = (
    title: string,
    paths: readonly string[],
    paint: (text: string) => string,
    next: string,
    count = paths.length,
  ) => {
    if (count === 0) return;
    terminal.say(`\n${title}: ${plural(count, 'file')}   ${dim(next)}`);
    for (const path of paths.slice(0, 20)) terminal.say(`  ${paint(path)}`);
    if (count > 20) terminal.say(dim(`  … and ${count - 20} more`));
  };
  list('Changed on both sides', found.conflicts, red, 'meniscus pull shows how; --merge merges texts');
  list('Changed here', found.toPush, green, 'meniscus push');
  list('Changed in the draft', found.toPull, cyan, 'meniscus pull');
  list(
    'In the draft and not live',
    found.toPublish.map(({ path }) => path),
    yellow,
    'meniscus publish',
    unpublished,
  );
  const synced = found.conflicts.length + found.toPush.length + found.toPull.length === 0;
  if (synced)
    terminal.say(`${green('✓')} The folder and the draft are equal (${plural(found.files, 'file')}).`);
  if (publishing) terminal.say(`Release ${publishing.id} is being published (${publishing.state}).`);
  terminal.say(
    live
      ? dim(`Live: release ${live.release}, since ${dateTime(live.since)}`)
      : dim('Nothing is published yet.'),
  );
}
