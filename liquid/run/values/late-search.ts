import type { Budget } from '../budget.ts';
import { LONG } from './search.ts';

/** `text.indexOf(found, from)` of what is long: it is searched by its beginning, and the places that begin so are charged. */
export function indexOfLong(text: string, found: string, from: number, budget: Budget): number {
  const head = found.slice(0, LONG);
  let at = text.indexOf(head, from);
  while (at >= 0 && !isAt(text, found, at, budget)) at = text.indexOf(head, at + 1);
  return at;
}

/** `text.lastIndexOf(found)`, where the platform compares at each place. */
export function lastIndexIn(text: string, found: string, budget: Budget): number {
  const head = found.slice(0, 8);
  budget.read(4 * text.length);
  let at = text.lastIndexOf(head);
  if (found.length <= 8) return at;
  while (at >= 0 && !isAt(text, found, at, budget)) at = at === 0 ? -1 : text.lastIndexOf(head, at - 1);
  return at;
}

/** `text.split(found)` of what is long. */
export function partsOfLong(text: string, found: string, budget: Budget): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = indexOfLong(text, found, 0, budget); at >= 0; at = indexOfLong(text, found, from, budget)) {
    parts.push(text.slice(from, at));
    from = at + found.length;
  }
  parts.push(text.slice(from));
  return parts;
}

function isAt(text: string, found: string, at: number, budget: Budget): boolean {
  budget.charge(1 + (found.length >> 8));
  return text.startsWith(found, at);
}
