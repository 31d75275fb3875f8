/** Of each of `count` parts the places of those that are in it, in their order: `parts` has the number of the part at each place. */
export function placesBy(parts: ArrayLike<number>, count: number): Uint32Array[] {
  const ends = new Uint32Array(count + 1);
  for (let place = 0; place < parts.length; place++) {
    const part = (parts[place] ?? 0) + 1;
    ends[part] = (ends[part] ?? 0) + 1;
  }
  for (let part = 1; part <= count; part++) ends[part] = (ends[part] ?? 0) + (ends[part - 1] ?? 0);
  const all = new Uint32Array(parts.length);
  const next = ends.slice();
  for (let place = 0; place < parts.length; place++) {
    const part = parts[place] ?? 0;
    const at = next[part] ?? 0;
    all[at] = place;
    next[part] = at + 1;
  }
  return Array.from({ length: count }, (_, part) => all.subarray(ends[part], ends[part + 1]));
}

/** The number of each of some: the array's own `from` has all of them in memory before it asks for the first number. */
export function numberEach<T>(length: number, all: Iterable<T>, number: (one: T) => number): Uint32Array {
  const numbers = new Uint32Array(length);
  let at = 0;
  for (const one of all) numbers[at++] = number(one);
  return numbers;
}

/** A number of 32 bits and one below this fit into what is exact. */
const PLACES = 2 ** 21;

/** The places of numbers of 32 bits, the least first: those of equal ones in their order. */
export function placesInOrder(numbers: Uint32Array): Uint32Array {
  if (numbers.length > PLACES)
    return Uint32Array.from(numbers.keys()).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b);
  // Without a function that compares, a tenth of the time.
  const keys = Float64Array.from(numbers, (number, place) => number * PLACES + place).sort();
  return Uint32Array.from(keys, (key) => key % PLACES);
}
