import type { Diagnostic } from '../../schema/diagnostic.ts';
import { finding } from '../check/finding.ts';
import { type Found, type ListItem, memberOf } from './lists.ts';
import { partOfItem } from './part.ts';

/** An item of the list that a page is made for. */
export interface EachItem {
  /** The variable that templates see it under. */
  readonly name: string;
  readonly value: unknown;
  /** What is in the address. */
  readonly part: string;
}

/** Problems of one list that are said. */
const MOST = 20;

/** The items of a list that have an address; of one that has none, why. */
export function itemsOf(
  page: string,
  name: string,
  list: string,
  found: Extract<Found, { size: number }>,
): { readonly items: readonly EachItem[]; readonly diagnostics: readonly Diagnostic[] } {
  const items: EachItem[] = [];
  const diagnostics: Diagnostic[] = [];
  const owners = new Map<string, ListItem>();
  found.items().forEach((item, at) => {
    const part = item.slug ?? partOfItem(name, item.value, (key) => memberOf(item.value, key));
    const other = owners.get(part);
    if (part === '') diagnostics.push(noPart(page, name, list, item, at));
    else if (other) diagnostics.push(samePart(page, list, item, other, part));
    else {
      owners.set(part, item);
      items.push({ name, value: item.value, part });
    }
  });
  return { items, diagnostics: diagnostics.slice(0, MOST) };
}

function noPart(page: string, name: string, list: string, item: ListItem, at: number): Diagnostic {
  if (item.slug !== undefined) {
    const message = `The group "${item.name}" of ${list} makes no part of an address: it has no letter and no digit`;
    return finding(page, 'group_slug', message, 'Give the entries another name there.');
  }
  const message = `Item ${at + 1} of ${list} has no ${name} that makes a part of an address`;
  return finding(page, 'each_item', message, `Give it ${name}: with a text or a number.`);
}

function samePart(page: string, list: string, item: ListItem, other: ListItem, part: string): Diagnostic {
  if (item.slug !== undefined) {
    const message = `The groups "${other.name}" and "${item.name}" of ${list} are both ${part} in addresses`;
    return finding(page, 'group_slug_twice', message, 'Write both in the same way, or rename one.');
  }
  const message = `Two items of ${list} are both ${part} in addresses`;
  return finding(page, 'address_twice', message, 'Give one of them another name.');
}
