import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isText, kindOf } from '../../schema/file.ts';
import type { Client } from '../api/client.ts';
import { site } from '../api/site.ts';
import { textOf } from '../folder/read.ts';
import type { Conflict } from '../sync/plan.ts';
import { drawDiff } from './diff.ts';
import type { Terminal } from './terminal.ts';

/** Conflicts whose texts are compared. */
const DRAWN = 5;

/** Says each conflict, with what differs, and how it ends. */
export async function sayConflicts(
  terminal: Terminal,
  client: Client,
  folder: string,
  conflicts: readonly Conflict[],
): Promise<void> {
  if (conflicts.length === 0 || terminal.json) return;
  const { red, dim, bold } = terminal.colours;
  terminal.say(`\n${red('Changed on both sides')} since the last sync (- ${client.target.name}, + here):`);
  for (const [at, conflict] of conflicts.entries()) {
    terminal.say(`  ${bold(conflict.path)}${dim(whatHappened(conflict))}`);
    const diff = at < DRAWN ? await difference(terminal, client, folder, conflict) : undefined;
    if (diff) terminal.say(diff);
  }
}

function whatHappened({ base, here, there }: Conflict): string {
  if (here === null) return '  removed here, changed there';
  if (there === null) return '  changed here, removed there';
  return base === null ? '  new on both sides' : '';
}

async function difference(
  terminal: Terminal,
  client: Client,
  folder: string,
  { path, here, there }: Conflict,
): Promise<string | undefined> {
  if (here === null || there === null || !isText(kindOf(path))) return undefined;
  const theirs = textOf((await site.file(client, path)).bytes);
  const ours = textOf(readFileSync(join(folder, path)));
  return theirs === undefined || ours === undefined
    ? undefined
    : drawDiff(theirs, ours.replaceAll('\r\n', '\n'), terminal.colours);
}

/** How conflicts end, to be typed. */
export const CONFLICT_HELP =
  'meniscus pull --merge    merges texts that changed in different lines\nmeniscus push --force    keeps what is here, of the files above\nmeniscus pull --force    keeps what is there, of the files above';
