import { CommanderError, Command as Parser } from 'commander';
import * as z from 'zod/mini';
import { own } from '../../schema/own.ts';
import { VERSION } from '../../schema/version.ts';
import type { Command } from './command.ts';
import { type CliError, usage } from './exit.ts';

/** What was typed, understood: which command, with what. */
export interface Chosen {
  readonly command: Command;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

const CODES = `
Exit codes: 0 done, 1 something was found or refused, 2 wrong use, 3 not signed
in or not allowed, 4 no such server, 5 conflict, 70 our fault, 130 Ctrl-C.

Guide: docs/cli.md. Every command takes --json and --help.`;

/** The parser of all commands. Parsing calls `choose` with the one that was typed. Help goes to `writeOut`. */
export function createProgram(
  commands: readonly Command[],
  choose: (chosen: Chosen) => void,
  writeOut: (help: string) => void,
): Parser {
  // What is wrong is said by `misread`, in the form of all errors.
  const output = { writeOut, writeErr: () => {} };
  const program = new Parser('meniscus')
    .description('A folder on disk and a Meniscus site, kept together.')
    .usage('<command> [options] [folder]')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .version(VERSION, '-v, --version', 'Print the version')
    .helpOption('-h, --help', 'Print help')
    .helpCommand('help [command]', 'Print help for a command')
    .addHelpText('after', CODES)
    .showSuggestionAfterError()
    .configureOutput(output)
    .exitOverride();
  for (const each of commands) program.addCommand(parserOf(each, choose).configureOutput(output));
  return program;
}

function parserOf(command: Command, choose: (chosen: Chosen) => void): Parser {
  const parser = new Parser(command.name)
    .description(command.about ? `${command.summary}\n\n${command.about}` : command.summary)
    .summary(command.summary)
    .helpOption('-h, --help', 'Print this help')
    .showSuggestionAfterError()
    .exitOverride();
  for (const [name, about] of command.args ?? []) parser.argument(name, about);
  for (const [flags, about, repeat] of command.options ?? []) {
    if (repeat) parser.option(flags, about, (value: string, before: string[] = []) => [...before, value]);
    else parser.option(flags, about);
  }
  parser.option('--json', 'Print one JSON document and nothing else');
  parser.addHelpText('after', examplesOf(command));
  parser.action(() => {
    choose({ command, args: [...parser.args], options: parser.opts() });
  });
  return parser;
}

function examplesOf({ examples }: Command): string {
  const lines = examples.map(([line, about]) => `  $ ${line}\n      ${about}`);
  return `\nExamples:\n${lines.join('\n')}`;
}

/** What the parser did not understand, as a sentence with what to type; undefined for what is none of its errors. */
export function misread(
  error: unknown,
  commands: readonly Command[],
  argv: readonly string[],
): CliError | undefined {
  if (!(error instanceof CommanderError) || error.exitCode === 0) return undefined;
  const [said = '', hint] = error.message.replace(/^error: /, '').split('\n');
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1)}`.replace(/\.?$/, '.');
  const known = commands.find(({ name }) => name === argv[0])?.name;
  const help =
    known === undefined
      ? 'meniscus --help lists all commands.'
      : `meniscus ${known} --help shows what it takes.`;
  return usage(sentence, hint ? `${hint.replace(/^\((.*)\)$/, '$1')} ${help}` : help);
}

/** The options by the command's schema. Throws with the option that is wrong. */
export function readOptions({ command, options }: Chosen): unknown {
  const { json: _, ...given } = options;
  const parsed = z.safeParse(command.schema, given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const typed = own(given, String(issue?.path[0]));
  const not = typeof typed === 'string' ? `, not ${typed === '' ? 'nothing' : typed}` : '';
  throw usage(
    `--${name} takes ${issue?.message}${not}.`,
    `meniscus ${command.name} --help shows what it takes.`,
  );
}
