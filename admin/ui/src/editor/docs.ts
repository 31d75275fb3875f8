import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { type FileKind, kindOf } from '../../../../schema/file.ts';
import { ApiError } from '../api/client.ts';
import { readText, writeFile } from '../api/files.ts';
import { formatsOnSave } from '../format/on-save.ts';
import { files, putFile } from '../session/site.ts';
import { sayError, takeBack } from '../shell/toasts.ts';
import { checkAgain, checkDoc } from './checking.ts';
import { dropWork, keepWork, readWork } from './kept-work.ts';

/** A version of a file that somebody else saved while we were editing. */
export interface Conflict {
  /** null: the file was deleted. */
  readonly etag: string | null;
  readonly text: string;
}

/** A text file that is open for editing. */
export interface Doc {
  readonly path: string;
  readonly kind: FileKind;
  /** What the server has, as far as we know; etag is null when it has no such file. */
  readonly saved: Signal<{ readonly text: string; readonly etag: string | null }>;
  /** What is in the editor, a moment behind the keys. */
  readonly text: Signal<string>;
  readonly dirty: ReadonlySignal<boolean>;
  readonly diagnostics: Signal<readonly Diagnostic[]>;
  readonly saving: Signal<boolean>;
  readonly conflict: Signal<Conflict | null>;
  /** Work that a reload interrupted was put back. */
  readonly restored: Signal<boolean>;
  /** Takes over keys that the editor has not told yet; a form that is still writing is waited for. */
  flush: () => unknown;
}

const docs = new Map<string, Doc>();
/** Counts the docs that were loaded or forgotten, so that views look again. */
const revision = signal(0);

/** The open doc of a path, if it is loaded. */
export function docOf(path: string): Doc | undefined {
  revision.value;
  return docs.get(path);
}

/** Docs with changes that are not saved. */
export const dirtyDocs = computed(() => {
  revision.value;
  return [...docs.values()].filter((doc) => doc.dirty.value);
});

export async function loadDoc(path: string): Promise<Doc> {
  const known = docs.get(path);
  if (known) return known;
  const saved = files.value.has(path) ? await readText(path) : { text: '', etag: null };
  return docs.get(path) ?? addDoc(path, saved);
}

/** Begins a file that is not saved yet, since the server would not take it as it is. It is kept as all unsaved work is. */
export function beginDoc(path: string, text: string): void {
  forgetDoc(path);
  keepWork(path, { text, etag: null });
  addDoc(path, { text: '', etag: null }).restored.value = false;
}

/** Adds a doc, with the work that was kept of it. A new file has no ETag. */
export function addDoc(path: string, saved: { text: string; etag: string | null }): Doc {
  const kept = readWork(path);
  const hasWork = kept !== undefined && kept.text !== saved.text;
  // Work is compared with the version it was made from, so that a save by somebody else since then is a conflict.
  const base = hasWork && kept.etag !== saved.etag ? { ...saved, etag: kept.etag } : saved;
  const text = signal(hasWork ? kept.text : saved.text);
  const savedSignal = signal(base);
  const doc: Doc = {
    path,
    kind: kindOf(path),
    saved: savedSignal,
    text,
    dirty: computed(() => text.value !== savedSignal.value.text || savedSignal.value.etag === null),
    diagnostics: signal([]),
    saving: signal(false),
    conflict: signal(null),
    restored: signal(hasWork),
    flush: () => {},
  };
  docs.set(path, doc);
  revision.value++;
  void check(doc);
  return doc;
}

/** Makes the doc of a file that was renamed the doc of its new path, with what was typed and is not saved. */
export function moveDoc(from: string, to: string, etag: string): void {
  const doc = docs.get(from);
  if (!doc) return;
  doc.flush();
  const text = doc.text.value;
  const saved = { text: doc.saved.value.text, etag };
  if (text !== saved.text) keepWork(to, { text, etag });
  forgetDoc(from);
  addDoc(to, saved).restored.value = false;
}

export function forgetDoc(path: string): void {
  docs.delete(path);
  dropWork(path);
  revision.value++;
}

/** Takes over all keys that the editor has not told yet. */
export function flushDocs(): void {
  for (const doc of docs.values()) doc.flush();
}

