import type { Doc } from '../stores/docs.ts';

export function Preview({ doc }: { doc: Doc }) {
  return (
    <aside class="preview" aria-label="Preview">
      {doc.path}
    </aside>
  );
}
