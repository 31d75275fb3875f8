import { fail } from '../../../error.ts';
import type { Moment } from './moment.ts';

/**
 * Time zones that a host knows, by name: minutes east of UTC at first, then pairs of the hours since the epoch at which clocks change
 * and the minutes from then on.
 */
export interface Zones {
  /** The zone that dates without one are in, and that others are shown in. */
  readonly own?: string | undefined;
  readonly byName: Readonly<Record<string, readonly number[]>>;
}

/** What says where on Earth a moment is, at the end of a text. */
const HAS_ZONE = /(?:\d\s*(?:z|utc?|gmt)|[+-]\d\d:?\d\d|\s[a-z]{3,4})\s*$/i;
const HAS_TIME = /\d:\d\d|^\d{7,}$|^(?:now|today)$/i;
const FIXED = /^([+-])(\d\d):?(\d\d)$/;

/**
 * A moment as clocks in a zone show it: in the one that `date` names, else in the host's own. A date without a zone is meant to be in the
 * host's own; one without a time is a day everywhere.
 */
export function zoned(moment: Moment, input: unknown, zones: Zones | undefined, name?: string): Moment {
  const text = typeof input === 'string' ? input : '';
  const own = zones?.own;
  const isDay = text !== '' && !HAS_TIME.test(text);
  const isFixed = text === '' || /^(?:\d+|now|today)$/i.test(text.trim()) || HAS_ZONE.test(text);
  const epoch = isFixed ? moment.epoch : inZone(moment.epoch, (at) => offsetAt(own, zones, at));
  const shown = isDay ? own : (name ?? own);
  if (name !== undefined) offsetAt(name, zones, 0);
  const offset = offsetAt(shown, zones, epoch);
  return { epoch, offset, fraction: moment.fraction, ...(shown === undefined && { utc: moment.utc }) };
}

/** The moment at which clocks of a zone show `clock`; where they change in between, by the offset before that. */
function inZone(clock: number, offset: (at: number) => number): number {
  const guess = clock - offset(clock) * 1000;
  return clock - offset(guess) * 1000;
}

/** Seconds east of UTC. */
function offsetAt(name: string | undefined, zones: Zones | undefined, epoch: number): number {
  if (name === undefined || /^(?:utc|gmt|z)$/i.test(name)) return 0;
  const [, sign, hours, minutes] = FIXED.exec(name) ?? [];
  if (sign !== undefined) return (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
  const table = zones && Object.hasOwn(zones.byName, name) ? zones.byName[name] : undefined;
  if (!table) {
    const help = 'Write it into site.yaml: timezones: [Asia/Tokyo].';
    return fail('unknown_zone', `There is no time zone ${name} here. ${help}`);
  }
  let found = table[0] ?? 0;
  for (let at = 1; at < table.length && (table[at] ?? 0) * 3_600_000 <= epoch; at += 2)
    found = table[at + 1] ?? 0;
  return found * 60;
}
