import type { Params } from './entry-address.ts';

/** An address that follows from an entry, or from an item or a part of a list. */
export interface Known {
  /** Canonical. */
  readonly path: string;
  readonly page: string;
  readonly params: Params;
  /** The slug of the entry that is shown there. */
  readonly entry?: string;
  /** Whether it does not follow from the page's route and `params`. */
  readonly own?: true | undefined;
  /** Which part of the page's list; left out for the first. */
  readonly number?: number;
  /** The file that it is made for. */
  readonly from: string;
  /** Two with the same form and path are the same in all. Left out where nothing shorter than all of it says that. */
  readonly form?: string | undefined;
}
