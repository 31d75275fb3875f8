import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Report } from '../../move-in/report.ts';
import { flag } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { usage } from '../frame/exit.ts';
import { move } from './move.ts';
import { MADE } from './write.ts';

/** `meniscus move-in`: a site of another system becomes one of Meniscus. */
export const moveIn = command({
  name: 'move-in',
  summary: 'Make a site of Meniscus of a site that you have: Jekyll, or plain HTML',
  args: [['[folder]', 'The site that moves, or a zip of it; nothing in it is changed']],
  options: [
    ['--out <folder>', 'Where the new site goes; <folder>-meniscus when left out'],
    ['--kind <kind>', 'What the folder is, where it could be two things: jekyll, html or meniscus'],
    ['--layout', 'Of plain HTML: make a layout of what all pages share'],
    [
      '--theme <folder>',
      "Of Jekyll: the theme's folder, where it is neither in the site nor an installed gem",
    ],
    ['--compare <old>', 'Compare each page with what the old site was built to, or where it runs here'],
    ['--all', 'Show every file in the report, and everything that differs'],
  ],
  schema: z.object({
    out: z.optional(z.string()),
    kind: z.optional(z.enum(['jekyll', 'html', 'meniscus'], 'one of jekyll, html and meniscus')),
    layout: flag,
    theme: z.optional(z.string()),
    compare: z.optional(z.string()),
    all: flag,
  }),
  examples: [
    ['meniscus move-in blog', 'Writes the new site to blog-meniscus'],
    ['meniscus move-in blog --out site --json', 'The report as JSON'],
    ['meniscus move-in blog --compare blog/_site', 'Moves it, then compares it with what Jekyll built'],
    ['meniscus move-in --compare http://localhost:4000', 'Compares the site in this folder; moves nothing'],
  ],
  async run({ ctx, args, options }) {
    const folder = resolve(ctx.cwd, args[0] ?? '.');
    if (!existsSync(folder) || !(statSync(folder).isDirectory() || /\.zip$/i.test(folder)))
      throw usage(`There is no folder ${args[0]}.`);
    const { compare } = options;
    const compareNow = async (site: string, old: string, report?: Report) => {
      const { compareWith } = await import('./compare/compare.ts');
      return compareWith(ctx, site, old, options.all === true, report);
    };
    if (compare !== undefined && !options.kind && !options.out && isSite(folder)) {
      ctx.safe.says = 'A comparison changes nothing.';
      return compareNow(folder, compare);
    }
    if (args[0] === undefined)
      throw usage(
        'Which folder moves in?',
        'meniscus move-in FOLDER; with --compare OLD it may be a site of Meniscus.',
      );
    const moved = await move(ctx, folder, options);
    ctx.safe.says = `The moved site is in ${moved.out}.`;
    if (compare === undefined) return { data: moved };
    ctx.terminal.say();
    const { data, exit } = await compareNow(moved.out, compare, moved.report);
    return { data: { ...moved, comparison: data }, exit };
  },
});

/** Whether a folder is a site of Meniscus already, moved or not. */
const isSite = (folder: string): boolean =>
  ['site.yaml', MADE].some((name) => existsSync(join(folder, name)));
