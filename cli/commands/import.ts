import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { ARCHIVE } from '../../schema/limits.ts';
import { newKey } from '../api/client.ts';
import { Refused } from '../api/refusal.ts';
import { site } from '../api/site.ts';
import { flag, remoteOf, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import type { Context } from '../frame/context.ts';
import { usage } from '../frame/exit.ts';
import { countFindings } from '../output/draw.ts';
import { plural } from '../output/words.ts';

/** `meniscus import`. */
export const importSite = command({
  name: 'import',
  summary: 'Save all files of a zip archive in the draft, in one step',
  args: [
    ['<file>', 'The archive'],
    ['[folder]', "The site's folder"],
  ],
  options: [
    TO,
    ['--replace', 'Also remove what the archive does not have'],
    ['--rename', 'Give names that are no paths of a site the ones that are suggested'],
    ['--dry-run', 'Say what would happen, and do nothing'],
  ],
  schema: z.object({ to: toSchema, replace: flag, rename: flag, dryRun: flag }),
  examples: [['meniscus import backup.zip --dry-run', 'See what it would change']],
  async run({ ctx, args, options }) {
    const path = resolve(ctx.cwd, args[0] ?? '');
    if (!existsSync(path)) throw usage(`There is no file ${args[0]}.`, 'meniscus export makes an archive.');
    if (statSync(path).isDirectory())
      throw usage(`${args[0]} is a folder, and an archive is a file.`, 'meniscus push saves a folder.');
    // Who refuses a body early may close the connection before its answer is read.
    const { size } = statSync(path);
    if (size > ARCHIVE.packed)
      throw usage(
        `${args[0]} has ${size} bytes, and an archive to import at most ${ARCHIVE.packed}. Nothing was changed.`,
        'Unpack it, and save the folder with meniscus push.',
      );
    const archive = readFileSync(path);
    const { client } = remoteOf(ctx, args[1], options.to);
    const { dryRun, replace, rename } = options;
    const flags = {
      ...(replace && { replace: '1' }),
      ...(rename && { rename: '1' }),
      ...(dryRun && { dryRun: '1' }),
    };
    ctx.safe.says = 'The draft has all of the archive or none of it: the same command again makes it sure.';
    const made = await site.import(client, archive, flags, newKey()).catch((error: unknown) => {
      throw error instanceof Refused ? refusedArchive(ctx, args[0] ?? '', error) : error;
    });
    const { green, dim } = ctx.terminal.colours;
    for (const { from, to } of made.renamed) ctx.terminal.say(dim(`  ${from} → ${to}`));
    if (made.skipped.length > 0) ctx.terminal.say(dim(`  Left out: ${made.skipped.slice(0, 10).join(', ')}`));
    const changed = made.files.filter(({ change }) => change !== 'same').length;
    ctx.terminal.say(
      `${green('✓')} ${plural(changed, 'file')} ${dryRun ? 'would change' : 'changed'} in the draft of ${client.target.name} (${countFindings(made.diagnostics)}).`,
    );
    return { data: made };
  },
});

/** The server's refusal, with what to type here. */
function refusedArchive({ terminal, safe }: Context, name: string, error: Refused): Refused {
  const { problem, trouble } = error;
  safe.says = 'The draft is as it was.';
  for (const { path, suggestion } of (problem.errors ?? []).slice(0, 30))
    terminal.note(suggestion ? `  ${path} → ${suggestion}` : `  ${path}`);
  if (problem.code !== 'invalid' || trouble.next !== undefined) return error;
  const hasNames = (problem.errors ?? []).some(({ suggestion }) => suggestion);
  const message = error.message.replace(/ With rename=1 .*$/s, '');
  const next = hasNames
    ? 'import --rename gives all of them the names that are suggested, also where other files name them.'
    : `Mend it where ${name} was made, make the archive again, and import that. meniscus export and any zip program make one.`;
  return new Refused(message, problem, next);
}
