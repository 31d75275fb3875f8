import * as z from 'zod/mini';
import { findProject } from '../config/config.ts';
import { diagnose } from '../doctor/diagnose.ts';
import type { Finding } from '../doctor/finding.ts';
import { FOLDER, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { EXIT } from '../frame/exit.ts';
import { wrap } from '../output/wrap.ts';

const MARKS = { good: '✓', bad: '✗', note: '·' } as const;

/** `meniscus doctor`. */
export const doctor = command({
  name: 'doctor',
  summary: 'Look whether all that the commands need is there',
  args: [FOLDER],
  options: [TO],
  about:
    'Node, the folder, wrangler, and of each configured site: the address, the token, the versions of both Workers, limits, the clock, the bindings. Changes nothing.',
  schema: z.object({ to: toSchema }),
  examples: [['meniscus doctor', 'Before anything is built or deployed']],
  async run({ ctx, args, options }) {
    const project = findProject(ctx.cwd, args[0]);
    const found: Finding[] = [];
    const { green, red, dim } = ctx.terminal.colours;
    const indented = (text: string, by = 15) =>
      wrap(text, ctx.terminal.width - by).replaceAll('\n', `\n${' '.repeat(by)}`);
    const paints = { good: green, bad: red, note: dim };
    for await (const each of diagnose(ctx, project, options.to)) {
      found.push(each);
      ctx.terminal.say(
        `${paints[each.state](MARKS[each.state])} ${each.about.padEnd(12)} ${indented(each.says)}`,
      );
      if (each.next) ctx.terminal.say(dim(`               → ${indented(each.next, 17)}`));
    }
    const bad = found.some(({ state }) => state === 'bad');
    return { data: { ok: !bad, findings: found }, exit: bad ? EXIT.found : EXIT.done };
  },
});
