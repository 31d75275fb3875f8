import { canonicalPath } from '../../schema/route.ts';

/** What follows a page's own address from the second part of its list on. */
export const NUMBERED = '/page/{n}';

/** The address of a part of a list, canonical: the first is at the page's own, which `base` may spell as its author did. */
export function partPath(base: string, path: string | undefined, number: number): string {
  if (number === 1) return canonicalPath(base) ?? base;
  const tail = (path ?? NUMBERED).replace('{n}', String(number));
  return canonicalPath(`${base === '/' ? '' : base}${tail}`) ?? base;
}

/** The address whose part a path may be, by the form of parts, and which part that is: from the second on. */
export function baseOf(path: string, form: string): readonly [base: string, number: number] | undefined {
  const [before = '', after = ''] = (canonicalPath(form.replace('{n}', MARK)) ?? form).split(MARK);
  const [, base = '', digits = ''] =
    new RegExp(`^(.*)${literal(before)}([1-9]\\d{0,6})${literal(after)}$`).exec(path) ?? [];
  const number = Number(digits);
  return number > 1 ? [base || '/', number] : undefined;
}

/** In the place of the number while the rest is made canonical. */
const MARK = 'n-n';
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What the number of a list's parts follows from: a collection, its groups by a field, or the group that the page is for. */
export interface Counted {
  readonly collection: string;
  /** The field of the groups. */
  readonly by?: string | undefined;
  /** The parameter that names the group. */
  readonly group?: string;
}

/** Undefined where it follows from something else, such as data. */
export function countedBy(
  items: string,
  each: readonly [name: string, list: string] | undefined,
): Counted | undefined {
  const [root = '', name = '', ...rest] = items.split('.');
  if (each?.[0] === root && name === 'items' && rest.length === 0) {
    const [from, collection = '', by, ...more] = each[1].split('.');
    const isGroup = from === 'collections' && by !== undefined && more.length === 0;
    return isGroup ? { collection, by, group: root } : undefined;
  }
  const [by, ...more] = rest;
  return root === 'collections' && more.length === 0 ? { collection: name, by } : undefined;
}
