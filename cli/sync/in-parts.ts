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

/**
 * The same for a dry run, which saves nothing: where they leave room, settings and removals are in each part, so that the others are checked as
 * they will be. They are what a push saves first.
 */
export function inDryParts(edits: readonly BatchEdit[], most = BATCH): BatchEdit[][] {
  const parts = inParts(edits, most);
  const first = edits.filter((edit) => rank(edit) < OTHERS);
  const room = most - first.reduce((sum, edit) => sum + lengthOf(edit), 0);
  const others = edits.filter((edit) => rank(edit) === OTHERS);
  if (parts.length === 1 || room < most / 2 || others.some((edit) => lengthOf(edit) > room)) return parts;
  return cut(others, room).map((part) => [...first, ...part]);
}

const OTHERS = 2;
const rank = (edit: BatchEdit): number => (SETTINGS.test(edit.path) ? 0 : edit.delete ? 1 : OTHERS);

const lengthOf = (edit: BatchEdit): number => Buffer.byteLength(JSON.stringify(edit)) + 1;

function cut(edits: readonly BatchEdit[], most: number): BatchEdit[][] {
  const parts: BatchEdit[][] = [];
  let part: BatchEdit[] = [];
  let length = 0;
  for (const edit of edits) {
    const more = lengthOf(edit);
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
