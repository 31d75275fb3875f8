import type { Clock } from './dates.ts';
import { slugify } from './slug.ts';

const STYLES: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  weekdate: '/:categories/:year/W:week/:short_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
};

/** The pattern of a style's name; any other text is a pattern itself. */
export const postPattern = (permalink: string): string =>
  Object.hasOwn(STYLES, permalink) ? (STYLES[permalink] ?? permalink) : permalink;

/** How the addresses of pages and collections end, by the site's `permalink`. */
export function withSuffix(pattern: string, permalink: string): string {
  if (permalink === 'pretty') return `${pattern}/`;
  if (permalink === 'date' || permalink === 'ordinal' || permalink === 'none') return `${pattern}:output_ext`;
  if (permalink.endsWith('/')) return `${pattern}/`;
  return permalink.endsWith(':output_ext') ? `${pattern}:output_ext` : pattern;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** What a document says of its place. */
export interface PlaceOf {
  readonly collection: string;
  /** Its path in its collection, without ending. */
  readonly path: string;
  readonly name: string;
  readonly slug: string | undefined;
  readonly baseName: string;
  readonly categories: readonly string[];
  readonly ending: string;
  readonly clock: Clock;
}

/** Placeholders of a document's permalink, by name. */
export function documentPlaces(of: PlaceOf): Record<string, string> {
  const { clock } = of;
  const two = (value: number) => String(value).padStart(2, '0');
  const date = new Date(Date.UTC(clock.year, clock.month - 1, clock.day));
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(clock.year, 0, 1)) / 86_400_000) + 1;
  const { year: weekYear, week } = isoWeek(date);
  const categories = [...new Set(of.categories.map((each) => each.toLowerCase()))];
  const month = MONTHS[clock.month - 1] ?? '';
  const weekday = DAYS[date.getUTCDay()] ?? '';
  return {
    collection: of.collection,
    path: of.path,
    name: slugify(of.name),
    title: slugify(of.slug ?? of.baseName, 'pretty', true) || of.baseName,
    slug: slugify(of.slug ?? of.baseName) || of.baseName,
    categories: categories.join('/'),
    slugified_categories: [...new Set(of.categories.map((each) => slugify(each)))].join('/'),
    output_ext: of.ending,
    year: String(clock.year).padStart(4, '0'),
    month: two(clock.month),
    day: two(clock.day),
    hour: two(clock.hour),
    minute: two(clock.minute),
    second: two(clock.second),
    i_month: String(clock.month),
    i_day: String(clock.day),
    short_month: month.slice(0, 3),
    long_month: month,
    short_day: weekday.slice(0, 3),
    long_day: weekday,
    short_year: two(clock.year % 100),
    y_day: String(dayOfYear).padStart(3, '0'),
    w_year: String(weekYear),
    week: two(week),
    w_day: String(date.getUTCDay() || 7),
  };
}

function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7) };
}

/** A pattern with its placeholders filled in, as an address: it begins with one slash and has no empty parts. */
export function fillPermalink(pattern: string, places: Readonly<Record<string, string>>): string {
  const filled = pattern.replace(/:([a-z_]+)/g, (whole, name: string) => {
    // The longest name that there is: `:title_x` is `:title` and `_x`.
    for (let end = name.length; end > 0; end--) {
      const known = name.slice(0, end);
      if (Object.hasOwn(places, known)) return encode(places[known] ?? '') + name.slice(end);
    }
    return whole;
  });
  const tidy = `/${filled}`.replaceAll(/\/{2,}/g, '/').replaceAll(/\/(?:\.\.?\/)+/g, '/');
  return tidy.replace(/:output_ext/g, '');
}

/** As Addressable encodes a path: what may stand in one stays. */
const encode = (text: string): string => encodeURI(text.toWellFormed()).replace(/[?#]/g, encodeURIComponent);
