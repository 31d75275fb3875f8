import type { Terminal } from '../output/terminal.ts';

/** What every command works with. Nothing else of the process is used by them. */
export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal;
  /** What is true when the command stops here: shown when the network fails, the disk is full or the user ends it. */
  readonly safe: Safe;
}

/** The sentence about what is kept, as far as the command has come. */
export class Safe {
  /** A whole sentence, or several. */
  says = 'Nothing was changed.';
}
