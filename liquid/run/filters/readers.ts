import type { parseDate } from './parse-date.ts';

/** Readers of text that few pages have: run/more.ts brings them. */
export const READERS: { date?: typeof parseDate } = {};
