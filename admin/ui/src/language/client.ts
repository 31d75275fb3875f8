import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { readText } from '../api/files.ts';
import { files } from '../session/site.ts';
import type { Answer, Question, YamlChange } from './protocol.ts';

export type { YamlChange };

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, PromiseWithResolvers<Answer>>();

/** Checks a file's text with the server's own code; an entry's against the text of its collection's `_collection.yaml`. */
export async function checkText(
  path: string,
  text: string,
  collection?: string,
): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await ask({ ask: 'check', path, text, paths: [...files.value.keys()], collection });
  return diagnostics ?? [];
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

function ask(question: Question): Promise<Answer> {
  worker ??= start();
  const id = ++last;
  const answer = Promise.withResolvers<Answer>();
  waiting.set(id, answer);
  worker.postMessage({ id, question });
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
