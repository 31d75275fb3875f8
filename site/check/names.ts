import type { Position } from '../../schema/diagnostic.ts';

/** Where a template names another file. */
export interface NamedCall {
  readonly kind: 'render' | 'include' | 'layout';
  readonly name: string;
  /** Names of the arguments that it gives. */
  readonly args: readonly string[];
  /** Where it is in the page, if not in the text of HTML: the key of a context. */
  readonly place?: string;
  /** What its arguments are made of: paths of names of the template that calls. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
  readonly start: Position;
  readonly end: Position;
}

/**
 * The file of a partial or layout as templates name it: `card` or `posts/card`, and as it is written elsewhere,
 * `card.liquid` or `Card`. Paths of templates have no capitals.
 */
export const templatePath = (kind: 'partial' | 'layout', name: string): string =>
  `${kind}s/${name.toLowerCase().replace(/\.liquid$/, '')}.liquid`;
export const partialPath = (name: string): string => templatePath('partial', name);
export const layoutPath = (name: string): string => templatePath('layout', name);

/** The file that is named. */
export const calledPath = ({ kind, name }: NamedCall): string =>
  kind === 'layout' ? layoutPath(name) : partialPath(name);

/** The key of a data file: its path without the ending, which is how templates name it (`data/blog/posts` is data.blog.posts). */
export const dataKey = (path: string): string => path.replace(/\.(json|ya?ml|[ct]sv)$/, '');

/** The data file that a read of `data.a.b.c` lies in: the longest known beginning of the path, if any. */
export function dataFileOf(read: readonly string[], known: (key: string) => boolean): string | undefined {
  for (let length = read.length; length > 1; length--) {
    const key = read.slice(0, length).join('/');
    if (known(key)) return key;
  }
  return undefined;
}
