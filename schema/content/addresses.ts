import { hashOf } from '../text/hash-of.ts';

/** What an address says besides its page and parameters. */
export interface Shown {
  /** The slug of the entry that is shown. */
  readonly entry?: string;
  /** Which part of the page's list; the first where it does not say. */
  readonly number?: number;
}

/**
 * Addresses that follow from entries and lists, as a release holds them: in tables, each as JSON of rows by canonical path below
 * the key `addresses/<n>`. 0 says that all of it follows from the route that the path matches.
 */
export type AddressRow =
  | 0
  | (Shown & { readonly page?: string; readonly params?: Readonly<Record<string, string>> });

export type AddressTable = Readonly<Record<string, AddressRow>>;

export const addressKey = (table: number): string => `addresses/${table}`;

/** The table, of so many, that an address is in. */
export const tableOf = (path: string, tables: number): number => hashOf(path) % tables;
