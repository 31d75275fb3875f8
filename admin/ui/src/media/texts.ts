import { signal } from '@preact/signals';
import { own } from '../../../../schema/own.ts';
import { isRecord } from '../../../../schema/record.ts';
import { ApiError } from '../api/client.ts';
import { readText, writeFile } from '../api/files.ts';
import { refreshDoc } from '../editor/docs.ts';
import { loadStatus, putFile } from '../session/site.ts';
import { readTextsOf, withAlt } from './alt-edit.ts';
import { TEXTS } from './names.ts';

type Texts = Readonly<Record<string, unknown>>;

/** What data/media.yaml holds, by name; null while it is not read. */
export const texts = signal<Texts | null>(null);
/** Why it can not be read or written. */
export const textsProblem = signal('');

/** The text for who does not see a picture. */
export function altOf(name: string): string {
  const kept = own(texts.value ?? {}, name);
  const alt = isRecord(kept) ? own(kept, 'alt') : kept;
  return typeof alt === 'string' ? alt : '';
}

export async function readTexts(): Promise<void> {
  const { text } = await readSaved();
  const read = readTextsOf(text);
  texts.value = read ?? {};
  textsProblem.value = read ? '' : `${TEXTS} has errors: mend it first, then texts can be changed here.`;
}

/** Saves the text of a picture; all else in the file stays as it is. */
export async function saveAlt(name: string, alt: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const { text, etag } = await readSaved();
    const edited = withAlt(text, name, alt);
    if (!edited.ok) throw new Error(`${TEXTS} was not changed: ${edited.message}`);
    try {
      putFile(await writeFile(TEXTS, edited.text, etag));
    } catch (error) {
      // Somebody saved it in between.
      if (error instanceof ApiError && error.status === 412 && tries < 3) continue;
      throw error;
    }
    await readTexts();
    await Promise.all([refreshDoc(TEXTS), loadStatus()]);
    return;
  }
}

async function readSaved(): Promise<{ text: string; etag: string | null }> {
  try {
    return await readText(TEXTS);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return { text: '', etag: null };
    throw error;
  }
}
