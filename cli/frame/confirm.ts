import { plural, some } from '../output/words.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, usage } from './exit.ts';

/** Names what will be lost and asks. Without a terminal only --yes is an answer. */
export async function confirmOverwrite(
  ctx: Context,
  where: string,
  paths: readonly string[],
  yes: boolean | undefined,
): Promise<void> {
  if (paths.length === 0) return;
  const { terminal } = ctx;
  terminal.note(`${where} will be overwritten:`);
  for (const path of paths) terminal.note(`  ${path}`);
  if (yes) return;
  if (!terminal.interactive)
    throw usage(
      `--force overwrites ${plural(paths.length, 'file')}, and nobody can be asked here.`,
      `Add --yes when that is what you want: ${some(paths)}`,
    );
  const answer = await terminal.ask('Overwrite? (y/N) ');
  if (/^y(?:es)?$/i.test(answer)) return;
  throw new CliError('Not done: you said no.', { code: 'declined', exit: EXIT.found });
}
