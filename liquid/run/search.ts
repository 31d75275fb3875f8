import type { Budget } from './budget.ts';

/** The platform's search is linear up to about this many characters of what is searched for; past them it can be quadratic. */
const LONG = 200;

/** `text.indexOf(found, from)`. What is long is searched by its beginning, and the places that begin so are charged. */
export function indexIn(text: string, found: string, from: number, budget: Budget): number {
  if (found.length <= LONG) return text.indexOf(found, from);
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

/** `text.split(found)`, where `found` is not empty: no more parts than may be charged, `share` for an operation. */
export function partsOf(text: string, found: string, share: number, budget: Budget): string[] {
  const most = Math.min(share * (budget.operationsLeft + 1), 2 ** 32 - 1);
  const parts = found.length > LONG ? longParts(text, found, budget) : text.split(found, most);
  budget.charge(Math.min(text.length >> 2, Math.floor(parts.length / share)));
  return parts;
}

function longParts(text: string, found: string, budget: Budget): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = indexIn(text, found, 0, budget); at >= 0; at = indexIn(text, found, from, budget)) {
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
