import type { Paths } from '../columns/paths.ts';
import type { Known } from './address.ts';
import { EntryAddresses } from './entry-addresses.ts';
import type { KnownRun, KnownRuns } from './known-list.ts';
import { ListParts } from './list-parts.ts';

/** The lists that were found last, by the paths of entries in them: of all that a site has, and of what a release holds. */
const LAST = new WeakMap<Paths, readonly KnownRuns[]>();
const LISTS = 2;

/** A list of addresses, or the one that was found before where all in it are the same: what follows from them is known then. See `madeOnce`. */
export function asBefore(all: KnownRuns): KnownRuns {
  const paths = all.runs.find((run) => run instanceof EntryAddresses)?.paths;
  if (!paths) return all;
  const last = LAST.get(paths) ?? [];
  const known = last.find(({ runs }) => isSame(runs, all.runs)) ?? all;
  LAST.set(paths, [known, ...last.filter((one) => one !== known)].slice(0, LISTS));
  return known;
}

const isSame = (some: readonly KnownRun[], others: readonly KnownRun[]): boolean =>
  some.length === others.length && some.every((run, at) => isSameRun(run, others[at] ?? []));

function isSameRun(one: KnownRun, other: KnownRun): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  if (one instanceof EntryAddresses) return other instanceof EntryAddresses && one.isSame(other);
  if (one instanceof ListParts) return other instanceof ListParts && one.isSame(other);
  return isEach(one, other);
}

function isEach(one: KnownRun, other: KnownRun): boolean {
  for (let at = 0; at < one.length; at++) if (textOf(one.at(at)) !== textOf(other.at(at))) return false;
  return true;
}

const textOf = (known: Known | undefined): string =>
  JSON.stringify(
    known && [known.path, known.page, known.params, known.from, known.entry, known.own, known.number],
  );
