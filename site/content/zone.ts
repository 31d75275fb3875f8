const FORMATS = new Map<string, Intl.DateTimeFormat | undefined>();

/** A zone's clock. Making one takes milliseconds and memory that does not come back, so each is made once. */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!FORMATS.has(zone)) FORMATS.set(zone, made(zone));
  return FORMATS.get(zone);
}

function made(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    const numeric = 'numeric';
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
    });
  } catch {
    return undefined; // RangeError: there is no such zone
  }
}

/** Whether there is a time zone of that name: `Europe/Lisbon`. */
export const isZone = (zone: string): boolean => formatOf(zone) !== undefined;

/** Minutes east of UTC of a zone at a moment, in milliseconds since the epoch; 0 for a zone that there is not. */
export function offsetAt(zone: string, epoch: number): number {
  const format = formatOf(zone);
  if (!format) return 0;
  const parts = new Map(format.formatToParts(epoch).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const clock = new Date(0).setUTCFullYear(year, part('month') - 1, part('day'));
  const time = ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000;
  return (clock + time - Math.floor(epoch / 1000) * 1000) / 60_000;
}
