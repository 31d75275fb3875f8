import { readFileSync, statSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { seenIn } from '../../move-in/detect.ts';
import { drawReport } from '../../move-in/draw-report.ts';
import { kindOf } from '../../move-in/kind-of.ts';
import { moveIn } from '../../move-in/move-in.ts';
import type { Kind, Report } from '../../move-in/report.ts';
import type { Source } from '../../move-in/source.ts';
import { zipSource } from '../../move-in/zip-source.ts';
import { messageOf } from '../../schema/message-of.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT, usage } from '../frame/exit.ts';
import { plural } from '../output/words.ts';
import { folderSource } from './folder-source.ts';
import { onTheme } from './theme.ts';
import { checkOut, writeMoved } from './write.ts';

interface Options {
  readonly out?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly all?: boolean | undefined;
  readonly layout?: boolean | undefined;
  readonly theme?: string | undefined;
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
  const out = resolve(cwd, options.out ?? `${folder.replace(/\.zip$/i, '')}-meniscus`);
  if (!relative(folder, out).startsWith('..'))
    throw usage('The new site goes beside the old one, not into it.');
  checkOut(out);
  const site = sourceAt(folder);
  const kind = options.kind ?? kindAt(folder, site);
  const source =
    kind === 'jekyll' ? await onTheme(site, folder, options.theme && resolve(cwd, options.theme)) : site;
  terminal.progress('Moving', source.files.length);
  const { sassCompiler } = await import('../../move-in/sass.ts');
  const moved = await moveIn(source, kind, {
    now: Date.now(),
    sass: sassCompiler,
    layout: options.layout === true,
  });
  await writeMoved(out, source, moved);
  terminal.say(drawReport(moved.report, options.all));
  const where = relative(cwd, out) || '.';
  terminal.say(`\n${terminal.colours.green('✓')} ${plural(moved.files.size, 'file')} in ${where}`);
  terminal.note(`  Next: meniscus check ${where}`);
  return { kind, out, files: moved.files.size, report: moved.report };
}

function sourceAt(path: string): Source {
  if (statSync(path).isDirectory()) return folderSource(path);
  try {
    return zipSource(readFileSync(path));
  } catch (error) {
    throw usage(
      `${basename(path)} is no zip that can be read: ${messageOf(error)}`,
      'Unpack it, and name the folder.',
    );
  }
}

/** What the folder is; throws where that is not one thing, or nothing that can be moved. */
function kindAt(folder: string, source: Source): Kind {
  const found = kindOf(source, basename(folder));
  if ('kind' in found) return found.kind;
  const { why, message, detected } = found;
  const [other] = detected.others;
  if (why === 'two')
    throw refused(message, `Say which: ${detected.kinds.map((each) => `--kind ${each}`).join(', or ')}.`);
  if (why === 'nothing' || !other)
    throw refused(
      message,
      'Name the folder that has _config.yml, index.html or site.yaml in it, or say what it is: --kind html.',
    );
  throw refused(
    message,
    'Build it, and move what it was built to (meniscus move-in FOLDER --kind html), or see docs/coming-from.md for what becomes what.',
    { system: other.name, seen: Object.fromEntries(seenIn(source)) },
  );
}

const refused = (message: string, next: string, detail?: Readonly<Record<string, unknown>>): CliError =>
  new CliError(message, { code: 'kind', exit: EXIT.usage, next, ...(detail && { detail }) });
