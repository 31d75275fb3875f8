import * as z from 'zod/mini';
import { findProject } from '../config/config.ts';
import type { DevPage, Source } from '../dev/page.ts';
import { checkIsSite, FOLDER, flag, remoteOf, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import type { Context } from '../frame/context.ts';

const port = z.coerce
  .number('a number')
  .check(z.int('a whole number'), z.gte(1, '1 to 65535'), z.lte(65_535, '1 to 65535'));

/** `meniscus dev`. */
export const dev = command({
  name: 'dev',
  summary: 'Work on the folder with the page beside it, which reloads at each save',
  args: [FOLDER],
  options: [
    TO,
    ['--local', 'Without a server: render the folder here, in workerd'],
    ['--port <number>', 'Where the page is; 4321, or the next that is free'],
    ['--delete', 'Also remove on the other side what is removed on one'],
  ],
  about:
    'Each save goes to the draft of the site, and what others save comes here. A save with an error changes nothing: it is drawn here and over the page. With --local nothing leaves this machine; upstreams that do not answer are replaced by samples.',
  schema: z.object({ to: toSchema, local: flag, port: z.optional(port), delete: flag }),
  examples: [
    ['meniscus dev --local', 'See a site that is on no server yet'],
    ['meniscus dev --to staging', 'Work on the draft of staging'],
  ],
  async run({ ctx, args, options }) {
    const project = findProject(ctx.cwd, args[0]);
    checkIsSite(project);
    const { DevPage: Page } = await import('../dev/page.ts');
    let source: Source = { origin: 'http://localhost:9' };
    const page = await Page.start(options.port, () => source);
    const { url } = page;
    ctx.safe.says = 'What you have saved is in the folder.';
    try {
      if (options.local) {
        const { LocalSite } = await import('../dev/local.ts');
        const local = await LocalSite.start(ctx, project.folder, page, (origin) => {
          source = { origin };
        });
        greet(ctx, page, 'this folder, rendered here');
        await local.run();
      } else {
        const { client } = remoteOf(ctx, args[0], options.to);
        const { DevSession, previewSource } = await import('../dev/session.ts');
        source = await previewSource(client);
        greet(ctx, page, `the draft of ${client.target.name}`);
        await new DevSession(ctx, client, project.folder, page, options.delete ?? false).run();
      }
    } finally {
      page.close();
    }
    ctx.terminal.say('Ended. All that was saved is kept.');
    return { data: { url } };
  },
});

function greet({ terminal }: Context, page: DevPage, what: string): void {
  terminal.say(`${terminal.colours.bold(page.url)}  ${terminal.colours.dim(`${what}; Ctrl-C ends it`)}`);
}
