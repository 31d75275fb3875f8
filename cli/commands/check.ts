import { relative } from 'node:path';
import * as z from 'zod/mini';
import { fixFindings } from '../check/fix.ts';
import { findProject } from '../config/config.ts';
import { checkIsSite, FOLDER, flag } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { EXIT } from '../frame/exit.ts';
import { troubleOf } from '../frame/trouble.ts';
import { countFindings, drawFindings } from '../output/draw.ts';
import { githubAnnotations, sarif } from '../output/formats.ts';
import { plural } from '../output/words.ts';
import { FolderHashes } from '../sync/hashes.ts';

/** `meniscus check`: the server's own checks, without a server. */
export const check = command({
  name: 'check',
  summary: 'Check the whole site, offline, as the server would',
  args: [FOLDER],
  options: [
    ['--format <format>', 'pretty, json, github (annotations of a workflow) or sarif'],
    ['--max-warnings <count>', 'Fail when there are more warnings than this'],
    ['--fix', 'Mend what has one right way: line ends, byte order marks, commas in JSON'],
    ['--no-cache', 'Compile every file again'],
  ],
  schema: z.object({
    format: z.optional(
      z.enum(['pretty', 'json', 'github', 'sarif'], 'one of pretty, json, github and sarif'),
    ),
    maxWarnings: z.optional(
      z.coerce.number('a number').check(z.int('a whole number'), z.gte(0, 'a number from 0')),
    ),
    fix: flag,
    cache: flag,
  }),
  examples: [
    ['meniscus check', 'Check the site in this folder'],
    ['meniscus check --max-warnings 0 site', 'For a build server: warnings fail too'],
    ['meniscus check --format github', 'Annotations in a pull request'],
  ],
  async run({ ctx, args, options }) {
    const { terminal } = ctx;
    const project = findProject(ctx.cwd, args[0]);
    checkIsSite(project);
    const { folder } = project;
    // The compiler is most of our code: only who needs it loads it.
    const [{ checkFolder }, { CompileCache }] = await Promise.all([
      import('../check/check.ts'),
      import('../check/cache.ts'),
    ]);
    const progress = (done: number, all: number) => terminal.progress('Checking', done, all);
    const look = () => {
      const hashes = new FolderHashes(folder);
      const cache = new CompileCache(folder, options.cache === false);
      const checked = checkFolder(folder, hashes, cache, progress);
      ifPossible(() => {
        hashes.save(checked.scan.files);
        cache.save();
      });
      return checked;
    };
    let checked = look();
    const fixed = options.fix ? fixFindings(folder, checked.diagnostics) : [];
    if (fixed.length > 0) checked = look();
    const { diagnostics, scan } = checked;
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
    const tooMany = warnings > (options.maxWarnings ?? Number.POSITIVE_INFINITY);
    const data = { ok: errors === 0, files: scan.files.size, errors, warnings, fixed, diagnostics };
    const exit = errors > 0 || tooMany ? EXIT.found : EXIT.done;
    const format = options.format ?? 'pretty';
    const below = relative(ctx.cwd, folder).replaceAll('\\', '/');
    const root = below === '' ? '' : `${below}/`;
    if (format === 'json') terminal.say(JSON.stringify(data, null, 2));
    else if (format === 'sarif') terminal.say(JSON.stringify(sarif(diagnostics, root), null, 2));
    else if (format === 'github') {
      if (diagnostics.length > 0) terminal.say(githubAnnotations(diagnostics, root));
    } else {
      for (const { path, code } of fixed) terminal.say(`Mended ${path} (${code})`);
      if (diagnostics.length > 0)
        terminal.say(`${drawFindings(diagnostics, checked.textOf, terminal.colours)}\n`);
      const { green, red, yellow } = terminal.colours;
      const mark = errors > 0 ? red('✗') : warnings > 0 ? yellow('!') : green('✓');
      terminal.say(`${mark} ${plural(scan.files.size, 'file')}: ${countFindings(diagnostics)}`);
      if (tooMany && errors === 0)
        terminal.note(`  More warnings than --max-warnings ${options.maxWarnings} allows.`);
    }
    return { data, exit };
  },
});

/** A folder in which nothing can be written is checked all the same, only not faster the next time. */
function ifPossible(save: () => void): void {
  try {
    save();
  } catch (error) {
    if (!['file_access', 'disk_full', 'in_the_way'].includes(troubleOf(error).trouble.code)) throw error;
  }
}
