import type { Signal } from '@preact/signals';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import type { FileKind } from '../../../../schema/file.ts';
import { readText } from '../api/files.ts';
import { checkText } from '../language/client.ts';
import { files, pathsVersion } from '../session/site.ts';

/** What is checked of an open file. */
interface Checkable {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: Signal<string>;
  readonly diagnostics: Signal<readonly Diagnostic[]>;
}

type OpenText = (path: string) => string | undefined;

/** What the last check of a file depended on, and how that was then. */
const checked = new WeakMap<Checkable, { needs: readonly string[]; state: string }>();

/** Checks an open file against the others as they are typed, else as they are saved. */
export async function checkDoc(doc: Checkable, openText: OpenText): Promise<void> {
  const text = doc.text.value;
  // What others were when they were read: they may change before there is an answer.
  const site = files.value;
  const paths = pathsVersion();
  const read = new Map<string, string | undefined>();
  const { diagnostics, needs } = await checkText(doc.path, text, (path) => {
    read.set(path, stampOf(path, openText));
    return readOther(path, openText);
  });
  if (doc.text.value !== text) return;
  doc.diagnostics.value = diagnostics;
  const stamp = (path: string) => (read.has(path) ? read.get(path) : site.get(path)?.etag);
  checked.set(doc, { needs, state: stateOf(doc, needs, stamp, paths) });
}

/** Checks an open file again if something that it depends on is not what it was. */
export function checkAgain(doc: Checkable, openText: OpenText): void {
  const before = checked.get(doc);
  const stamp = (path: string) => stampOf(path, openText);
  if (before && stateOf(doc, before.needs, stamp, pathsVersion()) !== before.state)
    void checkDoc(doc, openText);
}

const stampOf = (path: string, openText: OpenText) => openText(path) ?? files.value.get(path)?.etag;

/** Tells apart all that may change the findings of a file whose own text stays. */
function stateOf(
  { kind }: Checkable,
  needs: readonly string[],
  stamp: (path: string) => string | undefined,
  paths: number,
): string {
  const named = needs.map((path) => `${path} ${stamp(path)}`);
  // Entries name each other by fields that only their collection knows: which of them there are is all that is looked at.
  const content = kind === 'entry' || kind === 'collection' || kind === 'page';
  if (content) named.push(String(paths));
  return named.join('\n');
}

/** Texts as they are saved, by ETag. */
const texts = new Map<string, Promise<string | undefined>>();
/** Texts that are kept: enough for all that the open files name. */
const MOST_TEXTS = 300;

async function readOther(path: string, openText: OpenText): Promise<string | undefined> {
  const open = openText(path);
  const etag = files.value.get(path)?.etag;
  if (open !== undefined || etag === undefined) return open;
  const known = texts.get(etag);
  if (known) return known;
  // Without it the file is checked alone; the next check asks again.
  const text = readText(path).then(
    (read) => read.text,
    () => void texts.delete(etag),
  );
  texts.set(etag, text);
  if (texts.size > MOST_TEXTS) texts.delete(texts.keys().next().value ?? '');
  return text;
}

/** The text of a file as it is saved. */
export const readSaved = (path: string): Promise<string | undefined> => readOther(path, () => undefined);
