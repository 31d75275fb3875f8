import { own } from '../../schema/own.ts';
import type { SiteConfig } from '../../schema/site.ts';
import { isZone, offsetAt } from './zone.ts';

const FIRST = Date.UTC(1970, 0, 1);
const LAST = Date.UTC(2041, 0, 1);
const DAY = 86_400_000;
/** Clocks do not change twice in so many days, but for a handful of times anywhere. */
const STEP = 14 * DAY;

const TABLES = new Map<string, readonly number[]>();

/** The clock changes of the zones that site.yaml names, for a release: see liquid/run/filters/dates/zones. Undefined without one. */
export function zonesOf({ timezone, timezones = [] }: SiteConfig) {
  const names = [...new Set([...(timezone === undefined ? [] : [timezone]), ...timezones])].filter(isZone);
  if (names.length === 0) return undefined;
  const byName = Object.fromEntries(names.map((name) => [name, tableOf(name)]));
  const isKnown = timezone !== undefined && own(byName, timezone) !== undefined;
  return { ...(isKnown && { own: timezone }), byName };
}

/** Minutes east of UTC in 1970, then pairs: hours since the epoch, minutes from then on. Up to 2040. */
export function tableOf(zone: string): readonly number[] {
  const known = TABLES.get(zone);
  if (known) return known;
  const table = [offsetAt(zone, FIRST)];
  for (let from = FIRST; from < LAST; from += STEP) {
    const before = offsetAt(zone, from);
    const after = offsetAt(zone, from + STEP);
    if (before !== after) table.push(changeIn(zone, from, from + STEP, before) / 3_600_000, after);
  }
  TABLES.set(zone, table);
  return table;
}

/** The minute at which the offset is no longer `before`. */
function changeIn(zone: string, from: number, to: number, before: number): number {
  let low = from;
  let high = to;
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000;
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
