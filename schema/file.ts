import { FOREIGN_FOLDERS } from './hints/other-systems.ts';
import { suggestFor } from './hints/suggest.ts';
import { LIMITS } from './limits.ts';

/** What files are for. The draft's index keeps their places here: a new one comes last. */
export const FILE_KINDS = [
  'site',
  'page',
  'layout',
  'partial',
  'data',
  'asset',
  'sample',
  'entry',
  'collection',
] as const;

/** What a file is for; follows from its path alone. */
export type FileKind = (typeof FILE_KINDS)[number];

/** Why a path can't name a file of a site: the rule and what to do about it. */
export interface PathProblem {
  readonly code: string;
  readonly message: string;
}

interface Folder {
  readonly kind: FileKind;
  readonly endings: readonly string[];
  readonly example: string;
}

const FOLDERS: Readonly<Record<string, Folder>> = {
  pages: { kind: 'page', endings: ['.liquid', '.md'], example: 'pages/about.liquid' },
  layouts: { kind: 'layout', endings: ['.liquid'], example: 'layouts/base.liquid' },
  partials: { kind: 'partial', endings: ['.liquid'], example: 'partials/card.liquid' },
  data: { kind: 'data', endings: ['.json', '.yaml', '.yml', '.csv', '.tsv'], example: 'data/authors.json' },
  content: {
    kind: 'entry',
    endings: ['.md', '.liquid', '.yaml', '.yml', '.json'],
    example: 'content/posts/first.md',
  },
  samples: { kind: 'sample', endings: ['.json'], example: 'samples/posts.json' },
  assets: { kind: 'asset', endings: [], example: 'assets/site.css' },
  public: { kind: 'asset', endings: [], example: 'public/favicon.ico' },
};

/** The folders that a site has, beside site.yaml. */
export const SITE_FOLDERS: readonly string[] = Object.keys(FOLDERS);

/** Folders whose names are as people have them: any letters, also large ones, spaces and signs. */
const AS_GIVEN = /^(?:assets|public)\//;

/** `__proto__` as a folder, a name, an ending or a parameter. `constructor`, `prototype` and the like are names as any. */
const NO_NAME = /(^|[/.[\]])__proto__($|[/.[\]])/;

const RESERVED: PathProblem = {
  code: 'path_reserved',
  message: 'A path has no part called __proto__: JavaScript reads more than a name in it. Use another name.',
};

const ALLOWED = /^[a-z0-9._\-[\]/]+$/;

/** The kind of a valid path, or what is wrong with it. A path is relative, with `/` between its parts. */
export function readPath(path: string): { kind: FileKind } | { problem: PathProblem } {
  const read = NO_NAME.test(path) ? { problem: RESERVED } : readKind(path);
  if ('kind' in read || path === '') return read;
  const { code, message } = read.problem;
  return { problem: { code, message: `${message} Use ${suggestPath(path)}.` } };
}

/** What a file could be called whose path is not a valid one: a valid one, the same for the same. */
export function suggestPath(path: string): string {
  return suggestFor(path, (each) => !NO_NAME.test(each) && 'kind' in readKind(each));
}

/** A path as it is compared with others: no two of a site differ only in it. */
export function foldPath(path: string): string {
  return path.toLowerCase().normalize('NFC');
}

/** Whether a site has a folder of this name. */
export const isFolder = (name: string): boolean => Object.hasOwn(FOLDERS, name);

/** The same for paths that earlier versions took. */
function readKind(path: string): { kind: FileKind } | { problem: PathProblem } {
  const shape = checkShape(path);
  if (shape) return { problem: shape };
  if (path === 'site.yaml') return { kind: 'site' };
  const folderName = path.slice(0, Math.max(0, path.indexOf('/')));
  const folder = Object.hasOwn(FOLDERS, folderName) ? FOLDERS[folderName] : undefined;
  if (!folder) return { problem: unknownFolder(path) };
  if (folder.endings.length > 0 && !folder.endings.some((ending) => path.endsWith(ending))) {
    return { problem: wrongEnding(path, folderName, folder) };
  }
  return folder.kind === 'entry' ? readContent(path) : { kind: folder.kind };
}

