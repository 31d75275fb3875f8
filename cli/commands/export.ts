import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod/mini';
import { site } from '../api/site.ts';
import { writeOwnFile } from '../folder/write.ts';
import { flag, remoteOf, splitFolder, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { usage } from '../frame/exit.ts';

/** `meniscus export`. */
export const exportSite = command({
  name: 'export',
  summary: 'Download the draft as a zip archive',
  args: [
    ['[file]', 'Where to write it; site.zip when left out'],
    ['[folder]', "The site's folder"],
  ],
  options: [TO, ['--force', 'Also where a file is already']],
  schema: z.object({ to: toSchema, force: flag }),
  examples: [['meniscus export backup.zip --to production', 'The draft of production']],
  async run({ ctx, args, options }) {
    const { own, folder } = splitFolder(ctx, args, 1);
    const path = resolve(ctx.cwd, own[0] ?? 'site.zip');
    if (existsSync(path) && !options.force)
      throw usage(`${path} is there already. Nothing was written.`, 'Name another file, or add --force.');
    if (!existsSync(dirname(path)))
      throw usage(
        `There is no folder ${dirname(path)}. Nothing was written.`,
        'Make it, or name another file.',
      );
    const { client } = remoteOf(ctx, folder, options.to);
    ctx.terminal.progress('Downloading');
    const bytes = await site.export(client);
    writeOwnFile(path, bytes);
    ctx.terminal.say(
      `${ctx.terminal.colours.green('✓')} ${path} has the draft of ${client.target.name} (${bytes.length} bytes).`,
    );
    return { data: { file: path, bytes: bytes.length } };
  },
});
