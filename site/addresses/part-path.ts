import { canonicalPath } from '../../schema/route.ts';

/** What follows a page's own address from the second part of its list on. */
export const NUMBERED = '/page/{n}';

/** The address of a part of a list: the first is at the page's own. */
export function partPath(base: string, path: string | undefined, number: number): string {
  if (number === 1) return base;
  const tail = (path ?? NUMBERED).replace('{n}', String(number));
  return canonicalPath(`${base === '/' ? '' : base}${tail}`) ?? base;
}
