import type { parseDate } from './parse-date.ts';
import type { Part } from './strftime.ts';

/** Readers of text that few pages have, dates and formats of them: run/more.ts brings these. */
export const READERS: { date?: typeof parseDate; format?: (format: string) => readonly Part[] } = {};
