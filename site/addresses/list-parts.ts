import type { Known } from './address.ts';
import type { Params } from './entry-address.ts';
import type { KnownRun } from './known-list.ts';
import { partPath } from './part-path.ts';

/** A list that a page shows in parts. */
interface Shown {
  readonly page: string;
  readonly params: Params;
  /** The address of its first part. */
  readonly base: string;
  /** The form of those of the others. */
  readonly path: string | undefined;
}

/** The addresses of a list's parts, without the first. */
export class ListParts implements KnownRun {
  readonly length: number;
  readonly #list: Shown;

  /** `parts`: how many it has. */
  constructor(list: Shown, parts: number) {
    this.#list = list;
    this.length = Math.max(0, parts - 1);
  }

  /** Whether another's are the same. */
  isSame(other: ListParts): boolean {
    const [one, two] = [this.#list, other.#list];
    const isOfSame = one.page === two.page && one.base === two.base && one.path === two.path;
    return (
      isOfSame && this.length === other.length && JSON.stringify(one.params) === JSON.stringify(two.params)
    );
  }

  at(place: number): Known | undefined {
    return place < this.length ? new PartKnown(this.#list, place + 2) : undefined;
  }
}

class PartKnown implements Known {
  readonly #list: Shown;
  readonly number: number;
  #path: string | undefined;

  constructor(list: Shown, number: number) {
    this.#list = list;
    this.number = number;
  }

  get path(): string {
    this.#path ??= partPath(this.#list.base, this.#list.path, this.number);
    return this.#path;
  }

  get page(): string {
    return this.#list.page;
  }

  get from(): string {
    return this.#list.page;
  }

  get params(): Params {
    return this.#list.params;
  }
}
