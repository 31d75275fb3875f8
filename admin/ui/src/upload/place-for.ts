import { readPath, suggestPath } from '../../../../schema/file.ts';

/** Where in the site a dropped file belongs: below `folder`, else where its own folders say, else by its ending. */
export function placeFor(name: string, folder?: string): string {
  const parts = name.normalize('NFC').split('/');
  for (let from = 0; from < parts.length; from++) {
    const path = parts.slice(from).join('/');
    if ('kind' in readPath(path)) return path;
  }
  return suggestPath(folder ? `${folder}/${parts.join('/')}` : parts.join('/'));
}
