import type { Batch } from '../api/site.ts';

type BatchEdit = Batch['edits'][number];

/** Characters of the edits of one batch, as JSON with escapes: the API takes 8 MiB. */
const BATCH = 7 * 1024 * 1024;

/** Says how entries are read, and is part of what entries are checked against. */
const SETTINGS = /^(?:site\.yaml|content\/[^/]+\/_collection\.yaml)$/;

/**
 * Edits in as few batches as hold them. Of several, settings come first, since what comes later is checked against them, and removals
 * before what may take their names or their room.
 */
export function inParts(edits: readonly BatchEdit[], most = BATCH): BatchEdit[][] {
  const parts = cut(edits, most);
  return parts.length === 1
    ? parts
    : cut(
        [...edits].sort((a, b) => rank(a) - rank(b)),
        most,
      );
}

const rank = (edit: BatchEdit): number => (SETTINGS.test(edit.path) ? 0 : edit.delete ? 1 : 2);

function cut(edits: readonly BatchEdit[], most: number): BatchEdit[][] {
  const parts: BatchEdit[][] = [];
  let part: BatchEdit[] = [];
  let length = 0;
  for (const edit of edits) {
    const more = Buffer.byteLength(JSON.stringify(edit)) + 1;
    if (part.length > 0 && length + more > most) {
      parts.push(part);
      part = [];
      length = 0;
    }
    part.push(edit);
    length += more;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
