import { addressesUsing } from '../api/usages.ts';
import { type Doc, setText } from '../editor/docs.ts';
import { maySeeSite } from '../session/may.ts';
import { files } from '../session/site.ts';
import { attempt, say } from '../shell/toasts.ts';
import { formatText, isHtml } from './format-text.ts';
import { NotFormatted } from './liquid.ts';

/** Formats an open file, and says so where that changes nothing. It is not saved; one undo takes it back. */
export async function formatAndSay(doc: Doc): Promise<void> {
  await attempt(`format ${doc.path}`, async () => {
    try {
      if (!(await formatDoc(doc))) say('It is formatted already.');
    } catch (error) {
      if (!(error instanceof NotFormatted)) throw error;
      say(`Not formatted. ${error.message}.`);
    }
  });
}

/** Formats an open file if that can be done: before it is saved, what hinders it is no news. */
export async function formatQuietly(doc: Doc): Promise<void> {
  try {
    await formatDoc(doc);
  } catch (error) {
    // A save goes on without it; whoever formats on demand hears why.
    if (!(error instanceof Error)) throw error;
  }
}

async function formatDoc(doc: Doc): Promise<boolean> {
  doc.flush();
  const text = doc.text.value;
  if (doc.diagnostics.value.some(({ severity, code }) => severity === 'error' && code !== 'missing_file'))
    throw new NotFormatted('Mend its errors first');
  if (doc.kind === 'partial' || doc.kind === 'layout') await checkUsers(doc.path);
  const formatted = await formatText(doc.path, text);
  doc.flush();
  // What was typed meanwhile is not lost.
  if (formatted === text || doc.text.value !== text) return false;
  setText(doc, formatted);
  return true;
}

/** In a page that is no HTML, the white space of a partial may show. */
async function checkUsers(path: string): Promise<void> {
  if (!maySeeSite.value || !files.value.has(path)) return;
  const { addresses } = await addressesUsing(path);
  const other = addresses.find(({ page }) => !isHtml(page));
  if (other) throw new NotFormatted(`${other.page} uses it, which is no HTML: white space may show there`);
}
