import type { Control } from '../../../../site/forms/control.ts';
import { allControls } from '../../../../site/forms/said-at.ts';

/** Names of controls, as their elements have them. */
type Ids = ReadonlySet<string>;

export const idOf = ({ path }: Pick<Control, 'path'>): string => `form-${path.join('-')}`;

const isLacking = ({ field, value }: Control): boolean =>
  field.required === true && (value === undefined || value === null || value === '');

/** The required controls that are empty since they are there, of those that were not there before. */
export function untouchedOf(now: readonly Control[], before: readonly Control[], untouched: Ids): Ids {
  const known = new Set(allControls(before).map(idOf));
  const lacking = allControls(now).filter(isLacking).map(idOf);
  return new Set(lacking.filter((id) => untouched.has(id) || !known.has(id)));
}

/** Controls that do not say that something is required which nobody had the time to give. */
export const patient = (controls: readonly Control[], untouched: Ids): readonly Control[] =>
  controls.map((control) => ({
    ...control,
    problems: isLacking(control) && untouched.has(idOf(control)) ? [] : control.problems,
    controls: patient(control.controls, untouched),
  }));
