import type { Field } from '../../../../schema/content/field.ts';
import { slugsOf } from '../language/collections.ts';
import { files } from '../session/site.ts';

/** More are no choice, and slow to show. */
const MOST = 200;

/** What there is that a field may name: entries, files. */
export function suggestionsFor({ type, to }: Field): readonly string[] {
  if (type === 'reference' && to !== undefined) return slugsOf(to);
  if (type !== 'file') return [];
  const names = [...files.value.keys()].filter((path) => path.startsWith('assets/'));
  return names.map((path) => path.slice('assets/'.length));
}

/** Of many only those that what is typed finds, in their names or titles. */
export function narrowed(
  values: readonly string[],
  titles: ReadonlyMap<string, string>,
  typed: string,
): readonly string[] {
  if (values.length <= MOST) return values;
  const wanted = typed.toLowerCase();
  const found = (value: string) => `${value}\n${titles.get(value) ?? ''}`.toLowerCase().includes(wanted);
  const some: string[] = [];
  for (const value of values) {
    if (some.length === MOST) break;
    if (found(value)) some.push(value);
  }
  return some;
}

interface Props {
  readonly id: string;
  readonly values: readonly string[];
  /** What people call them: both are searched. */
  readonly titles?: ReadonlyMap<string, string>;
}

export function Suggestions({ id, values, titles }: Props) {
  if (values.length === 0) return null;
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value}>
          {titles?.get(value)}
        </option>
      ))}
    </datalist>
  );
}
