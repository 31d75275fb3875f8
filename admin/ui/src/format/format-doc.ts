import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import type { FileKind } from '../../../../schema/file.ts';
import { addressesUsing } from '../api/addresses.ts';
import { readText } from '../api/files.ts';
import { searchTexts, usesOf } from '../api/usages.ts';
import { maySeeSite } from '../session/may.ts';
import { files } from '../session/site.ts';
import { formatText, isHtml } from './format-text.ts';
import { NotFormatted } from './liquid.ts';
import { type ShowsSpace, sheetsIn, showsSpaceBy } from './showing-space.ts';
import { checkWherePut } from './where-put.ts';

/** An open file, as docs have it. */
interface Formattable {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: { readonly value: string };
  readonly diagnostics: { readonly value: readonly Diagnostic[] };
  flush: () => void;
}

/** The formatted text of an open file; undefined where that is what it has. Throws NotFormatted where it is better left alone. */
export async function formatted(doc: Formattable): Promise<string | undefined> {
  doc.flush();
  const text = doc.text.value;
  if (doc.diagnostics.value.some(({ severity, code }) => severity === 'error' && code !== 'missing_file'))
    throw new NotFormatted('Mend its errors first');
  if (doc.kind === 'partial' || doc.kind === 'layout') await checkUsers(doc.path);
  const shows = isHtml(doc.path) && doc.path.endsWith('.liquid') ? await siteShows(text) : undefined;
  if (shows) await checkWherePut(doc.path, text, { read, uses, shows });
  const found = await formatText(doc.path, text, shows);
  doc.flush();
  // What was typed meanwhile is not lost.
  return found === text || doc.text.value !== text ? undefined : found;
}

const read = (path: string): Promise<string | undefined> =>
  files.value.has(path) ? readText(path).then(({ text }) => text) : Promise.resolve(undefined);

const uses = (path: string) =>
  maySeeSite.value && files.value.has(path) ? usesOf(path) : Promise.resolve([]);

/** Style sheets of the site that say something of white space, as of when its files were these. */
let known: { readonly of: unknown; readonly sheets: Promise<readonly string[]> } | undefined;

/** In which elements white space shows, by the site's style sheets and those of the text itself. */
async function siteShows(text: string): Promise<ShowsSpace> {
  if (known?.of !== files.value) known = { of: files.value, sheets: readSheets() };
  return showsSpaceBy([...(await known.sheets), ...sheetsIn(text)]);
}

async function readSheets(): Promise<readonly string[]> {
  if (!maySeeSite.value) return [];
  const paths = new Set<string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const found: Awaited<ReturnType<typeof searchTexts>> = await searchTexts(
      { text: 'white-space', case: false, word: false },
      cursor,
    );
    for (const { path } of found.hits) paths.add(path);
    cursor = found.cursor;
  }
  const sheets = [...paths].map(async (path) => {
    const text = (await read(path)) ?? '';
    return path.endsWith('.css') ? [text] : sheetsIn(text);
  });
  return (await Promise.all(sheets)).flat();
}

/** In a page that is no HTML, the white space of a partial may show. */
async function checkUsers(path: string): Promise<void> {
  if (!maySeeSite.value || !files.value.has(path)) return;
  const { addresses } = await addressesUsing(path);
  const other = addresses.find(({ page }) => !isHtml(page));
  if (other) throw new NotFormatted(`${other.page} uses it, which is no HTML: white space may show there`);
}

/** Why a file was not formatted, in a sentence. Throws again what is no such reason. */
export function whyNot(error: unknown): string {
  if (error instanceof NotFormatted) return `Not formatted. ${error.message}.`;
  throw error;
}
