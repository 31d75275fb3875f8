import { CommanderError } from 'commander';
import { Terminal } from '../output/terminal.ts';
import { wrap } from '../output/wrap.ts';
import type { Command } from './command.ts';
import { type Context, Safe } from './context.ts';
import { CliError, EXIT, type Exit } from './exit.ts';
import type { Host } from './host.ts';
import { type Chosen, createProgram, readOptions } from './program.ts';
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
    const program = createProgram(commands, (found) => {
      chosen = found;
    });
    if (json) for (const each of [program, ...program.commands]) each.configureOutput({ writeErr: () => {} });
    if (argv.length === 0) {
      program.outputHelp();
      return EXIT.done;
    }
    program.parse(argv, { from: 'user' });
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
    return report(error, ctx);
  }
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? undefined : end).includes('--json');
}

function report(error: unknown, { terminal, signal, safe }: Context): Exit {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    const message = error.message.replace(/^error: /, '').replace(/\n/g, ' ');
    terminal.document({ error: { code: 'usage', message } });
    return EXIT.usage;
  }
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
