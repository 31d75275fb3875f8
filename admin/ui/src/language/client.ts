import type { DocParam } from '../../../../liquid/compile/lint/doc.ts';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import type { Edited, Where } from '../../../../site/forms/yaml/edit.ts';
import type { Change } from '../../../../site/forms/yaml/value.ts';
import { readText } from '../api/files.ts';
import { files, pathsVersion } from '../session/site.ts';
import { firstScreen } from '../start/ahead.ts';
import type { ReadForm } from './forms.ts';
import type { Answer, Question, YamlChange } from './protocol.ts';

export type { YamlChange };

let worker: Promise<Worker> | undefined;
let last = 0;
const waiting = new Map<number, PromiseWithResolvers<Answer>>();

/** A file's text as it is typed, else as it is saved; undefined where there is none. */
type Read = (path: string) => Promise<string | undefined>;

/** Checks a file's text with the server's own code, and says which files that depends on, there or not. */
export async function checkText(path: string, text: string, read: Read): Promise<Checked> {
  tellPaths();
  const { diagnostics, needs } = await askWith(read, (others) => ({
    ask: 'check',
    path,
    text,
    others,
  }));
  return { diagnostics: diagnostics ?? [], needs: needs ?? [] };
}

/** As of which version the thread knows the paths. */
let told = -1;

/** Tells the thread which files there are, where that is not what it knows: a hundred thousand paths are not sent with each key. */
function tellPaths(): void {
  if (told === pathsVersion()) return;
  told = pathsVersion();
  void ask({ ask: 'know', paths: [...files.value.keys()] });
}

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly needs: readonly string[];
}

/** Which blocks a layout shows, and whether it shows what is in none; undefined where that cannot be known. */
export async function whatShows(
  layout: string,
  read: Read,
): Promise<{ readonly blocks: readonly string[]; readonly content: boolean } | undefined> {
  const { data } = await askWith(read, (others) => ({ ask: 'shows', path: layout, others }));
  return data as Awaited<ReturnType<typeof whatShows>>; // what language/worker makes
}

/** What was needed by path the last time: asking with it takes one turn instead of several. */
const needed = new Map<string, readonly string[]>();
/** A layout of a layout of a layout… */
const MOST_TURNS = 8;

/** Asks, and again with the texts that the answer needs, until it has them all. */
async function askWith(
  read: Read,
  questionOf: (others: Record<string, string>) => Extract<Question, { others: unknown }>,
): Promise<Answer> {
  const others = new Map<string, string>();
  const tried = new Set<string>();
  const { path } = questionOf({});
  const add = async (paths: readonly string[]) => {
    const fresh = paths.filter((each) => !tried.has(each) && files.value.has(each));
    for (const each of fresh) tried.add(each);
    const texts = await Promise.all(fresh.map(read));
    fresh.forEach((each, at) => {
      const text = texts[at];
      if (text !== undefined) others.set(each, text);
    });
    return fresh.length > 0;
  };
  await add(needed.get(path) ?? []);
  for (let turn = 1; ; turn++) {
    const answer = await ask(questionOf(Object.fromEntries(others)));
    needed.set(path, answer.needs ?? []);
    if (turn >= MOST_TURNS || !(await add(answer.needs ?? []))) return answer;
  }
}

const known = new Map<string, { etag: string; data: unknown }>();

/** The value of a data file or site.yaml as it is saved; undefined when there is no such file. */
export async function readData(path: string): Promise<unknown> {
  const file = files.value.get(path);
  if (!file) return undefined;
  const cached = known.get(path);
  if (cached?.etag === file.etag) return cached.data;
  const { text } = await readText(path);
  const { data } = await ask({ ask: 'data', path, text });
  known.set(path, { etag: file.etag, data });
  return data;
}

/** The parameters that the `doc` tags of a partial's text state. */
export async function readParams(path: string, text: string): Promise<readonly DocParam[]> {
  const { data } = await ask({ ask: 'params', path, text });
  return data as readonly DocParam[]; // what language/worker makes
}

/** The value of a sample as it is saved. */
export async function readSample(path: string): Promise<unknown> {
  const { text } = await readText(path);
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what is wrong with it is told where it is edited
  }
}

/** The value of a YAML text, whatever its shape; undefined when it is no YAML. */
export async function readYaml(text: string): Promise<unknown> {
  const { data } = await ask({ ask: 'yaml', text });
  return data;
}

/** The YAML text with some values changed, and all else as it was; undefined when it is no YAML. */
export async function editYaml(text: string, changes: readonly YamlChange[]): Promise<string | undefined> {
  const edited = await ask({ ask: 'edit', text, changes });
  return edited.text;
}

/** A file as a form; null for a text that is not right. */
export async function readForm(path: string, text: string, read: Read): Promise<ReadForm | null> {
  const { data } = await askWith(read, (others) => ({ ask: 'form', path, text, others }));
  return data as ReadForm | null; // what language/forms makes
}

/** The text after a change by a form. */
export async function changeFile(path: string, text: string, change: Change, where?: Where): Promise<Edited> {
  const { data } = await ask({ ask: 'change', path, text, change, ...(where && { where }) });
  return data as Edited; // what language/forms makes
}

function ask(question: Question): Promise<Answer> {
  // It is as large as the editor, which is wanted first.
  worker ??= firstScreen().then(start);
  const id = ++last;
  const answer = Promise.withResolvers<Answer>();
  waiting.set(id, answer);
  void worker.then((started) => started.postMessage({ id, question }));
  return answer.promise;
}

function start(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<Answer>) => {
    const answer = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed === undefined) answer?.resolve(data);
    else answer?.reject(new Error(data.failed));
  };
  return started;
}
