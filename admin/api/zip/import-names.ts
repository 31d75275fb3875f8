import { foldPath, readPath, suggestPath } from '../../../schema/file.ts';
import { numbered } from '../../../schema/hints/suggest.ts';

/** A name in an archive that is no path of a site. */
export interface BadName {
  readonly path: string;
  readonly rule: string;
  readonly detail: string;
  /** A valid path that nothing else in the archive has. */
  readonly suggestion: string;
}

/** Names that are no valid paths, each with one that is; of two that differ only in case, the second. */
export function badNames(names: readonly string[]): BadName[] {
  const taken = new Set(names.filter((name) => 'kind' in readPath(name)).map(foldPath));
  const seen = new Set<string>();
  return names.flatMap((path) => {
    const read = readPath(path);
    const twice = 'kind' in read && seen.has(foldPath(path));
    seen.add(foldPath(path));
    if ('kind' in read && !twice) return [];
    const suggestion = free(twice ? numbered(path, 2) : suggestPath(path), taken);
    taken.add(foldPath(suggestion));
    const problem =
      'problem' in read
        ? { rule: read.problem.code, detail: read.problem.message }
        : { rule: 'path_case', detail: `${path} differs only in case from another file` };
    return [{ path, suggestion, ...problem }];
  });
}

function free(path: string, taken: ReadonlySet<string>): string {
  let found = path;
  for (let n = 2; taken.has(foldPath(found)) || 'problem' in readPath(found); n++) {
    if (n > 10_000) throw new Error(`no free name for ${path}`);
    found = numbered(path, n);
  }
  return found;
}
