/** A date as its controls have it: what is not there is empty. */
export interface DateParts {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}

const DATE =
  /^(\d{4}-\d{2}-\d{2})(?:([T ])(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(\s*)(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;

/** The parts of a date; undefined for a text that is none, which is edited as text. */
export function splitDate(text: string): DateParts | undefined {
  const [whole, date = '', , time = '', , zone = ''] = DATE.exec(text.trim()) ?? [];
  if (whole === undefined) return text.trim() === '' ? { date: '', time: '', zone: '' } : undefined;
  return { date, time: time.length === 4 ? `0${time}` : time, zone };
}

/** The text of a date with a part changed, written as it was: `T` or a space between, and a space before the zone or none. */
export function joinDate(before: string, change: Partial<DateParts>): string {
  const [, , between = ' ', , space = '', had] = DATE.exec(before.trim()) ?? [];
  const { date, time, zone } = { ...(splitDate(before) ?? { date: '', time: '', zone: '' }), ...change };
  if (date === '') return '';
  if (time === '') return date;
  const gap = had === undefined ? (between === ' ' ? ' ' : '') : space;
  return `${date}${between}${time}${zone && gap}${zone}`;
}
