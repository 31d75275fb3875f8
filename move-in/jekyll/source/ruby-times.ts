import { isPair, isScalar, visit } from 'yaml';
import { dateOf } from '../../../site/content/dates.ts';
import { clockAt } from './dates.ts';
import type { TextFile } from './site.ts';
import { readRubyYaml } from './yaml.ts';

/** A date with a time of day, as Psych makes a `Time` of it where it has no quotes (`Psych::ScalarScanner::TIME`). */
const TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.\d*)?\s*(Z|[-+]\d{1,2}(?::?\d\d)?)?$/;
/** A line with a time that may be written otherwise: most have the date of a post, with its zone, and nothing else. */
const SOME = /^(?!date:[^\n]*[-+]\d\d:?\d\d[ \t]*$).*\d:\d\d:\d\d/m;

/**
 * YAML with times written as Ruby prints them: it makes moments of those without quotes, takes one without a zone for UTC, and shows it in
 * the site's. Nothing else of the text changes.
 */
export function rubyTimes(given: string, zone: string | undefined): string {
  if (!SOME.test(given)) return given;
  const { document, error, text } = readRubyYaml(given);
  if (error !== undefined) return given;
  const found: { from: number; to: number; now: string }[] = [];
  visit(document, {
    Scalar(at, node, path) {
      if (node.type !== 'PLAIN' || typeof node.value !== 'string' || !node.range || at === 'key') return;
      const pair = path.at(-1);
      const isDate = isPair(pair) && isScalar(pair.key) && pair.key.value === 'date';
      const now = asRuby(node.value, zone, isDate);
      if (now !== undefined && now !== node.value)
        found.push({ from: node.range[0], to: node.range[1], now });
    },
  });
  return found
    .sort((a, b) => b.from - a.from)
    .reduce((done, { from, to, now }) => done.slice(0, from) + now + done.slice(to), text);
}

/** Files of data, with the times of those in YAML as Ruby prints them. */
export const timesOfData = (data: ReadonlyMap<string, TextFile>, zone: string | undefined) =>
  new Map(
    Array.from(data, ([path, file]) => [
      path,
      /\.ya?ml$/i.test(path) ? { ...file, text: rubyTimes(file.text, zone) } : file,
    ]),
  );

/** `isDate`: its key is `date`, which templates print with its zone wherever it is written. */
function asRuby(written: string, zone: string | undefined, isDate: boolean): string | undefined {
  const [, year, month = '', day = '', hour = '', minute, second, offset] = TIME.exec(written) ?? [];
  if (year === undefined) return undefined;
  const two = (text: string) => text.padStart(2, '0');
  const clock = `${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:${second}`;
  if (dateOf(clock) === undefined) return undefined;
  if (offset === undefined) {
    const local = inZone(dateOf(clock) ?? 0, zone);
    return isDate && local.startsWith(clock) ? undefined : local;
  }
  if (isDate) return undefined;
  if (offset === 'Z') return `${clock} UTC`;
  const [, sign, hours = '', minutes = '00'] = /^([-+])(\d{1,2}):?(\d\d)?$/.exec(offset) ?? [];
  return `${clock} ${sign}${two(hours)}${minutes}`;
}

/** A moment as `Time#to_s` prints it on the clocks of a zone. */
function inZone(moment: number, zone: string | undefined): string {
  const { year, month, day, hour, minute, second } = clockAt(moment, zone);
  const two = (part: number) => String(part).padStart(2, '0');
  const east = Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - moment) / 60_000);
  const offset = `${east < 0 ? '-' : '+'}${two(Math.floor(Math.abs(east) / 60))}${two(Math.abs(east) % 60)}`;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)} ${offset}`;
}
