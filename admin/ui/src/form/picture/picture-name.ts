import { nameOf } from '../../media/names.ts';

/** The file of the site that an `image` field names; undefined for nothing, and for an address elsewhere. */
export function fileNamed(value: string): string | undefined {
  if (value === '' || value.startsWith('//') || /^[a-z][a-z\d+.-]*:/i.test(value)) return undefined;
  if (!value.startsWith('/')) return `assets/${value}`;
  const path = value.slice(1);
  return path.startsWith('assets/') ? path : `public/${path}`;
}

/** How a field names a picture: by its address where the value before was one, else by its name in assets/. */
export const nameFor = (path: string, before: string): string =>
  before.startsWith('/assets/') ? `/${path}` : nameOf(path);