/** Takes over what was typed: keeps it, and checks it. */
export function setText(doc: Doc, text: string): void {
  if (doc.text.value === text) return;
  doc.text.value = text;
  if (doc.dirty.value) keepWork(doc.path, { text, etag: doc.saved.value.etag });
  else dropWork(doc.path);
  void check(doc);
}

/** Gives up what was typed since the last save. */
export function revert(doc: Doc): void {
  doc.restored.value = false;
  doc.text.value = doc.saved.value.text;
  dropWork(doc.path);
  void check(doc);
}

/** Saves a doc. Returns whether it is saved now; what went wrong is in the doc or was said. */
export async function saveDoc(doc: Doc): Promise<boolean> {
  await doc.flush();
  if (doc.saving.value) return false;
  doc.saving.value = true;
  takeBack(`save ${doc.path}`);
  try {
    if (formatsOnSave.value) await format(doc);
    const text = doc.text.value;
    const file = await writeFile(doc.path, text, doc.saved.value.etag);
    batch(() => {
      doc.saved.value = { text, etag: file.etag };
      doc.restored.value = false;
      putFile(file);
    });
    if (!doc.dirty.value) dropWork(doc.path);
    return true;
  } catch (error) {
    await explainFailure(doc, error);
    return false;
  } finally {
    doc.saving.value = false;
  }
}

/** Formats a doc before it is saved: what hinders that is no news then. */
async function format(doc: Doc): Promise<void> {
  const { formatted } = await import('../format/format-doc.ts');
  const text = await formatted(doc).catch(() => undefined);
  if (text !== undefined) setText(doc, text);
}

/** Takes the other version as the one that we edit from; `text` is what the person made of both. */
export function resolveConflict(doc: Doc, text: string): void {
  const other = doc.conflict.value;
  if (!other) return;
  batch(() => {
    doc.saved.value = { text: other.text, etag: other.etag };
    doc.conflict.value = null;
    doc.text.value = text;
  });
  keepWork(doc.path, { text, etag: other.etag });
  void check(doc);
}

async function explainFailure(doc: Doc, error: unknown): Promise<void> {
  if (!(error instanceof ApiError)) throw error;
  if (error.status === 412) {
    await readConflict(doc);
    return;
  }
  if (error.problem.diagnostics?.length) doc.diagnostics.value = error.problem.diagnostics as Diagnostic[]; // one shape, see schema/api/problem
  if (error.status !== 401) sayError(error, `save ${doc.path}`);
}

/** Reads the version of somebody else that unsaved work is to be merged with. */
export async function readConflict(doc: Doc): Promise<void> {
  doc.flush();
  doc.conflict.value = await readOther(doc.path);
}

async function readOther(path: string): Promise<Conflict> {
  try {
    return await readText(path);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return { etag: null, text: '' };
    throw error;
  }
}

const openText = (path: string) => docs.get(path)?.text.peek();
const check = (doc: Doc): Promise<void> => checkDoc(doc, openText);

/** Milliseconds of quiet after which the other open files are looked at. */
const QUIET = 250;
let looking: ReturnType<typeof setTimeout> | undefined;

// What is open is checked again when what it depends on changes: typed here, saved, renamed or deleted by anybody.
effect(() => {
  revision.value;
  files.value;
  for (const doc of docs.values()) doc.text.value;
  clearTimeout(looking);
  looking = setTimeout(() => {
    for (const doc of docs.values()) checkAgain(doc, openText);
  }, QUIET);
});

/** Reads a doc again that was changed elsewhere, unless it has changes of its own: those will meet a conflict on saving. */
export async function refreshDoc(path: string): Promise<void> {
  const doc = docs.get(path);
  doc?.flush();
  if (!doc || doc.dirty.value) return;
  let before: unknown;
  let found: { text: string; etag: string };
  // What was read while the file was saved or read again from here may be older than what is known.
  do {
    before = doc.saved.value;
    found = await readText(path);
    // Keys of the meantime.
    doc.flush();
    if (doc.dirty.value) return;
  } while (doc.saved.value !== before);
  batch(() => {
    doc.saved.value = found;
    doc.text.value = found.text;
  });
  void check(doc);
}

/** Reads the docs again whose files are not as they were read. */
export async function refreshDocs(): Promise<void> {
  const isOld = ({ path, saved }: Doc) => {
    const file = files.value.get(path);
    return file !== undefined && file.etag !== saved.value.etag;
  };
  await Promise.all([...docs.values()].filter(isOld).map(({ path }) => refreshDoc(path)));
}
