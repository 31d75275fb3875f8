import { parseDate } from '../../../liquid/run/filters/dates/parse-date.ts';
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
 * date. Words are read as Ruby's `Time.parse` does: what they leave out is that of `now`, in milliseconds since the epoch.
 */
export function tidyDate(value: unknown, now: number): string | undefined {
  const found =
    typeof value === 'string' || typeof value === 'number' ? DATE.exec(String(value).trim()) : null;
  if (!found) return typeof value === 'string' ? ofWords(value, now) : undefined;
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

/** `June 9, 2020 5pm`: without a zone it is meant in the site's. */
function ofWords(text: string, now: number): string | undefined {
  const moment = parseDate(text, () => now);
  if (!moment) return undefined;
  const [day = '', time = ''] = new Date(moment.epoch + moment.offset * 1000).toISOString().split('T');
  if (!/\d\s*:\s*\d|\d\s*[ap]\.?m\b/i.test(text)) return day;
  const isFixed = moment.offset !== 0 || moment.utc === true || /\b(?:gmt|[+-]00:?00)\b/i.test(text);
  const minutes = Math.round(Math.abs(moment.offset) / 60);
  const two = (part: number) => String(part).padStart(2, '0');
  const offset = `${moment.offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
  return `${day} ${time.slice(0, 8)}${isFixed ? ` ${offset}` : ''}`;
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
