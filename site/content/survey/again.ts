import type { Column } from '../../columns/packed-numbers.ts';
import { samePaths } from '../../columns/paths.ts';
import { type Surveyed, type SurveyedPart, together, valueIn } from './surveyed.ts';

/** What each stretch was put together to last, and with which others. */
const LAST = new WeakMap<
  SurveyedPart,
  { readonly parts: readonly SurveyedPart[]; readonly made: Surveyed }
>();

/**
 * Puts stretches of a collection together, as `together` does. Where they say the same as those that were put together last, but for the lengths
 * of records, it gives those again: most changes are of a text, and what was made of all other columns stands.
 */
export function togetherAgain(parts: readonly SurveyedPart[]): Surveyed {
  if (parts.length < 2) return together(parts);
  let last: ReturnType<typeof LAST.get>;
  for (const part of parts) last ??= LAST.get(part);
  const isAgain =
    last?.parts.length === parts.length && parts.every((part, at) => isAlike(part, last?.parts[at] ?? part));
  const made = together(parts, isAgain ? last?.made : undefined);
  const now = { parts, made };
  for (const part of parts) LAST.set(part, now);
  return made;
}

/** Whether two stretches say the same but for the lengths of records. */
function isAlike(one: SurveyedPart, other: SurveyedPart): boolean {
  if (one === other) return true;
  const { length } = one.paths;
  const isSame = (column: Column, was: Column) =>
    column === was || isEach(length, (at) => Object.is(column.at(at), was.at(at)));
  return (
    samePaths(one.paths, other.paths) &&
    isSame(one.flags, other.flags) &&
    isSame(one.dates, other.dates) &&
    isSame(one.days, other.days) &&
    isOfSame(one.values, other.values, (values, was) =>
      isEach(length, (at) => Object.is(valueIn(values, at), valueIn(was, at))),
    ) &&
    isOfSame(one.groups, other.groups, (groups, was) => groups.isSame(was)) &&
    // Of several that are as near to a wrong name, the first is proposed.
    JSON.stringify([...one.fields]) === JSON.stringify([...other.fields])
  );
}

function isEach(length: number, is: (at: number) => boolean): boolean {
  for (let at = 0; at < length; at++) if (!is(at)) return false;
  return true;
}

const isOfSame = <T>(
  some: ReadonlyMap<string, T>,
  others: ReadonlyMap<string, T>,
  isSame: (one: T, other: T) => boolean,
): boolean =>
  some.size === others.size &&
  [...some].every(([key, one]) => {
    const other = others.get(key);
    return other !== undefined && isSame(one, other);
  });
