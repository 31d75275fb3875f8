import type { FilterRun } from './spec.ts';

/** All occurrences. An empty `found` stands before each character and at the end. */
export function replace(text: string, { budget }: FilterRun, found: string, instead = ''): string {
  if (!text.includes(found)) return text;
  budget.charge(text.length >> 2);
  const parts = found === '' ? ['', ...text, ''] : text.split(found);
  budget.output((parts.length - 1) * instead.length);
  return parts.join(instead);
}

export function replaceFirst(text: string, run: FilterRun, found: string, instead = ''): string {
  return replaceAt(text, run, text.indexOf(found), found, instead);
}

export function replaceLast(text: string, run: FilterRun, found: string, instead = ''): string {
  return replaceAt(text, run, text.lastIndexOf(found), found, instead);
}

function replaceAt(text: string, { budget }: FilterRun, at: number, found: string, instead: string): string {
  if (at < 0) return text;
  budget.output(instead.length);
  return text.slice(0, at) + instead + text.slice(at + found.length);
}
