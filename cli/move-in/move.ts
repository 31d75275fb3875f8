import { basename, relative, resolve } from 'node:path';
import { detect } from '../../move-in/detect.ts';
import { drawReport } from '../../move-in/draw-report.ts';
import { moveIn } from '../../move-in/move-in.ts';
import type { Kind, Report } from '../../move-in/report.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT, usage } from '../frame/exit.ts';
import { plural } from '../output/draw.ts';
import { folderSource } from './folder-source.ts';
import { checkOut, writeMoved } from './write.ts';

interface Options {
  readonly out?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly all?: boolean | undefined;
}

/** What --json prints of a move. */
interface MovedFolder {
  readonly kind: Kind;
  /** Absolute. */
  readonly out: string;
  readonly files: number;
  readonly report: Report;
}

/** Moves a folder, and shows the report. */
export async function move(
  { cwd, terminal }: Context,
  folder: string,
  options: Options,
): Promise<MovedFolder> {
  const out = resolve(cwd, options.out ?? `${folder}-meniscus`);
  if (!relative(folder, out).startsWith('..'))
    throw usage('The new site goes beside the old one, not into it.');
  checkOut(out);
  const source = folderSource(folder);
  const kind = options.kind ?? kindOf(folder, detect(source));
  terminal.progress('Moving', source.files.length);
  const { sassCompiler } = await import('./sass.ts');
  const moved = await moveIn(source, kind, { now: Date.now(), sass: sassCompiler });
  await writeMoved(out, source, moved);
  terminal.say(drawReport(moved.report, options.all));
  const where = relative(cwd, out) || '.';
  terminal.say(`\n${terminal.colours.green('✓')} ${plural(moved.files.size, 'file')} in ${where}`);
  terminal.note(`  Next: meniscus check ${where}`);
  return { kind, out, files: moved.files.size, report: moved.report };
}

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
