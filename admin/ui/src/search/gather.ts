/** What a slice of a search found, and how many files it looked at. */
export interface Slice<T> {
  readonly hits: readonly T[];
  readonly files: number;
}

/** What was found in all: `isWhole` is false where there was more to look at. */
export interface Gathered<T> {
  readonly hits: T[];
  /** Files that were looked at. */
  readonly done: number;
  readonly isWhole: boolean;
}

/**
 * Takes slices until there are none, or until there are so many hits that nobody reads them: a letter is found in each file of a large
 * site, some times in each. `tell` is called with the files that were looked at so far; null as soon as it returns false.
 */
export async function gather<T>(
  slices: AsyncIterable<Slice<T>>,
  most: number,
  tell: (done: number) => boolean,
): Promise<Gathered<T> | null> {
  const hits: T[] = [];
  let done = 0;
  for await (const slice of slices) {
    done += slice.files;
    if (!tell(done)) return null;
    for (const hit of slice.hits) hits.push(hit);
    if (hits.length >= most) return { hits, done, isWhole: false };
  }
  return { hits, done, isWhole: true };
}
