import type { CollectionConfig, Config } from './config.ts';

/** Where Jekyll puts a file without front matter: one in the folder of a collection is below its name. Undefined for nowhere. */
export function addressOfStatic(source: string, config: Config): string | undefined {
  const found = collectionOf(source, config);
  if (!found) return source;
  return found.settings.output ? `${found.name}/${found.rest}` : undefined;
}

/** Whether a file is in the folder of a collection: its path has no slash in front then. */
export const isInCollection = (source: string, config: Config): boolean =>
  collectionOf(source, config) !== undefined;

interface InCollection {
  readonly name: string;
  readonly rest: string;
  readonly settings: CollectionConfig;
}

function collectionOf(source: string, { collections, folders }: Config): InCollection | undefined {
  const base = folders.collections;
  const inner = base !== '' && source.startsWith(`${base}/`) ? source.slice(base.length + 1) : source;
  const [, name = '', rest = ''] = /^_([^/]+)\/(.+)$/.exec(inner) ?? [];
  const settings = name === 'posts' ? undefined : collections.get(name);
  return settings && { name, rest, settings };
}
