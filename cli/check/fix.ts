import type { Diagnostic } from '../../schema/diagnostic.ts';
import { readWhole } from '../folder/read.ts';
import { writeWhole } from '../folder/write.ts';

/** Mends what has one right way, and returns what was mended. */
export function fixFindings(folder: string, found: readonly Diagnostic[]): { path: string; code: string }[] {
  return found.flatMap(({ path, code }) => {
    if (path === undefined || code !== 'crlf') return [];
    const { lf } = readWhole(folder, { path });
    if (!lf) return [];
    writeWhole(folder, path, lf.bytes);
    return [{ path, code }];
  });
}
