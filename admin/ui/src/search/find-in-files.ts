import { signal } from '@preact/signals';
import { readText } from '../api/files.ts';
import { docOf } from '../editor/docs.ts';
import { isEditable } from '../editor/editable.ts';
import { files } from '../session/site.ts';

export interface Hit {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly length: number;
}

export const query = signal('');
export const matchCase = signal(false);
export const hits = signal<readonly Hit[] | null>(null);
/** Files read of all, while searching; null when done. */
export const searched = signal<{ readonly done: number; readonly all: number } | null>(null);

/** More hits than this are a reason to type more. */
export const MOST_HITS = 500;
const AT_ONCE = 6;

const texts = new Map<string, { readonly etag: string; readonly text: string }>();
let running = 0;

/** Looks for the query in all text files, as they are typed or saved. A newer search ends this one. */
export async function search(): Promise<void> {
  const mine = ++running;
  const wanted = matchCase.value ? query.value : query.value.toLowerCase();
  if (wanted === '') {
    hits.value = null;
    return;
  }
  const todo = [...files.value.values()].filter((file) => isEditable(file.path));
  const all = todo.length;
  const found: Hit[] = [];
  const read = async () => {
    for (let file = todo.shift(); file; file = todo.shift()) {
      const text = docOf(file.path)?.text.peek() ?? (await savedText(file.path, file.etag));
      if (mine !== running) return;
      found.push(...hitsIn(file.path, text, wanted));
      searched.value = { done: all - todo.length, all };
    }
  };
  searched.value = { done: 0, all };
  await Promise.all(Array.from({ length: AT_ONCE }, read));
  if (mine !== running) return;
  hits.value = found.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
  searched.value = null;
}

async function savedText(path: string, etag: string): Promise<string> {
  const known = texts.get(path);
  if (known?.etag === etag) return known.text;
  const found = await readText(path);
  texts.set(path, found);
  return found.text;
}

function hitsIn(path: string, text: string, wanted: string): Hit[] {
  const searchIn = matchCase.value ? text : text.toLowerCase();
  if (!searchIn.includes(wanted)) return [];
  const lines = text.split('\n');
  return (matchCase.value ? lines : searchIn.split('\n')).flatMap((line, index): Hit[] => {
    const at = line.indexOf(wanted);
    if (at < 0) return [];
    return [{ path, line: index + 1, column: at + 1, text: lines[index] ?? '', length: wanted.length }];
  });
}
