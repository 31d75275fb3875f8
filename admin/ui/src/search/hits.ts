import { linePlaces } from '../../../../site/uses/lines.ts';
import type { Place } from '../api/usages.ts';
import { matchesIn, type Pattern } from './match.ts';

/** A place where a pattern matches, and what would be written there. */
export interface Hit extends Place {
  readonly replaced: string;
}

/** The matches of a text as places. */
export function hitsIn(path: string, text: string, pattern: Pattern): Hit[] {
  const matches = matchesIn(text, pattern);
  return Array.from(linePlaces(text, matches), (place, at) => ({
    path,
    ...place,
    replaced: matches[at]?.replaced ?? '',
  }));
}
