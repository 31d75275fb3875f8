import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { positionAt } from '../../../site/files/position.ts';
import type { Texts } from '../runs.ts';

/** Where a text is written: in the first of the files that has it; else the first file, without a place in it. */
export function placeOfText(
  written: string,
  paths: readonly string[],
  texts: Texts,
): { readonly path: string; readonly place?: Pick<Diagnostic, 'start' | 'end'> } {
  for (const path of paths) {
    const text = texts(path);
    const at = written === '' ? -1 : (text?.indexOf(written) ?? -1);
    if (text !== undefined && at >= 0)
      return { path, place: { start: positionAt(text, at), end: positionAt(text, at + written.length) } };
  }
  return { path: paths[0] ?? '' };
}

/** Whether one of the files has it. */
export const isWritten = (written: string, paths: readonly string[], texts: Texts): boolean =>
  paths.some((path) => texts(path)?.includes(written));
