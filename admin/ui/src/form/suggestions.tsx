import type { Field } from '../../../../schema/content/field.ts';
import { slugsOf } from '../language/collections.ts';
import { files } from '../session/site.ts';

const MOST = 500;

/** What there is that a field may name: entries, pictures, files. */
export function suggestionsFor({ type, to }: Field): readonly string[] {
  if (type === 'reference' && to !== undefined) return slugsOf(to).slice(0, MOST);
  if (type !== 'image' && type !== 'file') return [];
  const picture = /\.(?:avif|gif|jpe?g|png|svg|webp)$/i;
  const names = [...files.value.keys()].filter(
    (path) => path.startsWith('assets/') && (type === 'file' || picture.test(path)),
  );
  return names.slice(0, MOST).map((path) => path.slice('assets/'.length));
}

export function Suggestions({ id, values }: { id: string; values: readonly string[] }) {
  if (values.length === 0) return null;
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
