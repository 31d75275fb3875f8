import { foldPath } from '../../schema/file.ts';
import { LIMITS } from '../../schema/limits.ts';
import { hasErrors } from '../../site/check/finding.ts';
import { checkEntry } from '../../site/content/check-content.ts';
import type { Facts } from '../../site/facts.ts';
import { notCompiled, type Refusal, refusal } from './refusals.ts';
import type { Files } from './tables/files.ts';

/** An edit's path, and null where it removes the file. */
interface Named {
  readonly path: string;
  readonly source: unknown;
}

/** An edit that can be made on its own. */
interface Checked {
  readonly edit: Named;
  readonly facts: Facts;
  readonly compiled: 'before' | 'now' | 'later';
}

/** What is wrong with edits together: files that are named twice, or that are too many. */
export function checkWhole(edits: readonly Named[], files: Files): Refusal[] {
  const seen = new Set<string>();
  const twice = edits.filter(({ path }) => seen.size === seen.add(path).size);
  const refusals = twice.map(({ path }) => refusal(path, 'invalid', `${path} is in this batch twice`));
  refusals.push(...checkCase(edits, files));
  const added = edits.filter(({ path, source }) => source !== null && !files.has(path)).length;
  const removed = edits.filter(({ source }) => source === null).length;
  const count = files.count + added - removed;
  if (count <= LIMITS.filesPerSite) return refusals;
  const detail = `A site has at most ${LIMITS.filesPerSite} files; with this it would have ${count}`;
  return [
    ...refusals,
    refusal('', 'too_large', detail, { limit: LIMITS.filesPerSite, rule: 'files_per_site' }),
  ];
}

/** Of two paths that differ in case alone, one would answer for the other on some systems. */
function checkCase(edits: readonly Named[], files: Files): Refusal[] {
  const gone = new Set(edits.flatMap(({ path, source }) => (source === null ? [path] : [])));
  const names = new Map<string, string>();
  return edits.flatMap(({ path, source }) => {
    if (source === null || !/^(?:assets|public)\//.test(path)) return [];
    const folded = foldPath(path);
    const before = files.sameFolded(path);
    const other = names.get(folded) ?? (before !== undefined && gone.has(before) ? undefined : before);
    names.set(folded, path);
    if (other === undefined || other === path) return [];
    const detail = `${path} and ${other} differ only in case; rename or remove one of them`;
    return [refusal(path, 'conflict', detail, { path, rule: 'path_case' })];
  });
}

/** Entries whose values are not what their collection wants, which may be in the same batch. */
export function checkEntries(ready: readonly Checked[], get: (path: string) => Facts | undefined): Refusal[] {
  return ready.flatMap(({ edit: { path }, facts: { entry }, compiled }) => {
    const found = entry && compiled !== 'later' ? checkEntry(path, entry, { get }) : [];
    if (!hasErrors(found)) return [];
    const { code, message, more } = notCompiled(path, found);
    return [refusal(path, code, message, more)];
  });
}
