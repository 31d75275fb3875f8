/** Numbers that are there twice or more. */
export function repeatedIn(numbers: Uint32Array): Set<number> {
  const sorted = numbers.slice().sort();
  return new Set(sorted.filter((number, at) => number === sorted[at - 1]));
}
