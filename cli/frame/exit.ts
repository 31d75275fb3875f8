/** What the process ends with. docs/cli.md lists them. */
export const EXIT = {
  done: 0,
  /** Something was found or refused: errors of a check, a publish that the gate stops. */
  found: 1,
  /** The command was not understood, or a file of its configuration. */
  usage: 2,
  /** Nobody is signed in, or may not do this. */
  access: 3,
  /** The server can't be reached, is not one, or speaks another version. */
  unreachable: 4,
  /** Changed on both sides, or by someone else meanwhile. */
  conflict: 5,
  /** Our own fault. */
  internal: 70,
  /** Ctrl-C: 128 and the number of SIGINT, as shells have it. */
  interrupted: 130,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** What else is known of a failure: printed by --json as it is. */
export interface Trouble {
  /** A word for programs: `no_token`, `conflict`. */
  readonly code: string;
  readonly exit: Exit;
  /** What to type or do next. */
  readonly next?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A failure that a person can do something about. The message says what is wrong, and `next` what to do. */
export class CliError extends Error {
  readonly trouble: Trouble;

  constructor(message: string, trouble: Trouble) {
    super(message);
    this.name = 'CliError';
    this.trouble = trouble;
  }
}

export const usage = (message: string, next?: string): CliError =>
  new CliError(message, { code: 'usage', exit: EXIT.usage, ...(next !== undefined && { next }) });
