import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPath } from '../../schema/file.ts';
import { Refused } from '../api/refusal.ts';
import { drawFindings } from './draw.ts';
import type { Terminal } from './terminal.ts';

/** Draws the findings for which the server refused something, in the texts of the folder. */
export function drawRefusal(terminal: Terminal, error: unknown, folder: string): void {
  if (!(error instanceof Refused)) return;
  const { diagnostics = [] } = error.problem;
  if (diagnostics.length === 0) return;
  terminal.done();
  terminal.note(`${drawFindings(diagnostics, (path) => readText(folder, path), terminal.colours)}\n`);
}

/** As it was sent. */
export function readText(folder: string, path: string): string | undefined {
  if (!('kind' in readPath(path))) return undefined;
  try {
    return readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return undefined; // it has gone meanwhile, or never was here: the finding is shown without its line
  }
}
