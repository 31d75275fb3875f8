import { readTexts } from '../api/usages.ts';
import { nameOf, TEXTS } from './names.ts';

/** Of these pictures those that no text of the draft names, also not without quotes: a name that a template puts together is not seen. */
export async function findUnused(paths: readonly string[]): Promise<Set<string>> {
  const left = new Map(paths.map((path) => [path, [nameOf(path), encodeURI(nameOf(path))]]));
  for (let cursor = ''; left.size > 0; ) {
    const page = await readTexts('', cursor);
    for (const { path: file, text } of page.files) {
      if (file === TEXTS) continue;
      for (const [path, names] of left) if (names.some((name) => text.includes(name))) left.delete(path);
    }
    if (page.cursor === null) break;
    cursor = page.cursor;
  }
  return new Set(left.keys());
}
