import { type Document, isMap, isPair, isScalar, parseDocument } from 'yaml';
import type * as z from 'zod/mini';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { messageOf } from '../../schema/message-of.ts';
import '../../schema/text/plain-errors.ts';
import { wellFormedJson } from '../../schema/text/json.ts';
import { faultOf } from '../../schema/text/json-fault.ts';
import { type ExactJson, exactValue } from './exact.ts';
import { errorAt } from './position.ts';
import { eachNumber, refusedYaml } from './yaml-strict.ts';

/** More findings about one file help nobody, and each costs a look for its place. */
const MAX_FINDINGS = 100;

export interface YamlRead {
  /** Plain JSON data; undefined when there are errors. */
  readonly data: unknown;
  /** The same with its numbers as they are written. */
  readonly json: ExactJson;
  readonly diagnostics: readonly Diagnostic[];
  /** The characters of `text` that a key path such as ['cache', 'edge'] is at. */
  place(keys: readonly PropertyKey[]): readonly [from: number, to: number];
  /** Where each key of the map under `key` begins. */
  keysOf(key: string): ReadonlyMap<string, number>;
}

/**
 * Reads YAML 1.2 that is in `text` from `from` to `to`. Every error has the position that it has in `text`. Numbers below a
 * key of `texts` are read as the text that they are written as.
 */
export function readYaml(text: string, from = 0, to = text.length, texts: readonly string[] = []): YamlRead {
  const document = parseDocument(text.slice(from, to), {
    logLevel: 'error',
    uniqueKeys: false,
    merge: true,
  });
  const place = (keys: readonly PropertyKey[]) => placeOf(document, keys, from, to);
  const keysOf = (key: string) => keyPlaces(document, key, from);
  const errors = document.errors.length > 0 ? document.errors : refused(document);
  const diagnostics = errors
    .slice(0, MAX_FINDINGS)
    .map(({ code, pos: [start, end], message }) =>
      code === 'MULTIPLE_DOCS'
        ? secondDocument(text, from + start)
        : errorAt(text, from + start, from + Math.max(end, start + 1), 'yaml', tidy(message)),
    );
  const refusal = (found: readonly Diagnostic[]) => {
    return { data: undefined, json: 'null', diagnostics: found, place, keysOf };
  };
  if (diagnostics.length > 0) return refusal(diagnostics);
  try {
    for (const key of texts) keepWritten(document.get(key, true));
    const json = wellFormedJson(JSON.stringify(document.toJS(EXPANDED)) ?? 'null');
    const data: unknown = JSON.parse(json);
    const fault = faultOf(data);
    if (fault) return refusal([errorAt(text, from, to, 'yaml', fault)]);
    const exact = keepNumbers(document);
    return { data, json: exact ? ` ${exact}` : json, diagnostics, place, keysOf };
  } catch (error) {
    const message = messageOf(error);
    return refusal([errorAt(text, from, to, 'yaml', tidy(message))]);
  }
}

/** What aliases stand for has been measured: see refusedYaml. */
const EXPANDED = { maxAliasCount: -1 };

/** What nests too deep for these looks is too deep for reading, which says so. */
function refused(document: Document): ReturnType<typeof refusedYaml> {
  try {
    return refusedYaml(document);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** A second document was never read: what stood there was lost. `at` is where it begins, behind its `---`. */
function secondDocument(text: string, at: number): Diagnostic {
  const line = text.lastIndexOf('\n---', at) + 1;
  const message = 'A second YAML document begins here; a file is one';
  return errorAt(text, line, line + 3, 'yaml', message, 'Put each document into a file of its own.');
}

/** Findings of a zod schema about data that was read from YAML, each at its key. */
export function schemaDiagnostics(
  text: string,
  yaml: Pick<YamlRead, 'place'>,
  code: string,
  issues: readonly z.core.$ZodIssue[],
): Diagnostic[] {
  return flatten(issues.slice(0, MAX_FINDINGS)).map((issue) => {
    const [from, to] = yaml.place(issue.path);
    const key = issue.path.map(String).join('.');
    return errorAt(text, from, to, code, key ? `${key}: ${issue.message}` : issue.message);
  });
}

/** A union says only "invalid input": what its most fitting branch says is of more use. */
function flatten(issues: readonly z.core.$ZodIssue[]): { path: readonly PropertyKey[]; message: string }[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_key') {
      return [{ path: issue.path, message: issue.issues[0]?.message ?? issue.message }];
    }
    if (issue.code !== 'invalid_union') return [issue];
    const best = [...issue.errors].sort((a, b) => deepest(b) - deepest(a))[0] ?? [];
    return flatten(best).map((inner) => ({ path: [...issue.path, ...inner.path], message: inner.message }));
  });
}

function deepest(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(
    0,
    ...issues.map((issue) => issue.path.length * 2 + (issue.code === 'invalid_type' ? 0 : 1)),
  );
}

function tidy(message: string): string {
  if (/call stack/.test(message)) return 'This nests too deep to be read';
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

/**
 * The document as JSON with its numbers as they are written; undefined where that is what it is as plain data. It may hold what
 * JSON can't (NaN, dates by tag): a way through JSON leaves plain data only, here as there.
 */
function keepNumbers(document: Document): string | undefined {
  let found = false;
  eachNumber(document.contents, (node, source) => {
    const exact = exactValue(source);
    if (exact === undefined) return;
    node.value = exact;
    found = true;
  });
  return found ? wellFormedJson(JSON.stringify(document.toJS(EXPANDED))) : undefined;
}

/** Makes numbers the texts that they are written as: `2.0` is no other version than `2`, but another text. */
function keepWritten(root: unknown): void {
  eachNumber(root, (node, source) => {
    node.value = source;
  });
}

function placeOf(
  document: Document,
  keys: readonly PropertyKey[],
  from: number,
  to: number,
): [number, number] {
  let node: unknown = document.contents;
  let found: [number, number] = [from, to];
  for (const key of keys) {
    if (!isMap(node)) break;
    const pair = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
    );
    if (!pair || !isScalar(pair.key)) break;
    const range = pair.key.range;
    if (range) found = [from + range[0], from + range[1]];
    node = pair.value;
  }
  return found;
}

function keyPlaces(document: Document, key: string, from: number): Map<string, number> {
  const map = document.get(key, true);
  const items = isMap(map) ? map.items : [];
  return new Map(
    items.flatMap(({ key: name }) =>
      isScalar(name) ? [[String(name.value), from + (name.range?.[0] ?? 0)]] : [],
    ),
  );
}
