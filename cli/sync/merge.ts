import { diff3Merge } from 'node-diff3';
import { kindOf } from '../../schema/file.ts';
import { hasErrors } from '../../site/check/finding.ts';
import { compileFile } from '../../site/files/compile-file.ts';

/** Lines of a text that is merged, at most: the time grows faster than they do. */
const LINES = 20_000;

/**
 * Two changes of one text in one, where they touch different lines; undefined where they do not, or where what comes out
 * has errors that neither side has.
 */
export function merge(path: string, base: string, here: string, there: string): string | undefined {
  const [o, a, b] = [linesOf(base), linesOf(here), linesOf(there)];
  if (Math.max(o.length, a.length, b.length) > LINES) return undefined;
  const regions = diff3Merge(a, o, b, { excludeFalseConflicts: true });
  if (regions.some((region) => region.conflict !== undefined)) return undefined;
  const merged = regions.flatMap((region) => region.ok ?? []).join('\n');
  return isSound(path, merged) || !isSound(path, here) || !isSound(path, there) ? merged : undefined;
}

const linesOf = (text: string): string[] => text.split('\n');

function isSound(path: string, text: string): boolean {
  return kindOf(path) === 'asset' || !hasErrors(compileFile(path, text).diagnostics);
}
