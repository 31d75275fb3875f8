import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import type { FileKind } from '../../../../schema/file.ts';
import { addressesUsing } from '../api/usages.ts';
import { maySeeSite } from '../session/may.ts';
import { files } from '../session/site.ts';
import { formatText, isHtml } from './format-text.ts';
import { NotFormatted } from './liquid.ts';

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
  const found = await formatText(doc.path, text);
  doc.flush();
  // What was typed meanwhile is not lost.
  return found === text || doc.text.value !== text ? undefined : found;
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
