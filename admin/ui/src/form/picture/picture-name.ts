import { nameOf } from '../../media/names.ts';

/** The file of the site that an `image` field names; undefined for nothing, and for an address elsewhere. */
export function fileNamed(value: string): string | undefined {
  if (value === '' || value.startsWith('//') || /^[a-z][a-z\d+.-]*:/i.test(value)) return undefined;
  if (!value.startsWith('/')) return `assets/${value}`;
  const path = value.slice(1);
  return path.startsWith('assets/') ? path : `public/${path}`;
}

/** The same where it is in assets/: no other picture has a text in data/media.yaml. */
export function assetNamed(value: string): string | undefined {
  const path = fileNamed(value);
  return path?.startsWith('assets/') ? path : undefined;
}

/** How a field names a picture: by its address where the value before was one, else by its name in assets/. */
export const nameFor = (path: string, before: string): string =>
  before.startsWith('/assets/') ? `/${path}` : nameOf(path);
