import * as z from 'zod/mini';
import { Client } from '../api/client.ts';
import { site } from '../api/site.ts';
import { findProject } from '../config/config.ts';
import { readCredential, writeCredential } from '../config/credentials.ts';
import { findTarget } from '../config/target.ts';
import { command } from '../frame/command.ts';
import { CliError } from '../frame/exit.ts';

/** `meniscus logout`: forgets what was kept, and ends a session that a link began. */
export const logout = command({
  name: 'logout',
  summary: 'Forget what login has kept for a site',
  args: [['[site]', 'A name of meniscus.json or an address']],
  schema: z.object({}),
  examples: [['meniscus logout staging', 'Forget the token of staging; the token itself stays good']],
  async run({ ctx, args }) {
    const target = findTarget(ctx, findProject(ctx.cwd, undefined), args[0]);
    const kept = readCredential(ctx.env, target.origin);
    if (kept && 'cookie' in kept)
      await site.end(new Client(ctx, { ...target, credential: kept })).catch((error: unknown) => {
        if (!(error instanceof CliError)) throw error; // it may have ended already, or be out of reach: it is forgotten anyway
      });
    writeCredential(ctx.env, target.origin, undefined);
    const { green } = ctx.terminal.colours;
    ctx.terminal.say(
      kept ? `${green('✓')} Signed out of ${target.name}.` : `Nobody was signed in to ${target.name}.`,
    );
    return { data: { origin: target.origin, forgotten: kept !== undefined } };
  },
});
