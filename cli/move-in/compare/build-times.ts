/** A date or a time of numbers alone: 2024-05-31, 20240531.120000, 2024-05-31T12:00:00+02:00, seconds or milliseconds since 1970. */
const STAMP =
  /\b\d{4}([-/]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[T ._-]?\d\d(?::?\d\d){1,2}(?:\.\d+)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?(?!\d)|\b1\d{9}(?:\d{3})?\b/g;

const DAY = 86_400_000;

/** Whether two texts differ in nothing but when they were made: the new one says a time of today where the old one says another. */
export function differInBuildTimes(old: string, now: string, clock = Date.now()): boolean {
  const before = old.match(STAMP) ?? [];
  const after = now.match(STAMP) ?? [];
  if (before.length !== after.length || old.replace(STAMP, '\0') !== now.replace(STAMP, '\0')) return false;
  const changed = after.filter((stamp, at) => stamp !== before[at]);
  return changed.length > 0 && changed.every((stamp) => Math.abs(timeOf(stamp) - clock) < 2 * DAY);
}

function timeOf(stamp: string): number {
  if (/^1\d{9}(?:\d{3})?$/.test(stamp)) return Number(stamp.padEnd(13, '0'));
  const [year = '', month = '', day = ''] = /^(\d{4})\D?(\d\d)\D?(\d\d)/.exec(stamp)?.slice(1) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day));
}
