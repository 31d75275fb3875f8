import type { Known } from '../../../site/addresses/address.ts';
import { byPath, type KnownList, picked } from '../../../site/addresses/known-list.ts';
import { Days, surveyOf } from '../../../site/content/survey/survey.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import { findingIn, pathNumbers } from '../known/path-numbers.ts';

/** Parts of a list that come before entries: further ones change with each entry, and few visitors come that far. */
const PARTS = 3;

/** What pages are made by first, smaller before: lists, then entries from the newest on, then what is far in a list. */
const KIND = { lists: 1, entries: 2, parts: 3 };

/** Addresses that are ranked between two pauses. */
const RANKED = 1_000;

/** Known addresses in the order in which pages are made, and the place of each. Those with an address of their own come before all of them. */
export interface Places {
  readonly order: KnownList;
  of(path: string): number | undefined;
  at(path: string): Known | undefined;
}

/** Of lists that were sorted. What is the same list has entries with the same paths object, and that is of one slice, or of stretches whose days were compared. */
const SORTED = new WeakMap<KnownList, Places>();

/** Sorts known addresses; `pause` lets others have their turn. */
export async function placesOf(
  known: KnownList,
  facts: SiteFacts,
  pause?: () => Promise<void>,
): Promise<Places> {
  const places = SORTED.get(known) ?? (await sorting(known, facts, pause));
  SORTED.set(known, places);
  return places;
}

async function sorting(known: KnownList, facts: SiteFacts, pause?: () => Promise<void>): Promise<Places> {
  const order = picked(known, await inOrder(known, facts, pause));
  await pause?.();
  const numbers = pathNumbers(order);
  await pause?.();
  return { order, of: (path) => numbers.of(path), at: findingIn(order, numbers) };
}

/** Apart from what finds places in it, which would keep all that this takes. */
async function inOrder(
  known: KnownList,
  facts: SiteFacts,
  pause?: () => Promise<void>,
): Promise<Uint32Array> {
  const days = new Days(surveyOf(facts));
  const kinds = new Uint8Array(known.length);
  const orders = new Float64Array(known.length);
  for (const [at, { entry, from, number = 1 }] of known.entries()) {
    if (at % RANKED === RANKED - 1) await pause?.();
    kinds[at] = entry !== undefined ? KIND.entries : number <= PARTS ? KIND.lists : KIND.parts;
    orders[at] = entry === undefined ? number : -(days.of(from) || 0);
  }
  const compare = (a: number, b: number): number =>
    (kinds[a] ?? 0) - (kinds[b] ?? 0) || (orders[a] ?? 0) - (orders[b] ?? 0);
  const order = Uint32Array.from(kinds.keys()).sort(compare);
  await pause?.();
  for (let from = 0, to = 1; from < order.length; from = to++) {
    const first = order[from] ?? 0;
    while (to < order.length && compare(first, order[to] ?? 0) === 0) to++;
    if (to - from > 1) order.set(byPath(known, order.subarray(from, to)), from);
  }
  return order;
}

/** Of pages with an address of their own the shortest comes first: home. */
export const compareOwn = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);
