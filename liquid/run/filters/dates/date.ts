import { late } from '../../late.ts';
import { textOf } from '../coerce.ts';
import type { FilterRun, Filters } from '../spec.ts';
import type { Moment } from './moment.ts';
import { strftime } from './strftime.ts';

/** What is no date, and a format that is empty, leave the input as it is. */
export const DATES: Filters = {
  date: ['ktT', date],
};

/** Common dates as they were shown, by format and text: pages show the same ones again and again. Emptied when it grows. */
const SHOWN = new Map<string, string>();

/** `zone` is that of the clock that it shows, where the host knows time zones. */
export function date(input: unknown, run: FilterRun, format: string, zone?: string): unknown {
  const isZoned = zone !== undefined || run.zones !== undefined;
  if (isZoned || typeof input !== 'string' || input.length > 20 || format.length > 40)
    return show(input, run, format, isZoned, zone);
  const key = `${format}\n${input}`;
  const known = SHOWN.get(key);
  if (known !== undefined) return known;
  const shown = show(input, run, format);
  if (SHOWN.size > 999) SHOWN.clear();
  if (typeof shown === 'string' && shown.length < 100 && COMMON.test(input)) SHOWN.set(key, shown);
  return shown;
}

/** Operations that reading a date takes which no program wrote. */
const READING = 10;

/** Characters of a common format, which takes no longer than an operation may. */
const FORMAT_LENGTH = 32;

function show(input: unknown, run: FilterRun, format: string, isZoned = false, zone?: string): unknown {
  const read = format === '' ? undefined : momentOf(input, run);
  if (!read) return input;
  const moment = isZoned ? late('zoned')(read, input, run.zones, zone) : read;
  const { budget } = run;
  budget.once(format, 2 * format.length);
  if (format.length > FORMAT_LENGTH) budget.charge((format.length - FORMAT_LENGTH) >> 1);
  const shown = strftime(moment, format, budget);
  if (shown.length > 31) budget.text(shown.length);
  return shown;
}

/** Dates as programs write them, with a day that every month has: read by the platform, five times as fast. The platform makes something of others too. */
const COMMON = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ)?$/;

/** Integers, and strings of digits, are seconds since 1970. */
function momentOf(input: unknown, run: FilterRun): Moment | undefined {
  if (Number.isInteger(input)) return utc(Number(input));
  if (typeof input !== 'string') return undefined;
  const text = textOf(input, run.budget);
  const common = COMMON.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(common)) return { epoch: common, offset: 0, utc: text.length > 10 };
  if (/^\d+$/.test(text)) return utc(Number(text));
  if (/^(?:now|today)$/i.test(text)) return utc(run.now() / 1000);
  run.budget.dear(READING);
  return late('date')(text, () => run.now());
}

function utc(seconds: number): Moment | undefined {
  const epoch = Math.floor(seconds * 1000);
  return Math.abs(epoch) <= 8.64e15 ? { epoch, offset: 0 } : undefined;
}
