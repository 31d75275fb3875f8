import { readPath } from '../../../../schema/file.ts';

const DATA = /\.(json|ya?ml)$/;

/** Where in the site a dropped file belongs: below `folder`, else where its own folders say, else by its ending. */
export function placeFor(name: string, folder?: string): string {
  const parts = name
    .toLowerCase()
    .replaceAll(/\s+/g, '-')
    .replaceAll(/[^a-z0-9._\-[\]/]/g, '')
    .split('/');
  for (let from = 0; from < parts.length; from++) {
    const path = parts.slice(from).join('/');
    if ('kind' in readPath(path)) return path;
  }
  const rest = parts.join('/');
  if (folder) return `${folder}/${rest}`;
  if (rest.endsWith('.liquid')) return `pages/${rest}`;
  return DATA.test(rest) ? `data/${rest}` : `assets/${rest}`;
}
