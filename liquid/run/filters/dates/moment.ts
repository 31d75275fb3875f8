/** A moment shown at an offset from UTC. */
export interface Moment {
  /** Milliseconds since 1970, rounded down. */
  readonly epoch: number;
  /** Seconds east of UTC. */
  readonly offset: number;
  /** The digits after the point of a second, where a text has them; without them, those of `epoch` are shown. */
  readonly fraction?: string | undefined;
  /** Whether it was said to be in UTC, not only at an offset of 0. */
  readonly utc?: boolean;
}

/** What a text says of a moment. What it leaves out is undefined. */
export interface DateParts {
  year?: number;
  /** From 1. */
  month?: number;
  day?: number;
  /** Day of the year, from 1. */
  yearDay?: number;
  hour?: number;
  minute?: number;
  second?: number;
  /** The digits after the point of the second. */
  fraction?: string;
  zone?: string;
}

type Clock = readonly [
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
];

/**
 * The moment that parts of a date name, as Ruby's `Time.parse`: larger parts that are missing are today's (in the zone of
 * the text), smaller ones the first. A day may run over into the next month. undefined for parts out of range, and for
 * none at all.
 */
export function momentOf(parts: DateParts, now: () => number): Moment | undefined {
  const { yearDay } = parts;
  if (yearDay === undefined) return momentOfDay(parts, now);
  if (yearDay < 1 || yearDay > 366) return undefined;
  // Ruby guesses the month, then moves by what is missing; 24:00 counts as the next day then.
  const month = Math.ceil(yearDay / 31);
  const day = yearDay - 31 * (month - 1);
  const guess = momentOfDay({ ...parts, month, day }, now);
  if (!guess) return undefined;
  const date = new Date(guess.epoch + guess.offset * 1000);
  const moved =
    day +
    yearDay -
    Math.floor((date.getTime() - new Date(0).setUTCFullYear(date.getUTCFullYear(), 0, 0)) / 864e5);
  const days = lastDay(parts.year ?? date.getUTCFullYear(), month);
  const next = moved > days ? { month: month + 1, day: moved - days } : { month, day: moved };
  return momentOfDay({ ...parts, ...next }, now);
}

function momentOfDay(parts: DateParts, now: () => number): Moment | undefined {
  const { year, month, day, hour, minute, second, fraction, zone = '' } = parts;
  const given = [year, month, day, hour, minute, second];
  const first = given.findIndex((part) => part !== undefined);
  if (first < 0 && fraction === undefined) return undefined;
  const offset = offsetOf(zone) ?? 0;
  if (Math.abs(offset) >= 86_400) return undefined;
  const today = year === undefined ? clockOf(now() + offset * 1000) : undefined;
  // Before the first part that is given, today's count.
  const [y = 1970, m = 1, d = 1, h = 0, min = 0, s = 0] = given.map((part, at) =>
    part === undefined && (at < first || first < 0) ? today?.[at] : part,
  );
  const epoch = utc(shifted([y, m, d, h, min, s], offset));
  if (epoch === undefined || Number.isNaN(epoch)) return undefined;
  const ms = Math.floor(Number(`0.${fraction ?? 0}`) * 1000);
  return { epoch: epoch + ms, offset, fraction, utc: /^(?:utc?|z|-00:?(?:00)?)$/.test(zone) };
}

function clockOf(epoch: number): Clock {
  const date = new Date(epoch);
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
}

function lastDay(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}

/**
 * A clock's time at `offset`, in UTC. Ruby does this before it looks at ranges, and by parts: 25:00 at +02:00 is 23:00.
 * A day that passes the end of its month is the first of the next one.
 */
function shifted([year, month, day, hour, minute, second]: Clock, offset: number): Clock {
  if (offset === 0) return [year, month, day, hour, minute, second];
  const sign = Math.sign(offset);
  const size = Math.abs(offset);
  const carry = (value: number, part: number, base: number): [number, number] => {
    if (part === 0) return [value, 0];
    const whole = value - sign * part;
    const rest = ((whole % base) + base) % base;
    return [rest, ((whole - rest) / base) * -sign];
  };
  const [s, moreMinutes] = carry(second, size % 60, 60);
  const minutes = Math.floor(size / 60) + moreMinutes;
  const [min, moreHours] = carry(minute, minutes % 60, 60);
  const hours = Math.floor(minutes / 60) + moreHours;
  const [h, moreDays] = carry(hour, hours % 24, 24);
  const days = Math.floor(hours / 24) + moreDays;
  const date = days === 0 ? ([year, month, day] as const) : dayFrom(year, month, day - sign * days, offset);
  return [...date, h, min, s];
}

/** A `day` that is past its month to the west, or before it to the east, is the next one there. */
function dayFrom(year: number, month: number, day: number, offset: number): [number, number, number] {
  if (offset < 0 && day > lastDay(year, month)) return month === 12 ? [year + 1, 1, 1] : [year, month + 1, 1];
  if (offset < 0 || day >= 1) return [year, month, day];
  return month <= 1 ? [year - 1, 12, 31] : [year, month - 1, lastDay(year, month - 1)];
}

/** Milliseconds since 1970, as `Time.utc`: 24:00 is the next day, and a 60th second the next minute. */
function utc([year, month, day, hour, minute, second]: Clock): number | undefined {
  const inRange =
    month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 60;
  if (!inRange || (hour === 24 && minute + second > 0)) return undefined;
  return new Date(0).setUTCFullYear(year, month - 1, day) + (hour * 3600 + minute * 60 + second) * 1000;
}

const HOURS: Readonly<Record<string, number | undefined>> = {
  __proto__: null as never,
  utc: 0,
  z: 0,
  ut: 0,
  gmt: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};

/** Seconds east of UTC of a zone that Ruby's `Time` knows: an offset, an American name, a military letter. */
function offsetOf(zone: string): number | undefined {
  const known = HOURS[zone];
  if (known !== undefined) return known * 3600;
  const letter = /^[a-ik-y]$/.test(zone) ? 'abcdefghiklmnopqrstuvwxy'.indexOf(zone) + 1 : 0;
  if (letter > 0) return (letter > 12 ? 12 - letter : letter) * 3600;
  const [, sign, hours, minutes, seconds] =
    /^([-+])(\d\d)(?:(\d\d)(\d\d)?)?$/.exec(zone) ?? /^([-+])(\d\d):(\d\d)(?::(\d\d))?$/.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  const size = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return sign === '-' ? -size : size;
}