/** A collection is a folder; what begins with `_` in it is about the collection, not an entry of it. */
function readContent(path: string): { kind: FileKind } | { problem: PathProblem } {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length < 3) {
    const message = `An entry is in the folder of its collection, such as content/posts/${name}.`;
    return { problem: { code: 'path_no_collection', message } };
  }
  if (!parts.some((part) => part.startsWith('_'))) return { kind: 'entry' };
  if (parts.length === 3 && name === '_collection.yaml') return { kind: 'collection' };
  const message = `The only name with _ in front is content/${parts[1]}/_collection.yaml. Use a name without it.`;
  return { problem: { code: 'path_underscore', message } };
}

/** The kind of a path of a file that is there: also where it would not be accepted any more. */
export function kindOf(path: string): FileKind {
  const read = readKind(path);
  if ('problem' in read) throw new Error(`not a path of a site: ${path}: ${read.problem.message}`);
  return read.kind;
}

/** Whether a page's text is Markdown. */
export function isMarkdown(path: string): boolean {
  return path.endsWith('.md');
}

/** Whether files of this kind are text that is kept whole in the draft (assets are bytes in KV). */
export function isText(kind: FileKind): boolean {
  return kind !== 'asset';
}

function checkShape(path: string): PathProblem | undefined {
  if (path === '')
    return { code: 'path_empty', message: 'The path is empty. Name a file, such as pages/about.liquid.' };
  if (path.length > LIMITS.pathCharacters) {
    return {
      code: 'path_too_long',
      message: `The path has ${path.length} characters; at most ${LIMITS.pathCharacters} are allowed.`,
    };
  }
  const spelling = AS_GIVEN.test(path) ? checkAsGiven(path) : checkPlain(path);
  if (spelling) return spelling;
  for (const part of path.split('/')) {
    if (part === '')
      return {
        code: 'path_empty_part',
        message: 'A path has no empty parts: no slash at its start or end, and no two in a row.',
      };
    if (part === '.' || part === '..')
      return {
        code: 'path_dots',
        message: 'A path has no "." or ".." parts. Write where the file is from the top of the site.',
      };
  }
  return undefined;
}

function checkPlain(path: string): PathProblem | undefined {
  if (path !== path.toLowerCase()) {
    return {
      code: 'path_upper_case',
      message: 'Paths are lower case outside of assets/ and public/, so that one file has one address.',
    };
  }
  if (ALLOWED.test(path)) return undefined;
  return {
    code: 'path_character',
    message:
      'Outside of assets/ and public/ a path holds only a-z, 0-9, dot, hyphen, underscore, square brackets and slashes.',
  };
}

function checkAsGiven(path: string): PathProblem | undefined {
  if (/[\p{Cc}\p{Zl}\p{Zp}\ufdd0-\ufdef\ufffe\uffff\\]|\p{Cs}/u.test(path)) {
    return {
      code: 'path_character',
      message: 'A path holds no backslash, control character, line break or noncharacter.',
    };
  }
  if (path !== path.normalize('NFC'))
    return { code: 'path_nfc', message: 'A path is in Unicode NFC, so that one name is one file.' };
  if (path.split('/').some((part) => part !== part.trim()))
    return { code: 'path_space', message: 'No part of a path begins or ends with white space.' };
  return undefined;
}

function unknownFolder(path: string): PathProblem {
  const folders = SITE_FOLDERS.map((name) => `${name}/`);
  const hint = FOREIGN_FOLDERS[path.split('/')[0] ?? ''];
  return {
    code: 'path_unknown_kind',
    message: `${path} is not in a folder that a site has: site.yaml, or one of ${folders.join(', ')}.${hint ? ` ${hint}` : ''}`,
  };
}

function wrongEnding(path: string, folderName: string, folder: Folder): PathProblem {
  return {
    code: 'path_ending',
    message: `Files in ${folderName}/ end in ${folder.endings.join(', ')} (such as ${folder.example}); ${path} does not.`,
  };
}
