import { moveJekyll } from './jekyll/move.ts';
import type { Around, Moved } from './moved.ts';
import type { Kind } from './report.ts';
import type { Source } from './source.ts';

/** Makes a site of Meniscus of a folder of another kind. Pure: it reads `source` and nothing else. */
export async function moveIn(source: Source, kind: Kind, around: Around): Promise<Moved> {
  switch (kind) {
    case 'jekyll':
      return moveJekyll(source, around);
    case 'html':
    case 'meniscus':
      throw new NotYet(kind);
  }
}

/** A kind of folder that can't be moved yet. */
export class NotYet extends Error {
  constructor(kind: Kind) {
    super(`A folder of this kind can't be moved yet: ${kind}`);
  }
}
