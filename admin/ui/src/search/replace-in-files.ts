import { signal } from '@preact/signals';
import { linePlaces } from '../../../../site/uses/lines.ts';
import { commitTexts, type TextEdit } from '../api/batch.ts';
import { readText } from '../api/files.ts';
import { docOf, refreshDoc } from '../editor/docs.ts';
import { loadSite } from '../session/site.ts';
import { hits, patternNow, search } from './find-in-files.ts';
import type { Hit } from './hits.ts';
import { type Match, matchesIn, replaceIn } from './match.ts';

/** Places that are not to be replaced, by `keyOf`. */
export const leftOut = signal<ReadonlySet<string>>(new Set());
/** What was replaced last, to be undone. */
export const replaced = signal<{ readonly places: number; readonly edits: readonly TextEdit[] } | null>(null);

export const keyOf = ({ path, line, column }: Pick<Hit, 'path' | 'line' | 'column'>): string =>
  `${path}:${line}:${column}`;

/** Replaces what was found, but for what is left out, in one batch. Throws an ApiError when one of the files was changed meanwhile. */
export async function replaceAll(): Promise<void> {
  const pattern = patternNow();
  const wanted = (hits.value ?? []).filter((hit) => !leftOut.value.has(keyOf(hit)));
  const paths = [...new Set(wanted.map(({ path }) => path))];
  const edits: TextEdit[] = [];
  let places = 0;
  for (const path of paths) {
    const { text, etag } = await readText(path);
    const matches = matchesIn(text, pattern);
    const kept = leaving(path, text, matches);
    const changed = replaceIn(text, matches, (match) => kept.has(match));
    places += matches.length - kept.size;
    if (changed !== text) edits.push({ path, text: changed, before: text, etag });
  }
  const undo = await commitTexts(edits);
  replaced.value = { places, edits: undo };
  await lookAgain(paths);
}

/** Puts back what the last replacement changed, where nobody has changed it since. */
export async function undoReplace(): Promise<void> {
  const edits = replaced.value?.edits ?? [];
  await commitTexts(edits);
  replaced.value = null;
  await lookAgain(edits.map(({ path }) => path));
}

/** The matches that the person left out. */
function leaving(path: string, text: string, matches: readonly Match[]): Set<Match> {
  const places = [...linePlaces(text, matches)];
  return new Set(
    matches.filter((_, at) => {
      const place = places[at];
      return place !== undefined && leftOut.value.has(keyOf({ path, ...place }));
    }),
  );
}

async function lookAgain(paths: readonly string[]): Promise<void> {
  await loadSite();
  await Promise.all(paths.filter((path) => docOf(path)).map(refreshDoc));
  leftOut.value = new Set();
  await search();
}
