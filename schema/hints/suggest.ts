import { typeOfAsset } from '../media.ts';

/** Folders of other systems, and those of ours that hold the same. */
const RENAMED: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/^_?layouts?\//i, 'layouts/'],
  [/^(?:_includes?|includes?|_partials?|partials?|snippets|sections)\//i, 'partials/'],
  [/^_data\//i, 'data/'],
  [/^_?(?=posts\/)/i, 'content/'],
  [/^(?:_pages|page|pages|templates|views)\//i, 'pages/'],
  [/^(?:static|public|www|htdocs)\//i, 'public/'],
  [/^(?:_assets|assets?)\//i, 'assets/'],
];

/** Files that are asked for at the top of a site. */
const AT_TOP =
  /^(?:favicon\.(?:ico|svg|png)|robots\.txt|humans\.txt|ads\.txt|apple-touch-icon.*\.png|google[0-9a-f]+\.html|\.well-known\/.+)$/i;
const SITE = /^_?(?:site|config)\.ya?ml$/i;
const TEXT = /^text\/|[/+](?:xml|json)\b/;
const LONGEST = 256;

/**
 * What a file could be called whose path is not one of a site: in the folder of its kind, spelled as that takes it. The
 * best that is valid; `isValid` says what is. Equal names give equal results.
 */
export function suggestFor(given: string, isValid: (path: string) => boolean): string {
  const tries = [spelling(placed(tidy(given))), `assets/${asset(tidy(given))}`, 'assets/file'];
  return tries.map(shortened).find(isValid) ?? 'assets/file';
}

/** The same name with a number before its endings: `logo-2.png`. */
export function numbered(path: string, n: number): string {
  return path.replace(
    /([^/.]*)((?:\.[^/]*)?)$/,
    (_, stem: string, endings: string) => `${stem}-${n}${endings}`,
  );
}

function tidy(given: string): string {
  const parts = given
    .replace(/\p{Cs}/gu, '')
    .normalize('NFC')
    .replaceAll('\\', '/')
    .split('/');
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

/** In a folder that a site has. */
function placed(path: string): string {
  if (SITE.test(path)) return 'site.yaml';
  for (const [theirs, ours] of RENAMED) if (theirs.test(path)) return path.replace(theirs, ours);
  if (/^(?:data|samples|content)\//i.test(path))
    return path.toLowerCase().slice(0, path.indexOf('/')) + path.slice(path.indexOf('/'));
  if (AT_TOP.test(path)) return `public/${path}`;
  if (/\.(?:liquid|html?|md|markdown)$/i.test(path)) return `pages/${path}`;
  return /\.(?:json|ya?ml)$/i.test(path) ? `data/${path}` : `assets/${path}`;
}

function spelling(path: string): string {
  if (path === 'site.yaml') return path;
  const folder = path.slice(0, path.indexOf('/') + 1);
  const name = path.slice(folder.length);
  switch (folder) {
    case 'pages/':
      return pageName(plain(name)) ?? `assets/${asset(name)}`;
    case 'layouts/':
    case 'partials/':
      return `${folder}${plain(name).replace(/(?<=[^/])(?:\.html?)?(?:\.liquid)?$/, '')}.liquid`;
    case 'content/':
    case 'data/':
    case 'samples/':
      return isData(folder, name)
        ? folder + plain(name).replace(/\.markdown$/, '.md')
        : `assets/${folder}${asset(name)}`;
    default:
      return folder + asset(name);
  }
}

const DATA: ReadonlyMap<string, RegExp> = new Map([
  ['samples/', /\.json$/i],
  ['data/', /\.(?:json|ya?ml|[ct]sv)$/i],
  ['content/', /\.(?:json|ya?ml|md|markdown)$/i],
]);

const isData = (folder: string, name: string) => DATA.get(folder)?.test(name) ?? false;

/** A page's file; undefined for what no template makes, such as a picture. */
function pageName(name: string): string | undefined {
  if (/\.(?:md|markdown)$/.test(name)) return `pages/${name.replace(/\.markdown$/, '.md')}`;
  if (/\.liquid$/.test(name)) return `pages/${name}`;
  if (/\.html?$/.test(name)) return `pages/${name.replace(/\.html?$/, '')}.liquid`;
  const hasEnding = /[^/]\.[a-z][^/.]*$/.test(name);
  return !hasEnding || TEXT.test(typeOfAsset(name)) ? `pages/${name}.liquid` : undefined;
}

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['ø', 'o'],
  ['å', 'a'],
  ['ł', 'l'],
  ['đ', 'd'],
]);

/** In a-z, 0-9, dot, hyphen and underscore, with brackets around names of parameters. */
function plain(name: string): string {
  const letters = name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüßæøåłđ]/g, (letter) => LETTERS.get(letter) ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  const paired = /[[\]]/.test(letters.replace(/\[(?:\.\.\.)?[a-z_]\w*\]/g, ''))
    ? letters.replace(/[[\]]/g, '')
    : letters;
  return paired
    .split('/')
    .map((part) => partOf(part.replace(/[^a-z0-9._\-[\]]+/g, '-').replace(/-{2,}/g, '-')))
    .join('/');
}

/** Nothing is left of a name in a script that is not spelled here: then it is `file`, with its ending. */
function partOf(part: string): string {
  const tidied = part.replace(/-*\.-*/g, '.').replace(/^-+|-+$/g, '');
  const named = tidied.startsWith('.') && part.startsWith('-') ? `file${tidied}` : tidied;
  return withoutReserved(/^\.*$/.test(named) ? 'file' : named);
}

const withoutReserved = (part: string) => part.replaceAll('__proto__', 'proto');

/** As it is, but for what no name holds. */
function asset(name: string): string {
  return name
    .split('/')
    .map((part) => part.replace(/[\p{Cc}\p{Zl}\p{Zp}\ufdd0-\ufdef\ufffe\uffff\\]/gu, '').trim())
    .map((part) => withoutReserved(/^\.*$/.test(part) ? 'file' : part))
    .join('/');
}

/** The last name is cut before its ending, then the folders are left out. */
function shortened(path: string): string {
  if (path.length <= LONGEST) return path;
  const folder = path.slice(0, path.indexOf('/') + 1);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [ending = ''] = /(?:\.[^.]{1,12}){0,2}$/.exec(name) ?? [];
  const stem = [...name.slice(0, name.length - ending.length)].slice(0, 100).join('').trimEnd();
  return `${folder}${stem || 'file'}${ending}`;
}
