/** Where people who know no files keep things: the folder of a collection, pictures, data. */
const PLACE = /^(?:content\/[^/]+|assets|data)\//;

/** A path in parts: only the name is shown to who writes, and changed by them. */
export interface NameIn {
  readonly before: string;
  readonly name: string;
  /** The ending. */
  readonly after: string;
}

/** What is typed as a new name, without the ending that the file keeps: who types it means the same file. */
export const typedName = (typed: string, { after }: NameIn): string => {
  const name = typed.trim();
  return after !== '' && name.toLowerCase().endsWith(after.toLowerCase())
    ? name.slice(0, -after.length)
    : name;
};

/** The name of a file below the folder that it may stay in: that of its kind, or the narrowest that the person is bound to. */
export function nameIn(path: string, prefixes: readonly string[]): NameIn {
  const folders = [PLACE.exec(path)?.[0] ?? '', ...prefixes.map((each) => each.replace(/\/?$/, '/'))];
  const before = folders
    .filter((folder) => path.startsWith(folder))
    .reduce((narrow, folder) => (folder.length > narrow.length ? folder : narrow), '');
  const after = /[^./](\.[^./]+)$/.exec(path)?.[1] ?? '';
  return { before, name: path.slice(before.length, path.length - after.length), after };
}
