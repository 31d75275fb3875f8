import { signal } from '@preact/signals';
import { messageOf } from '../../../../schema/message-of.ts';
import { readText } from '../api/files.ts';
import { readTexts, searchTexts } from '../api/usages.ts';
import { docOf } from '../editor/docs.ts';
import { isEditable } from '../editor/editable.ts';
import { maySeeSite, visible } from '../session/may.ts';
import { files } from '../session/site.ts';
import { gather, type Slice } from './gather.ts';
import { type Hit, hitsIn } from './hits.ts';
import type { Pattern } from './match.ts';
import { lookThrough } from './regex-thread.ts';

export const query = signal('');
export const matchCase = signal(false);
export const wholeWord = signal(false);
export const asRegex = signal(false);
export const replacement = signal('');
/** What was found; null before anything was looked for. */
export const hits = signal<readonly Hit[] | null>(null);
/** Files looked at of all, while searching; null when done. */
export const searched = signal<{ readonly done: number; readonly all: number } | null>(null);
/** What is wrong with the pattern. */
export const patternProblem = signal('');

/** More hits than this are a reason to type more. */
export const MOST_HITS = 500;
/** Hits after which the search stops. */
const MOST_FOUND = 10_000;
/** Files that were looked at when it stopped; null where it looked at all. */
export const stoppedAfter = signal<number | null>(null);
/** Texts of assets that are read at once: the server keeps them elsewhere, and does not search them. */
const AT_ONCE = 6;

export const patternNow = (): Pattern => ({
  text: query.value,
  case: matchCase.value,
  word: wholeWord.value,
  regex: asRegex.value,
  replacement: replacement.value,
});

let running = 0;

/** Looks for the query in all text files, as they are typed or saved. A newer search ends this one. */
export async function search(): Promise<void> {
  const mine = ++running;
  const pattern = patternNow();
  patternProblem.value = '';
  stoppedAfter.value = null;
  if (pattern.text === '') {
    hits.value = null;
    searched.value = null;
    return;
  }
  const isOld = () => mine !== running;
  const tell = (done: number) => {
    if (isOld()) return false;
    searched.value = { done, all: files.value.size };
    return true;
  };
  try {
    const found = await gather(look(pattern), MOST_FOUND, tell);
    if (!found || isOld()) return;
    searched.value = null;
    stoppedAfter.value = found.isWhole ? null : found.done;
    hits.value = found.hits.sort(inOrder);
  } catch (error) {
    if (isOld()) return;
    searched.value = null;
    if (!pattern.regex) throw error;
    patternProblem.value = messageOf(error);
    hits.value = [];
  }
}

const inOrder = (a: Hit, b: Hit): number =>
  a.path === b.path ? a.line - b.line || a.column - b.column : a.path < b.path ? -1 : 1;

/** Slice by slice: what is typed here and not saved, what the server finds in texts, and assets that are texts. */
async function* look(pattern: Pattern): AsyncGenerator<Slice<Hit>> {
  searched.value = { done: 0, all: files.value.size };
  const typed = [...files.value.keys()].flatMap((path) => {
    const doc = docOf(path);
    return doc?.dirty.value ? [[path, doc.text.value] as const] : [];
  });
  const isTyped = new Set(typed.map(([path]) => path));
  yield { hits: await through(typed, pattern), files: typed.length };
  const inTexts = pattern.regex || !maySeeSite.value ? byTexts(pattern) : byServer(pattern);
  for await (const slice of inTexts)
    yield { ...slice, hits: slice.hits.filter(({ path }) => !isTyped.has(path)) };
  const assets = [...files.value.values()].filter(
    ({ kind, path }) => kind === 'asset' && isEditable(path) && !isTyped.has(path),
  );
  for (let at = 0; at < assets.length; at += AT_ONCE) {
    const some = await Promise.all(
      assets
        .slice(at, at + AT_ONCE)
        .map(async ({ path, etag }) => [path, await savedText(path, etag)] as const),
    );
    yield { hits: await through(some, pattern), files: some.length };
  }
}

async function* byServer(pattern: Pattern): AsyncGenerator<Slice<Hit>> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const found = await searchTexts(pattern, cursor);
    yield {
      hits: found.hits.map((hit) => ({ ...hit, replaced: pattern.replacement })),
      files: found.files,
    };
    ({ cursor } = found);
  }
}

async function* byTexts(pattern: Pattern): AsyncGenerator<Slice<Hit>> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const found = await readTexts(visible.value, cursor);
    const some = found.files.map(({ path, text }) => [path, text] as const);
    yield { hits: await through(some, pattern), files: some.length };
    ({ cursor } = found);
  }
}

async function through(
  texts: readonly (readonly [path: string, text: string])[],
  pattern: Pattern,
): Promise<readonly Hit[]> {
  if (pattern.regex) return lookThrough({ pattern, texts });
  return texts.flatMap(([path, text]) => hitsIn(path, text, pattern));
}

/** Texts of assets as they are saved. */
const texts = new Map<string, { readonly etag: string; readonly text: string }>();

async function savedText(path: string, etag: string): Promise<string> {
  const known = texts.get(path);
  if (known?.etag === etag) return known.text;
  const found = await readText(path);
  texts.set(path, found);
  return found.text;
}
