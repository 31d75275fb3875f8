import { CommanderError } from 'commander';
import { Terminal } from '../output/terminal.ts';
import { wrap } from '../output/wrap.ts';
import type { Command } from './command.ts';
import { type Context, Safe } from './context.ts';
import { CliError, EXIT, type Exit } from './exit.ts';
import type { Host } from './host.ts';
import { type Chosen, createProgram, misread, readOptions } from './program.ts';
import { troubleOf } from './trouble.ts';

/** Runs what was typed and returns the exit code. Never throws. */
export async function run(commands: readonly Command[], argv: readonly string[], host: Host): Promise<Exit> {
  let chosen: Chosen | undefined;
  const json = wantsJson(argv);
  const terminal = new Terminal(host, host.env, json);
  const interrupted = new AbortController();
  const ctx: Context = {
    cwd: host.cwd,
    env: host.env,
    terminal,
    signal: interrupted.signal,
    safe: new Safe(),
  };
  // The first signal lets the command end what it is at; the second ends the process.
  host.onSignal(() => {
    if (interrupted.signal.aborted) host.exit(EXIT.interrupted);
    terminal.newLine();
    interrupted.abort();
  });
  try {
    const program = createProgram(
      commands,
      (found) => {
        chosen = found;
      },
      (help) => host.stdout.write(help),
    );
    if (argv.length === 0) {
      program.outputHelp();
      return EXIT.done;
    }
    program.parse(helpOf(argv, commands), { from: 'user' });
    if (!chosen) return EXIT.done;
    const { data, exit = EXIT.done } = await chosen.command.run({
      ctx,
      args: chosen.args,
      options: readOptions(chosen),
    });
    terminal.done();
    terminal.document(data);
    return exit;
  } catch (error) {
    return report(misread(error, commands, argv) ?? error, ctx);
  }
}

/** `help push` as `push --help`, and `help pul` as `pul`, which is told like any name that is none. */
function helpOf(argv: readonly string[], commands: readonly Command[]): readonly string[] {
  const [first, ...rest] = argv;
  const named = first === 'help' ? rest.find((each) => !each.startsWith('-')) : undefined;
  if (named === undefined) return argv;
  return commands.some(({ name }) => name === named) ? [named, '--help'] : [named];
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? undefined : end).includes('--json');
}

function report(error: unknown, { terminal, signal, safe }: Context): Exit {
  if (error instanceof CommanderError) return EXIT.done; // it has printed help or the version
  terminal.done();
  const known = signal.aborted
    ? new CliError('Stopped.', { code: 'interrupted', exit: EXIT.interrupted })
    : troubleOf(error);
  const { code, exit, next, detail } = known.trouble;
  const kept = exit === EXIT.usage ? undefined : safe.says;
  terminal.document({
    error: { code, message: known.message, ...(kept && { kept }), ...(next && { next }), ...detail },
  });
  const { red, dim } = terminal.colours;
  terminal.note(
    `${red(signal.aborted ? '■' : '✗')} ${wrap(known.message, terminal.width - 2).replaceAll('\n', '\n  ')}`,
  );
  if (kept) terminal.note(wrap(kept, terminal.width, '  '));
  if (next) terminal.note(dim(wrap(next, terminal.width, '    ').replace('   ', '  →')));
  return exit;
}
