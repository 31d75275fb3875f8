/** Letters that are two in ASCII, or another. */
const LETTERS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  å: 'a',
  ł: 'l',
  đ: 'd',
};

/** A name as files outside of assets/ and public/ have it: a-z, 0-9, dot, hyphen, underscore. Empty where nothing is left. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüßæøåłđ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split('/')
    .map((part) =>
      part
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/^[-_]+|-+$/g, '')
        .replace(/^\.+/, ''),
    )
    .join('/');
}

/** Gives each thing a name that nothing else has. */
export class Names {
  readonly #taken = new Set<string>();

  /** `wanted`, or the same with a number before its ending. `keyOf`: what of a name nothing else may have. */
  take(wanted: string, keyOf: (name: string) => string = (name) => name): string {
    const dot = /\.[^/]*$/.exec(wanted)?.index ?? wanted.length;
    const [stem, ending] = [wanted.slice(0, dot), wanted.slice(dot)];
    let name = wanted;
    for (let n = 2; this.#taken.has(keyOf(name)); n++) name = `${stem}-${n}${ending}`;
    this.#taken.add(keyOf(name));
    return name;
  }
}

/** Everything behind the last slash. */
export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Everything before the last slash; empty at the top. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The ending with its dot; empty where there is none. */
export const endingOf = (path: string): string => /[^/](\.[^./]+)$/.exec(path)?.[1] ?? '';

export const withoutEnding = (path: string): string => path.slice(0, path.length - endingOf(path).length);

/** What of a path is below a folder. */
export function below(path: string, folder: string): string | undefined {
  if (folder === '') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}
