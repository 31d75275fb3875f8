import { moveHtml } from './html/move.ts';
import { moveJekyll } from './jekyll/move.ts';
import { copySite } from './meniscus/move.ts';
import type { Around, Moved } from './moved.ts';
import type { Kind } from './report.ts';
import type { Source } from './source.ts';

/** Makes a site of Meniscus of a folder of another kind. Pure: it reads `source` and nothing else. */
export async function moveIn(source: Source, kind: Kind, around: Around): Promise<Moved> {
  switch (kind) {
    case 'jekyll':
      return moveJekyll(source, around);
    case 'html':
      return moveHtml(source, around);
    case 'meniscus':
      return copySite(source);
  }
}
