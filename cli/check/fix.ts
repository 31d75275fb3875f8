import type { Diagnostic } from '../../schema/diagnostic.ts';
import { foldPath, isText, kindOf, readPath, SITE_FOLDERS, suggestPath } from '../../schema/file.ts';
import { jsonProblems } from '../../site/files/json-problems.ts';
import { readWhole, textOf } from '../folder/read.ts';
import { renameWhole, writeWhole } from '../folder/write.ts';

/** Something that was mended. `to` is the new name of what was renamed. */
export interface Fixed {
  readonly path: string;
  readonly code: string;
  readonly to?: string;
}

/** Mends what has one right way, and returns what was mended. What is mended may show more: until nothing is, ask again. */
export function fixFindings(folder: string, found: readonly Diagnostic[]): Fixed[] {
  const paths = new Set(found.flatMap(({ path }) => path ?? []));
  return [...paths].flatMap((path) => {
    const codes = new Set(found.filter((each) => each.path === path).map(({ code }) => code));
    return codes.has('path_upper_case') ? rename(folder, path) : mend(folder, path, codes);
  });
}

/** A name that no site can have because of its capitals: nothing of the site could use the file as it was. */
function rename(folder: string, path: string): Fixed[] {
  const to = SITE_FOLDERS.includes(path.toLowerCase()) ? path.toLowerCase() : suggestPath(path);
  const isSure = foldPath(to) === foldPath(path) && (!path.includes('/') || 'kind' in readPath(to));
  return isSure && renameWhole(folder, path, to) ? [{ path, code: 'path_upper_case', to }] : [];
}

/** What is wrong with a text, by the code of its finding, and the text without it. */
const MENDS: Readonly<Record<string, (text: string) => string>> = {
  crlf: (text) => text.replaceAll('\r\n', '\n'),
  bom: (text) => text.replace(/^\ufeff/, ''),
  json: mendJson,
};

function mend(folder: string, path: string, codes: ReadonlySet<string>): Fixed[] {
  const known = Object.entries(MENDS).filter(([code]) => codes.has(code));
  if (known.length === 0 || !('kind' in readPath(path)) || !isText(kindOf(path))) return [];
  const before = textOf(readWhole(folder, { path }).bytes);
  if (before === undefined) return [];
  const fixed: Fixed[] = [];
  let text = before;
  for (const [code, change] of known) {
    const after = change(text);
    if (after !== text) fixed.push({ path, code });
    text = after;
  }
  if (fixed.length > 0) writeWhole(folder, path, text);
  return fixed;
}

/** Commas before an end, and `True`: each is shown only when those before it are mended. */
const MOST = 1_000;

function mendJson(text: string): string {
  let mended = text;
  for (let count = 0; count < MOST; count++) {
    const [problem] = jsonProblems(mended);
    if (problem?.fix === undefined) break;
    mended = mended.slice(0, problem.start) + problem.fix + mended.slice(problem.end);
  }
  return mended;
}
