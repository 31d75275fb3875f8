import type { Diagnostic } from '../../schema/diagnostic.ts';
import { isText, kindOf, readPath } from '../../schema/file.ts';
import { jsonProblems } from '../../site/files/json-problems.ts';
import { readWhole, textOf } from '../folder/read.ts';
import { writeWhole } from '../folder/write.ts';

/** Something that was mended. */
export interface Fixed {
  readonly path: string;
  readonly code: string;
}

/** Mends what has one right way, and returns what was mended. A second time there is nothing more to mend. */
export function fixFindings(folder: string, found: readonly Diagnostic[]): Fixed[] {
  const paths = new Set(found.flatMap(({ path }) => path ?? []));
  return [...paths].flatMap((path) => {
    const codes = new Set(found.filter((each) => each.path === path).map(({ code }) => code));
    return mend(folder, path, codes);
  });
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
