import type { Budget } from '../budget.ts';
import { late } from '../late.ts';

/** The platform's search is linear up to about this many characters of what is searched for; past them it can be quadratic. */
export const LONG = 200;

/** `text.indexOf(found, from)`, charged where `found` is long. */
export function indexIn(text: string, found: string, from: number, budget: Budget): number {
  return found.length > LONG ? late('indexOf')(text, found, from, budget) : text.indexOf(found, from);
}

/** `text.split(found)`, where `found` is not empty: no more parts than may be charged, `share` for an operation. */
export function partsOf(text: string, found: string, share: number, budget: Budget): string[] {
  const most = Math.min(share * (budget.operationsLeft + 1), 2 ** 32 - 1);
  const parts = found.length > LONG ? late('partsOf')(text, found, budget) : text.split(found, most);
  budget.charge(Math.min(text.length >> 2, Math.floor(parts.length / share)));
  return parts;
}
