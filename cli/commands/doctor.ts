import * as z from 'zod/mini';
import { findProject } from '../config/config.ts';
import { diagnose } from '../doctor/diagnose.ts';
import type { Finding } from '../doctor/finding.ts';
import { FOLDER, TO, toSchema } from '../frame/args.ts';
import { command } from '../frame/command.ts';
import { EXIT } from '../frame/exit.ts';
import type { Terminal } from '../output/terminal.ts';
import { wrap } from '../output/wrap.ts';

/** Characters of a line before what is said: a mark, and the name of what it is about. */
const NAME = 12;
const COLUMN = NAME + 3;
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
    for await (const each of diagnose(ctx, project, options.to)) {
      found.push(each);
      say(ctx.terminal, each);
    }
    const bad = found.some(({ state }) => state === 'bad');
    return { data: { ok: !bad, findings: found }, exit: bad ? EXIT.found : EXIT.done };
  },
});

/** A name that is too long for its column has a line of its own. */
function say(terminal: Terminal, { about, state, says, next }: Finding): void {
  const { green, red, dim } = terminal.colours;
  const paint = { good: green, bad: red, note: dim }[state];
  const indented = (text: string, by: number) =>
    wrap(text, terminal.width - by).replaceAll('\n', `\n${' '.repeat(by)}`);
  const name = about.length > NAME ? `${about}\n${' '.repeat(COLUMN)}` : `${about.padEnd(NAME)} `;
  terminal.say(`${paint(MARKS[state])} ${name}${indented(says, COLUMN)}`);
  if (next) terminal.say(dim(`${' '.repeat(COLUMN)}→ ${indented(next, COLUMN + 2)}`));
}
