import { partOf } from './slug.ts';

/**
 * What an item of a list is called in an address: what it has under the parameter's name, else its `slug` or `id`, else itself. Empty where
 * it has none of them.
 */
export function partOfItem(name: string, item: unknown, member: (key: string) => unknown): string {
  const text = isText(item) ? item : [name, 'slug', 'id'].map(member).find(isText);
  return text === undefined ? '' : partOf(String(text));
}

const isText = (value: unknown): value is string | number | bigint =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
