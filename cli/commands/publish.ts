import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type Client, newKey } from '../api/client.ts';
import { isUnknown, Refused } from '../api/refusal.ts';
import { type Published, type Status, site } from '../api/site.ts';
import { hashOf } from '../folder/read.ts';
import { FOLDER, flag, ONLY, onlyPaths, remoteOf, splitOnly, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { countFindings, drawFindings } from '../output/draw.ts';
import { drawRefusal, readText } from '../output/refusal.ts';
import { clockTime } from '../output/time.ts';
import { readState } from '../sync/state.ts';

/** Milliseconds between looks at a publish that takes long. */
const POLL = 500;

/** `meniscus publish`. */
export const publish = command({
  name: 'publish',
  summary: 'Make the draft what visitors see',
  args: [FOLDER],
  options: [
    TO,
    ['-m, --message <text>', 'What is new, for the list of releases'],
    [
      '--expect [draft]',
      'Only when the draft still is this one; without a value, the one that the last push left',
    ],
    ONLY,
    ['--force', 'Although rendering the pages found errors; needs the scope admin'],
  ],
  about:
    'Every page is rendered first, with its samples and with hostile ones. What that refuses changes nothing.',
  schema: z.object({
    to: toSchema,
    message: z.optional(z.string()),
    expect: z.optional(z.union([z.string(), z.boolean()])),
    only: z.optional(z.array(z.string())),
    force: flag,
  }),
  examples: [
    ['meniscus publish -m "New prices"', 'Publish the draft'],
    [
      'meniscus publish --only content/posts/tide.md',
      'Publish that file; what else is in the draft stays there',
    ],
    ['meniscus push && meniscus publish --expect', 'For a build server: what was pushed, and nothing else'],
  ],
  async run({ ctx, args, options }) {
    const named = splitOnly(ctx, args, options.only);
    const { project, client } = remoteOf(ctx, named.folder, options.to);
    const only = onlyPaths(ctx, project, named.only);
    const expect = expected(project.folder, client, options.expect);
    const before = await site.status(client);
    if (before.live && !options.force && (await isLive(client, expect, before))) {
      ctx.terminal.say(
        `${ctx.terminal.colours.green('✓')} Nothing to publish: release ${before.live.release} is the draft as it is.`,
      );
      return { data: { release: null, live: before.live.release } };
    }
    const { message = '', force = false } = options;
    ctx.safe.says = 'Visitors see what they saw. A publish that had begun goes on: meniscus status shows it.';
    ctx.terminal.progress('Checking every page');
    const key = `publish-${hashOf(JSON.stringify([client.target.origin, before.draft, before.live?.release, message, expect, force, only]))}`;
    const release = await begin(
      ctx,
      client,
      project.folder,
      {
        message,
        ...(expect !== undefined && { expect }),
        ...(force && { force }),
        ...(only.length > 0 && { paths: only }),
      },
      key,
      before,
    );
    const live = release.state === 'live' ? release : await wait(ctx, client, release);
    say(ctx, client, project.folder, live);
    return { data: { release: live } };
  },
});

/** The draft's ETag that is to be published. */
function expected(folder: string, client: Client, given: string | boolean | undefined): string | undefined {
  if (typeof given !== 'boolean') return given;
  const seen = readState(folder, client.target.origin).seen;
  if (seen) return seen.draft;
  throw new CliError('This folder and the draft were not equal after the last push or pull.', {
    code: 'not_equal',
    exit: EXIT.conflict,
    next: 'meniscus status shows what differs. Push or pull that first, or name the draft as meniscus status --json gives it.',
  });
}

async function isLive(client: Client, expect: string | undefined, { draft }: Status): Promise<boolean> {
  if (expect !== undefined && expect !== draft) return false;
  return (await site.differing(client, 'live', 'draft', false)).count === 0;
}

async function begin(
  ctx: Context,
  client: Client,
  folder: string,
  request: Parameters<typeof site.publish>[1],
  key: string,
  before: Status,
): Promise<Published> {
  try {
    return await publishOnce(client, request, key, before);
  } catch (error) {
    if (error instanceof CliError) ctx.safe.says = 'Visitors see what they saw, and the draft is as it was.';
    drawRefusal(ctx.terminal, error, folder);
    throw error;
  }
}

/** Where nobody knows how a first try ended: the release that it made, or another try for the draft that was meant. */
async function publishOnce(
  client: Client,
  request: Parameters<typeof site.publish>[1],
  key: string,
  before: Status,
): Promise<Published> {
  try {
    return await site.publish(client, request, key);
  } catch (error) {
    if (!(error instanceof Refused) || !isUnknown(error.problem)) throw error;
    const now = await site.status(client);
    const made = now.publishing?.id ?? now.live?.release;
    if (made !== undefined && made !== before.live?.release) return await site.release(client, made);
    return await site.publish(client, { ...request, expect: request.expect ?? before.draft }, newKey());
  }
}

/** Waits for a publish that goes on. Throws with its reason when it fails. */
async function wait(ctx: Context, client: Client, { id }: Published): Promise<Published> {
  for (;;) {
    const release = await site.release(client, id);
    ctx.terminal.progress(`Publishing: ${release.state}`);
    if (release.state === 'live') return release;
    if (release.state === 'failed')
      throw new CliError(`Release ${id} was not published: ${release.reason}`, {
        code: 'publish_failed',
        exit: EXIT.found,
        next: 'Visitors keep what they have. Mend that, then publish again.',
      });
    await sleep(POLL, undefined, { signal: ctx.signal });
  }
}

function say({ terminal }: Context, client: Client, folder: string, release: Published): void {
  const { diagnostics, version, id, everywhereBy } = release;
  if (diagnostics.length > 0) {
    terminal.say(drawFindings(diagnostics, (path) => readText(folder, path), terminal.colours));
    terminal.say();
  }
  const { green, dim } = terminal.colours;
  const { count = 0, first = [] } = release.only?.unpublished ?? {};
  const found = diagnostics.length > 0 ? ` (${countFindings(diagnostics)})` : '';
  terminal.say(`${green('✓')} Release ${version} is live on ${client.target.name}${found}. ${dim(id)}`);
  if (count > 0)
    terminal.say(
      `  Not published, and still in the draft: ${first.join(', ')}${count > first.length ? ` and ${count - first.length} more` : ''}.`,
    );
  if (everywhereBy !== null && everywhereBy > Date.now())
    terminal.say(dim(`  Everywhere by ${clockTime(everywhereBy)}. meniscus rollback goes back.`));
}
