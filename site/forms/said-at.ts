import type { Diagnostic } from '../../schema/diagnostic.ts';
import type { Control } from './control.ts';
import type { Path } from './yaml/value.ts';

/** Where a control's key and value are written, in UTF-16 units of the file. */
export interface Place {
  readonly path: Path;
  readonly from: number;
  readonly to: number;
}

/** What is said of a file, by the control that it is about, and the rest. */
export interface SaidAt {
  /** By the path of the control, joined by dots. */
  readonly at: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly rest: readonly Diagnostic[];
}

/** All controls of a form, those inside of others too. */
export const allControls = (controls: readonly Control[]): Control[] =>
  controls.flatMap((each) => [each, ...allControls(each.controls)]);

/**
 * Finds the controls that findings are about, by their places. What a control says by itself is left out. `body`: where the text
 * below the values begins, whose findings are shown in it.
 */
export function saidAt(
  found: readonly Diagnostic[],
  controls: readonly Control[],
  places: readonly Place[],
  body = Number.POSITIVE_INFINITY,
): SaidAt {
  const at = new Map<string, Diagnostic[]>();
  const rest: Diagnostic[] = [];
  const all = allControls(controls);
  const known = all.flatMap(({ problems }) => problems.map(({ message }) => message.toLowerCase()));
  for (const each of found) {
    if (each.start.offset >= body || known.some((message) => each.message.toLowerCase().endsWith(message)))
      continue;
    const place = narrowest(places, each.start.offset);
    if (!place) rest.push(each);
    else at.set(place.path.join('.'), [...(at.get(place.path.join('.')) ?? []), each]);
  }
  return { at, rest };
}

/** Places of keys, each up to the next key that is not within it. Of items of lists only that of their list is known. */
export function placesFrom(starts: readonly { readonly path: Path; readonly from: number }[]): Place[] {
  const keys = starts.filter(({ path }) => path.every((key) => typeof key === 'string'));
  const ordered = [...keys].sort((a, b) => a.from - b.from || a.path.length - b.path.length);
  return ordered.map(({ path, from }, at) => {
    const next = ordered.slice(at + 1).find((each) => !isWithin(each.path, path));
    return { path, from, to: next?.from ?? Number.MAX_SAFE_INTEGER };
  });
}

const isWithin = (path: Path, outer: Path): boolean => outer.every((key, at) => path[at] === key);

const narrowest = (places: readonly Place[], offset: number): Place | undefined =>
  places
    .filter(({ from, to }) => from <= offset && offset < Math.max(to, from + 1))
    .sort((a, b) => a.to - a.from - (b.to - b.from))[0];
