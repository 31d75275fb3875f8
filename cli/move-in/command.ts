import { existsSync, statSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import * as z from 'zod/mini';
import { detect } from '../../move-in/detect.ts';
import { drawReport } from '../../move-in/draw-report.ts';
import { moveIn as move } from '../../move-in/move-in.ts';
import type { Kind } from '../../move-in/report.ts';
import { flag } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { CliError, EXIT, usage } from '../frame/exit.ts';
import { plural } from '../output/draw.ts';
import { folderSource } from './folder-source.ts';
import { checkOut, writeMoved } from './write.ts';

/** `meniscus move-in`: a site of another system becomes one of Meniscus. */
export const moveIn = command({
  name: 'move-in',
  summary: 'Make a site of Meniscus of a site that you have: Jekyll',
  args: [['<folder>', 'The site that moves; nothing in it is changed']],
  options: [
    ['--out <folder>', 'Where the new site goes; <folder>-meniscus when left out'],
    ['--kind <kind>', 'What the folder is, where it could be two things: jekyll, html or meniscus'],
    ['--all', 'Show every file in the report'],
  ],
  schema: z.object({
    out: z.optional(z.string()),
    kind: z.optional(z.enum(['jekyll', 'html', 'meniscus'], 'one of jekyll, html and meniscus')),
    all: flag,
  }),
  examples: [
    ['meniscus move-in blog', 'Writes the new site to blog-meniscus'],
    ['meniscus move-in blog --out site --json', 'The report as JSON'],
  ],
  async run({ ctx, args, options }) {
    const folder = resolve(ctx.cwd, args[0] ?? '');
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw usage(`There is no folder ${args[0]}.`);
    const out = resolve(ctx.cwd, options.out ?? `${folder}-meniscus`);
    if (!relative(folder, out).startsWith('..'))
      throw usage('The new site goes beside the old one, not into it.');
    checkOut(out);
    const source = folderSource(folder);
    const kind = options.kind ?? kindOf(folder, detect(source));
    ctx.terminal.progress('Moving', source.files.length);
    const { sassCompiler } = await import('./sass.ts');
    const moved = await move(source, kind, { now: Date.now(), sass: sassCompiler });
    await writeMoved(out, source, moved);
    ctx.terminal.say(drawReport(moved.report, options.all));
    const { green } = ctx.terminal.colours;
    const where = relative(ctx.cwd, out) || '.';
    ctx.terminal.say(`\n${green('✓')} ${plural(moved.files.size, 'file')} in ${where}`);
    ctx.terminal.note(`  Next: meniscus check ${where}`);
    return { data: { kind, out, files: moved.files.size, report: moved.report } };
  },
});

function kindOf(folder: string, { kinds, others }: ReturnType<typeof detect>): Kind {
  const [kind, second] = kinds;
  const refuse = (message: string, next: string): never => {
    throw new CliError(message, { code: 'kind', exit: EXIT.usage, next });
  };
  const name = basename(folder);
  if (kind && second)
    return refuse(
      `${name} could be ${kinds.join(' or ')}.`,
      `Say which: --kind ${kind}, or --kind ${second}.`,
    );
  if (kind) return kind;
  const [other] = others;
  return other
    ? refuse(
        `${name} is a site of ${other.name} (it has ${other.sign}), which can't be moved yet.`,
        'See docs/coming-from.md for what becomes what.',
      )
    : refuse(`Nothing in ${name} says what it is.`, 'Say it: --kind jekyll, or --kind html.');
}
