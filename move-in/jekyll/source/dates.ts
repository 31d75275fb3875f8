import { dateOf } from '../../../site/content/dates.ts';

/** A day and a time of day as they are in the site's time zone. */
export interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)?(?:(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$/i;

/**
 * A date as our own templates and collections read it: `2024-05-31`, `2024-05-31 18:00:00 +0200`. Undefined for what is no
 * date. Ruby takes a time without a zone for UTC where YAML makes it, and shows it in the site's zone.
 */
export function tidyDate(value: unknown): string | undefined {
  const found =
    typeof value === 'string' || typeof value === 'number' ? DATE.exec(String(value).trim()) : null;
  if (!found) return undefined;
  const two = (text = '0') => text.padStart(2, '0');
  const day = `${found[1]}-${two(found[2])}-${two(found[3])}`;
  if (found[4] === undefined) return day;
  const zone = found[7];
  const offset =
    zone === undefined
      ? ''
      : /^[+-]/.test(zone)
        ? ` ${zone[0]}${two(/\d+/.exec(zone)?.[0]?.slice(0, 2))}${/:?(\d{2})$/.exec(zone.slice(2))?.[1] ?? '00'}`
        : ' +0000';
  return `${day} ${two(found[4])}:${two(found[5])}:${two(found[6])}${offset}`;
}

/** The moment of a tidy date, in milliseconds since the epoch. */
export const momentOf = (date: string | undefined, zone: string | undefined): number =>
  date === undefined ? 0 : (dateOf(date.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'), zone) ?? 0);

/** A moment on the clocks of a time zone; UTC where there is none of that name. */
export function clockAt(moment: number, zone = 'UTC'): Clock {
  const parts = formatOf(zone).formatToParts(moment);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour') % 24,
    minute: part('minute'),
    second: part('second'),
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const options = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hour12: false,
  } as const;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone });
  } catch {
    made = new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
  formats.set(zone, made);
  return made;
}
