import type { Moved, MovedFile } from '../../moved.ts';
import type { Source } from '../../source.ts';
import { type Data, isData, readRubyYaml } from './yaml.ts';

/** Files that are read where the command runs, wherever the site's own are. */
const OUTSIDE = new Set(['_config.yml', '_config.yaml', 'Gemfile']);

/** What the configuration of a folder says; nothing where it has none that can be read. */
export async function configIn(source: Source, name = /^_config\.ya?ml$/): Promise<Data> {
  const config = source.files.find(({ path }) => name.test(path));
  if (!config || config.special) return {};
  const { data } = readRubyYaml(new TextDecoder().decode(await source.read(config.path)));
  return isData(data) ? data : {};
}

/** The folder that `source:` names in `_config.yml`, from the top of the old folder; empty for all of it. */
export async function sourceFolder(source: Source): Promise<string> {
  const { source: named } = await configIn(source);
  const given = typeof named === 'string' ? named : '';
  const folder = given
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  const isThere = source.files.some(({ path }) => path.startsWith(`${folder}/`));
  return given.startsWith('/') || !isThere ? '' : folder;
}

/** What is in a folder of a source, with the configuration that is beside it. */
export function within(folder: string, source: Source): Source {
  const start = `${folder}/`;
  return {
    files: source.files.flatMap((file) =>
      OUTSIDE.has(file.path)
        ? [file]
        : file.path.startsWith(start) && !OUTSIDE.has(file.path.slice(start.length))
          ? [{ ...file, path: file.path.slice(start.length) }]
          : [],
    ),
    read: (path) => source.read(outer(folder, path)),
    ...(source.theme && { theme: source.theme }),
  };
}

/** What was made of such a source, with the paths that its files have in the whole. */
export function outside(folder: string, { files, report }: Moved): Moved {
  const placed = (file: MovedFile): MovedFile => ('copy' in file ? { copy: outer(folder, file.copy) } : file);
  return {
    files: new Map([...files].map(([path, file]) => [path, placed(file)])),
    report: {
      ...report,
      notes: report.notes.map((note) => ({
        ...note,
        places: note.places.map((place) => ({ ...place, path: outer(folder, place.path) })),
      })),
    },
  };
}

const outer = (folder: string, path: string): string => (OUTSIDE.has(path) ? path : `${folder}/${path}`);
