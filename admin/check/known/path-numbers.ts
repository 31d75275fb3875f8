import { TextNumbers } from '../../../site/text-numbers.ts';

/** A list of what has a path. */
interface Paths<T = { readonly path: string }> {
  readonly length: number;
  at(number: number): T | undefined;
  entries(): Iterable<[number: number, T]>;
}

/** The places of paths in a list. Of two with one path the last counts. */
export function pathNumbers(list: Paths): TextNumbers {
  const numbers = new TextNumbers((number) => list.at(number)?.path, list.length);
  for (const [number, { path }] of list.entries()) numbers.add(number, path);
  return numbers;
}

/** Finds what is at a path in a list, by its `numbers`. */
export function findingIn<T extends { readonly path: string }>(
  list: Paths<T>,
  numbers = pathNumbers(list),
): (path: string) => T | undefined {
  return (path) => {
    const number = numbers.of(path);
    return number === undefined ? undefined : list.at(number);
  };
}
