import type { Streams } from '../output/terminal.ts';

/** What a run has of the process that it is in. */
export interface Host extends Streams {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back at each Ctrl-C or request to end. */
  onSignal(heard: () => void): void;
  /** Ends at once. */
  exit(code: number): void;
}

/** Our own process. npm runs scripts in the project's folder, and says where the user was. */
export function processHost(): Host {
  // Whoever reads may have enough, as `head` does: the work goes on, and says no more.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.env.MENISCUS_CWD ?? process.cwd(),
    env: process.env,
    onSignal: (heard) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard);
    },
    interrupt: () => process.emit('SIGINT'),
    exit: (code) => process.exit(code),
  };
}
