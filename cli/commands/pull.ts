import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Client } from '../api/client.ts';
import { FOLDER, ONLY, onlyPaths, remoteOf, splitOnly, syncFlags, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { confirmOverwrite } from '../frame/confirm.ts';
import type { Context } from '../frame/context.ts';
import { EXIT } from '../frame/exit.ts';
import { CONFLICT_HELP, sayConflicts } from '../output/conflicts.ts';
import { drawDiff } from '../output/diff.ts';
import { moveData, sayMoves } from '../output/planned-changes.ts';
import { plural, some } from '../output/words.ts';
import { type Merged, mergeConflicts } from '../sync/merging.ts';
import type { SyncRequest } from '../sync/plan.ts';
import { lookForPull, type Pulled, pull as pullFrom } from '../sync/pull.ts';

/** `meniscus pull`. */
export const pull = command({
  name: 'pull',
  summary: 'Bring to the folder what was changed in the draft',
  args: [FOLDER],
  options: [
    ['--from <site>', 'A site of meniscus.json by name, or the address of an admin'],
    ['--to <site>', 'The same'],
    ONLY,
    ['--dry-run', 'Say what would happen, and do nothing'],
    ['--delete', 'Also remove here what was removed from the draft'],
    ['--merge', 'Merge texts that changed on both sides, where they do so in different lines'],
    ['--force', 'Overwrite what was changed on both sides with what is there; names it and asks'],
    ['--yes', 'Do not ask'],
  ],
  about: 'A file that was also changed here is a conflict: it stays as it is here.',
  schema: z.object({
    from: toSchema,
    to: toSchema,
    ...syncFlags,
  }),
  examples: [
    ['meniscus pull', 'All changes of the default site'],
    ['meniscus pull --merge', 'And merge texts that changed on both sides'],
    ['MENISCUS_URL=https://admin.example.com meniscus pull my-site', 'A site into a new folder'],
  ],
  async run({ ctx, args, options }) {
    if (args[0] !== undefined) begin(ctx, args[0], options.dryRun ?? false);
    const { folder, only } = splitOnly(ctx, args, options.only);
    const { project, client } = remoteOf(ctx, folder, options.from ?? options.to);
    const request: SyncRequest = {
      folder: project.folder,
      only: onlyPaths(ctx, project, only),
      dryRun: options.dryRun ?? false,
      removes: options.delete ?? false,
      force: options.force ?? false,
    };
    let looked = await lookForPull(ctx, client, request);
    let merged: Merged[] = [];
    if (options.merge && !request.dryRun && looked.plan.conflicts.length > 0) {
      merged = await mergeConflicts(ctx, client, request.folder, looked.sides, looked.plan.conflicts);
      looked = await lookForPull(ctx, client, request);
    }
    const overwritten = looked.plan.moves.filter((move) => move.overwrites).map(({ path }) => path);
    if (!request.dryRun) await confirmOverwrite(ctx, 'Here, what you changed', overwritten, options.yes);
    const result = await pullFrom(ctx, client, request, looked);
    await say(ctx, client, request, result, merged);
    const { moves, conflicts, kept, ahead } = result;
    const { name, origin } = client.target;
    return {
      data: {
        site: name,
        origin,
        moves: moveData(moves),
        merged: merged.map(({ path }) => path),
        conflicts,
        kept,
        ahead,
      },
      exit: conflicts.length > 0 ? EXIT.conflict : EXIT.done,
    };
  },
});

/** A folder that is not there yet is made. */
function begin(ctx: Context, folder: string, dryRun: boolean): void {
  const path = resolve(ctx.cwd, folder);
  if (!existsSync(path) && !dryRun) mkdirSync(path, { recursive: true });
}

async function say(
  ctx: Context,
  client: Client,
  request: SyncRequest,
  result: Pulled,
  merged: readonly Merged[],
): Promise<void> {
  const { terminal } = ctx;
  const { green, red, dim } = terminal.colours;
  const { name } = client.target;
  sayMoves(terminal, result.moves);
  for (const { path, before, after } of merged) {
    terminal.say(`Merged ${path}:`);
    terminal.say(drawDiff(before, after, terminal.colours));
  }
  await sayConflicts(terminal, client, request.folder, result.conflicts);
  const count = plural(result.moves.length, 'file');
  if (result.moves.length > 0)
    terminal.say(
      request.dryRun
        ? `${green('✓')} ${count} would be written. Nothing was.`
        : `${green('✓')} ${count} as ${name} has ${result.moves.length === 1 ? 'it' : 'them'}.`,
    );
  else if (result.conflicts.length === 0 && merged.length === 0)
    terminal.say(`${green('✓')} Nothing to pull from ${name}.`);
  if (merged.length > 0)
    terminal.say(
      `${green('✓')} ${plural(merged.length, 'file')} merged here. ${dim(`Look at ${merged.length === 1 ? 'it' : 'them'}, then meniscus push.`)}`,
    );
  if (result.kept.length > 0)
    terminal.note(
      dim(`  Removed on ${name}, and kept here: ${some(result.kept)}. pull --delete removes it here.`),
    );
  if (result.conflicts.length === 0) return;
  terminal.note(
    `\n${red('✗')} ${result.conflicts.length === 1 ? '1 file stays as it is here: it' : `${result.conflicts.length} files stay as they are here: they`} changed on both sides.`,
  );
  terminal.note(CONFLICT_HELP.replace(/^/gm, '  '));
}
