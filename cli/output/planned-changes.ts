import type { Move } from '../sync/plan.ts';
import type { Terminal } from './terminal.ts';

/** Paths that are listed one by one. */
const LISTED = 30;

/** `+ new`, `~ changed`, `- removed`, a line each. */
export function sayMoves(terminal: Terminal, moves: readonly Move[]): void {
  const { green, yellow, red, dim } = terminal.colours;
  for (const { path, hash, expects } of moves.slice(0, LISTED)) {
    if (hash === null) terminal.say(`  ${red('-')} ${path}`);
    else terminal.say(`  ${expects === null ? green('+') : yellow('~')} ${path}`);
  }
  if (moves.length > LISTED) terminal.say(dim(`  … and ${moves.length - LISTED} more`));
}

/** What moves, for --json. */
export const moveData = (moves: readonly Move[]) =>
  moves.map(({ path, hash, expects }) => ({
    path,
    change: hash === null ? 'deleted' : expects === null ? 'created' : 'updated',
  }));
