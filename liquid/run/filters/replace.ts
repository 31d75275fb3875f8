import { textOf } from './input.ts';
import type { FilterRun } from './spec.ts';

/** All occurrences. An empty `found` stands before each character and at the end. */
export function replace(input: unknown, run: FilterRun, found: unknown, instead?: unknown): string {
  const text = textOf(input, run);
  const pattern = textOf(found, run);
  const replacement = textOf(instead, run);
  if (pattern !== '' && !text.includes(pattern)) return text;
  run.budget.charge(text.length >> 2);
  const parts = pattern === '' ? ['', ...text, ''] : text.split(pattern);
  run.budget.output(Math.max(0, (parts.length - 1) * (replacement.length - pattern.length)));
  return parts.join(replacement);
}

export function replaceFirst(input: unknown, run: FilterRun, found: unknown, instead?: unknown): string {
  const text = textOf(input, run);
  const pattern = textOf(found, run);
  return replaceAt(text, text.indexOf(pattern), pattern.length, textOf(instead, run), run);
}

export function replaceLast(input: unknown, run: FilterRun, found: unknown, instead: unknown): string {
  const text = textOf(input, run);
  const pattern = textOf(found, run);
  return replaceAt(text, text.lastIndexOf(pattern), pattern.length, textOf(instead, run), run);
}

export function remove(input: unknown, run: FilterRun, found: unknown): string {
  return replace(input, run, found, '');
}

export function removeFirst(input: unknown, run: FilterRun, found: unknown): string {
  return replaceFirst(input, run, found, '');
}

export function removeLast(input: unknown, run: FilterRun, found: unknown): string {
  return replaceLast(input, run, found, '');
}

function replaceAt(text: string, at: number, length: number, replacement: string, run: FilterRun): string {
  if (at < 0) return text;
  run.budget.output(replacement.length);
  return text.slice(0, at) + replacement + text.slice(at + length);
}
