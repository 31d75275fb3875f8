import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import * as z from 'zod/mini';
import { CONFIG_NAME } from '../config/config.ts';
import { scanFolder } from '../folder/scan.ts';
import { writeWhole } from '../folder/write.ts';
import { command } from '../frame/command.ts';
import { usage } from '../frame/exit.ts';
import { plural } from '../output/words.ts';
import { homeFolder } from '../tools/home.ts';

const EXAMPLES = { starter: 'examples/starter', shop: 'examples/shop/site' } as const;

/** What `--example blank` begins with. */
const BLANK: Readonly<Record<string, string>> = {
  'site.yaml': 'title: My site\ndefaults: { layout: base }\n',
  'layouts/base.liquid':
    '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>{{ page.title }} – {{ site.title }}</title>\n<body>\n{{ content }}\n</body>\n</html>\n',
  'pages/index.liquid': '---\ntitle: Home\n---\n<h1>{{ site.title }}</h1>\n',
};

const CONFIG = { sites: { local: 'http://admin.localhost:8787' }, default: 'local' };

/** `meniscus init`. */
export const init = command({
  name: 'init',
  summary: 'Begin a site in a folder',
  args: [['[folder]', 'A new or empty folder; the present one when left out']],
  options: [['--example <name>', 'starter (when left out), shop or blank']],
  schema: z.object({
    example: z.optional(z.enum(['starter', 'shop', 'blank'], 'one of starter, shop and blank')),
  }),
  examples: [
    ['meniscus init my-site', 'The starter site'],
    ['meniscus init my-site --example blank', 'One page and one layout'],
  ],
  async run({ ctx, args, options }) {
    const folder = resolve(ctx.cwd, args[0] ?? '.');
    const example = options.example ?? 'starter';
    checkFree(folder);
    writeAll(folder, example === 'blank' ? BLANK : filesOf(join(homeFolder(), EXAMPLES[example])));
    const files = [...scanFolder(folder).files.keys()];
    const { green, bold } = ctx.terminal.colours;
    const name = relative(ctx.cwd, folder) || '.';
    ctx.terminal.say(
      `${green('✓')} ${plural(files.length, 'file')} in ${name === '.' ? basename(folder) : name}, from the example ${example}.`,
    );
    ctx.terminal.say(`\nNext:`);
    const steps = [
      ...(name === '.' ? [] : [[`cd ${name}`, '']]),
      ['meniscus dev --local', 'see it, without a server'],
      ['meniscus login ADDRESS', "sign in to your site's admin"],
      ['meniscus push', 'save it there, then meniscus publish'],
    ];
    for (const [line = '', about = ''] of steps)
      ctx.terminal.say(`  ${bold(line.padEnd(24))} ${about}`.trimEnd());
    return { data: { folder, example, files } };
  },
});

function checkFree(folder: string): void {
  if (!existsSync(folder)) return;
  const found = readdirSync(folder).find((name) => name === 'site.yaml' || name === 'pages');
  if (found)
    throw usage(`${folder} is a site already: it has ${found}. Nothing was written.`, 'Name another folder.');
}

/** All files of a folder, by their paths in it. */
function filesOf(folder: string): Record<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path))]));
}

/** Writes all, or none: a site of which half is there would be taken for one. */
function writeAll(folder: string, site: Readonly<Record<string, string | Buffer>>): void {
  const config = `${JSON.stringify(CONFIG, null, 2)}\n`;
  const files = new Map<string, string | Buffer>(Object.entries({ [CONFIG_NAME]: config, ...site }));
  const isNew = !existsSync(folder);
  const paths = [...files.keys()].filter((path) => path !== CONFIG_NAME || !existsSync(join(folder, path)));
  const taken = paths.find((path) => existsSync(join(folder, path)));
  if (taken !== undefined)
    throw usage(`${join(folder, taken)} is there already. Nothing was written.`, 'Name another folder.');
  const made: string[] = [];
  try {
    for (const path of paths) {
      writeWhole(folder, path, files.get(path) ?? '');
      made.push(path);
    }
  } catch (error) {
    for (const path of made) rmSync(join(folder, path));
    if (isNew) rmSync(folder, { recursive: true, force: true });
    else for (const path of paths) removeEmpty(folder, dirname(path));
    throw error;
  }
}

/** A folder and those around it, up to the site's, as long as nothing is in them. */
function removeEmpty(folder: string, path: string): void {
  if (path === '.') return;
  const at = join(folder, path);
  if (existsSync(at) && readdirSync(at).length === 0) rmdirSync(at);
  removeEmpty(folder, dirname(path));
}
