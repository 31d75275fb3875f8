import { edited, editedIn } from './listing.ts';
import { type Item, type Slice, type SliceRows, UNITS } from './slices.ts';

/** Keeps files that come in path order as slices, each as soon as it is large enough. */
export class SliceWriter {
  readonly #rows: SliceRows;
  readonly #slices: Slice[] = [];
  #items: Item[] = [];
  #units = 0;

  constructor(rows: SliceRows) {
    this.#rows = rows;
  }

  add(item: Item): void {
    this.#items.push(item);
    this.#units += unitsOf(item);
    if (this.#units > UNITS.slice) this.#keep();
  }

  end(): readonly Slice[] {
    this.#keep();
    return this.#slices;
  }

  #keep(): void {
    if (this.#items.length > 0) this.#slices.push(this.#rows.keep(this.#items));
    this.#items = [];
    this.#units = 0;
  }
}

/** What an item takes in the rows of its slice, about. */
const unitsOf = ({ text, path }: Item): number => text.length + path.length + 100;

/** Makes edits, null for what is gone, in slices: only rows of those are written that have some. */
export function editSlices(
  rows: SliceRows,
  slices: readonly Slice[],
  edits: ReadonlyMap<string, Item | null>,
): readonly Slice[] {
  const made: Slice[] = [];
  for (const { each: slice, edits: some } of editedIn(slices, edits)) {
    if (some.length === 0 && slice) made.push(slice);
    if (some.length === 0) continue;
    const items = [...edited(slice ? rows.items(slice) : [], some)];
    for (const part of evenly(items)) made.push(rows.keep(part));
    if (slice) rows.drop(slice); // once the others are there
  }
  return made;
}

/** Cuts items into parts of much the same length: a part for the rest would be a row for few. */
function* evenly(items: readonly Item[]): Generator<readonly Item[]> {
  const total = items.reduce((sum, item) => sum + unitsOf(item), 0);
  const most = total / Math.max(1, Math.round(total / UNITS.slice));
  let part: Item[] = [];
  let units = 0;
  for (const item of items) {
    part.push(item);
    units += unitsOf(item);
    if (units < most) continue;
    yield part;
    part = [];
    units = 0;
  }
  if (part.length > 0) yield part;
}
