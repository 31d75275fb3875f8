import * as z from 'zod/mini';
import { Client } from '../api/client.ts';
import { findProject } from '../config/config.ts';
import { findTargets } from '../config/target.ts';
import { checkIsSite, FOLDER, ONLY, onlyPaths, splitOnly, syncFlags } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { confirmOverwrite } from '../frame/confirm.ts';
import type { Context } from '../frame/context.ts';
import { EXIT } from '../frame/exit.ts';
import { CONFLICT_HELP, sayConflicts } from '../output/conflicts.ts';
import { drawDiff } from '../output/diff.ts';
import { countFindings } from '../output/draw.ts';
import { moveData, sayMoves } from '../output/planned-changes.ts';
import { drawRefusal } from '../output/refusal.ts';
import { plural, some } from '../output/words.ts';
import { mergeConflicts } from '../sync/merging.ts';
import type { SyncRequest } from '../sync/plan.ts';
import { lookForPush, type Pushed, push as pushTo } from '../sync/push.ts';
import type { Looked } from '../sync/sync.ts';

const schema = z.object({
  to: z.optional(z.array(z.string())),
  ...syncFlags,
});

/** `meniscus push`. */
export const push = command({
  name: 'push',
  summary: 'Save to the draft what was changed in the folder',
  args: [FOLDER],
  options: [
    [
      '--to <site>',
      'A site of meniscus.json by name, or the address of an admin; may be given again',
      'repeat',
    ],
    ONLY,
    ['--dry-run', 'Say what would happen, and do nothing'],
    ['--delete', 'Also remove from the draft what was removed here'],
    ['--merge', 'Merge texts that changed on both sides, where they do so in different lines'],
    ['--force', 'Overwrite what was changed on both sides with what is here; names it and asks'],
    ['--yes', 'Do not ask'],
  ],
  about:
    'Only what changed since the last sync travels, in one step: all of it, or nothing. A file that was also changed in the draft is a conflict: then nothing is sent.',
  schema,
  examples: [
    ['meniscus push', 'All changes, to the default site'],
    ['meniscus push --only pages/about.liquid', 'One file'],
    ['meniscus push --to staging --to production --delete', 'Two sites'],
    ['meniscus push --dry-run', 'See what it would do'],
  ],
  async run({ ctx, args, options }) {
    const { folder, only } = splitOnly(ctx, args, options.only);
    const project = findProject(ctx.cwd, folder);
    checkIsSite(project);
    const request: SyncRequest = {
      folder: project.folder,
      only: onlyPaths(ctx, project, only),
      dryRun: options.dryRun ?? false,
      removes: options.delete ?? false,
      force: options.force ?? false,
    };
    const clients = findTargets(ctx, project, options.to ?? []).map((target) => new Client(ctx, target));
    // All are looked at before the first is changed.
    const looked: [Client, Looked][] = [];
    for (const client of clients)
      looked.push([client, await lookMerged(ctx, client, request, options.merge ?? false)]);
    const stuck = looked.some(([, { plan }]) => plan.conflicts.length > 0);
    if (!request.dryRun)
      for (const [client, { plan }] of stuck ? [] : looked)
        await confirmOverwrite(
          ctx,
          `On ${client.target.name}, what others changed`,
          overwritten(plan.moves),
          options.yes,
        );
    const results: ReturnType<typeof toData>[] = [];
    for (const [client, each] of looked) {
      const result = stuck ? stopped(each) : await send(ctx, client, request, each);
      await say(ctx, client, request, result, stuck);
      results.push(toData(client, result));
    }
    // Somebody may have been faster than we, after all were looked at.
    const open = stuck || results.some(({ conflicts }) => conflicts.length > 0);
    return { data: { targets: results }, exit: open ? EXIT.conflict : EXIT.done };
  },
});

const overwritten = (moves: Pushed['moves']) =>
  moves.filter((move) => move.overwrites).map(({ path }) => path);

const stopped = ({ plan }: Looked): Pushed => ({ ...plan, moves: [], batch: null });

async function lookMerged(
  ctx: Context,
  client: Client,
  request: SyncRequest,
  merge: boolean,
): Promise<Looked> {
  const looked = await lookForPush(ctx, client, request);
  if (!merge || request.dryRun || looked.plan.conflicts.length === 0) return looked;
  const merged = await mergeConflicts(ctx, client, request.folder, looked.sides, looked.plan.conflicts);
  for (const { path, before, after } of merged) {
    ctx.terminal.say(`Merged ${path}:`);
    ctx.terminal.say(drawDiff(before, after, ctx.terminal.colours));
  }
  return merged.length > 0 ? lookForPush(ctx, client, request) : looked;
}

async function send(ctx: Context, client: Client, request: SyncRequest, looked: Looked): Promise<Pushed> {
  try {
    return await pushTo(ctx, client, request, looked);
  } catch (error) {
    drawRefusal(ctx.terminal, error, request.folder);
    throw error;
  }
}

async function say(
  ctx: Context,
  client: Client,
  request: SyncRequest,
  result: Pushed,
  stuck: boolean,
): Promise<void> {
  const { terminal } = ctx;
  const { green, dim, red } = terminal.colours;
  const { name } = client.target;
  sayMoves(terminal, result.moves);
  await sayConflicts(terminal, client, request.folder, result.conflicts);
  if (result.conflicts.length > 0) {
    terminal.note(
      `\n${red('✗')} Nothing was sent: ${plural(result.conflicts.length, 'file')} changed here and on ${name}.`,
    );
    terminal.note(CONFLICT_HELP.replace(/^/gm, '  '));
    return;
  }
  if (stuck) return terminal.note(`Nothing was sent to ${name} either.`);
  const count = plural(result.moves.length, 'file');
  if (result.moves.length === 0) terminal.say(`${green('✓')} Nothing to push: ${name} has all that is here.`);
  else if (request.dryRun)
    terminal.say(`${green('✓')} ${count} would be saved on ${name}. Nothing was sent.`);
  else
    terminal.say(
      `${green('✓')} Saved ${count} in the draft of ${name}.\n  ${dim('meniscus publish makes it live.')}`,
    );
  const found = result.batch?.diagnostics ?? [];
  if (found.length > 0)
    terminal.note(dim(`  ${countFindings(found)} in the draft; meniscus check draws them.`));
  if (result.kept.length > 0)
    terminal.note(
      dim(`  Removed here, and kept on ${name}: ${some(result.kept)}. push --delete removes it there.`),
    );
  if (result.behind.length > 0)
    terminal.note(dim(`  Changed on ${name}: ${some(result.behind)}. meniscus pull brings it here.`));
}

function toData({ target }: Client, { moves, conflicts, kept, behind, batch }: Pushed) {
  return { site: target.name, origin: target.origin, moves: moveData(moves), conflicts, kept, behind, batch };
}
