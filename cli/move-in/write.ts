import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Moved } from '../../move-in/moved.ts';
import type { Source } from '../../move-in/source.ts';
import { removeFile, writeWhole } from '../folder/write.ts';
import { CliError, EXIT } from '../frame/exit.ts';

/** Names a folder as one that a move made, and lists what it wrote there. */
export const MADE = '.meniscus-move-in';

/** Refuses a folder that holds what no move made. */
export function checkOut(out: string): void {
  if (!existsSync(out) || existsSync(join(out, MADE)) || readdirSync(out).length === 0) return;
  throw new CliError(`${out} is not empty, and was not made by meniscus move-in.`, {
    code: 'in_the_way',
    exit: EXIT.found,
    next: 'Name another folder with --out, or move this one away.',
  });
}

/** Writes the site. What an earlier move wrote there and this one does not is removed. */
export async function writeMoved(out: string, source: Source, { files }: Moved): Promise<void> {
  const before = existsSync(join(out, MADE)) ? readFileSync(join(out, MADE), 'utf8').split('\n') : [];
  for (const path of before)
    if (path !== '' && !files.has(path) && existsSync(join(out, path))) removeFile(out, path);
  for (const [path, file] of files)
    writeWhole(out, path, 'text' in file ? file.text : await source.read(file.copy));
  writeWhole(out, MADE, [...files.keys(), ''].join('\n'));
}
