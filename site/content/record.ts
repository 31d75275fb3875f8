import type { EntryRecord } from '../../schema/content/records.ts';
import { ownUrl } from '../addresses/entry-address.ts';
import type { EntryFacts } from '../facts.ts';

/** What a release says of an entry; `saved` in milliseconds since the epoch. */
export function recordOf(
  path: string,
  facts: EntryFacts,
  url: string | undefined,
  saved: number | undefined,
): EntryRecord {
  const { slug, fields, date, words, toc } = facts;
  const { url: _own, ...others } = fields;
  const kept = ownUrl(facts) === undefined || url === undefined ? fields : others;
  const dated = date !== undefined && fields.date === undefined ? { date, ...kept } : kept;
  return {
    path,
    slug,
    fields: dated,
    ...(url !== undefined && { url }),
    ...(words > 0 && { words }),
    ...(toc.length > 0 && { toc }),
    ...(saved !== undefined && { saved }),
  };
}

/** UTF-16 units of the JSON of an entry's record, without those of its address and its save. */
export const unitsOf = (path: string, facts: EntryFacts): number =>
  JSON.stringify(recordOf(path, facts, undefined, undefined)).length;

/** The same of an address and a save in it. */
export const moreUnits = (url: string | undefined, saved: number | undefined): number =>
  (url === undefined ? 0 : `,"url":${JSON.stringify(url)}`.length) +
  (saved === undefined ? 0 : `,"saved":${JSON.stringify(saved)}`.length);
