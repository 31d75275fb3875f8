import { type Document, isMap, isScalar, type Pair, parseDocument, YAMLMap } from 'yaml';
import { editFile } from '../../../../site/forms/edit-file.ts';
import type { Change, Value } from '../../../../site/forms/yaml/value.ts';
import type { YamlChange, YamlEntry } from './protocol.ts';

/**
 * The text with some values changed and all else as it was, comments too; undefined when it is no YAML. Only what splices
 * cannot say, such as another order of entries, prints the text anew.
 */
export function editYaml(text: string, changes: readonly YamlChange[]): string | undefined {
  let edited: string | undefined = text;
  for (const change of changes) {
    if (edited === undefined) return undefined;
    edited = editInPlace(edited, change) ?? printYaml(edited, [change]);
  }
  return edited;
}

/** The change as edits of the characters of its values; undefined where one is refused, or there are none for it. */
function editInPlace(text: string, change: YamlChange): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  let edited = text;
  for (const each of stepsOf(document, change) ?? [undefined]) {
    const made = each && editFile('site.yaml', edited, each);
    if (!made?.ok) return undefined;
    edited = made.text;
  }
  return edited;
}

function stepsOf(document: Document, change: YamlChange): Change[] | undefined {
  const { keys } = change;
  const remove = (path: readonly string[]): Change => ({ kind: 'remove', path });
  if ('entries' in change && change.entries.length > 0) return entrySteps(document, keys, change.entries);
  if (!('entries' in change) && change.value !== undefined)
    return isValue(change.value) ? [{ kind: 'set', path: keys, value: change.value }] : undefined;
  return document.hasIn(keys) ? [remove(keys)] : [];
}

/** Only for entries whose keys and order are those of the text: others come behind them, and some may be gone. */
function entrySteps(
  document: Document,
  keys: readonly string[],
  entries: readonly YamlEntry[],
): Change[] | undefined {
  const map = document.hasIn(keys) ? document.getIn(keys) : undefined;
  const before = isMap(map) ? map.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
  const left = entries.filter(({ was, key }) => before.includes(was ?? key));
  const isRenamed = entries.some(({ was, key }) => was !== null && was !== key);
  const isInOrder = before
    .filter((key) => left.some((entry) => entry.key === key))
    .every((key, at) => entries[at]?.key === key);
  if (isRenamed || !isInOrder || new Set(entries.map(({ key }) => key)).size < entries.length)
    return undefined;
  const gone = before.filter((key) => !left.some((entry) => entry.key === key));
  return [
    ...entries.map(({ key, value, inside }): Change => {
      const isInside = inside !== undefined && isMap(map) && isMap(map.get(key, true));
      return { kind: 'set', path: [...keys, key, ...(isInside ? [inside] : [])], value };
    }),
    ...gone.map((key): Change => ({ kind: 'remove', path: [...keys, key] })),
  ];
}

const isValue = (value: unknown): value is Value =>
  value === null || ['boolean', 'number', 'string'].includes(typeof value);

/** The text printed anew: comments stay, but not quotes, folds and empty lines. */
export function printYaml(text: string, changes: readonly YamlChange[]): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  for (const change of changes) {
    if ('entries' in change) setEntries(document, change.keys, change.entries);
    else if (change.value !== undefined) document.setIn(change.keys, document.createNode(change.value));
    else if (document.hasIn(change.keys)) document.deleteIn(change.keys);
  }
  return document.toString({ lineWidth: 0 });
}

/** Makes a map have these entries in this order. What was there keeps its comments and its other values. */
function setEntries(document: Document, keys: readonly string[], entries: readonly YamlEntry[]): void {
  const before = document.hasIn(keys) ? document.getIn(keys) : undefined;
  if (entries.length === 0) {
    if (before !== undefined) document.deleteIn(keys);
    return;
  }
  const map = isMap(before) ? before : new YAMLMap();
  const pairs = new Map(
    map.items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair]),
  );
  // A new entry may have the key that another had so far.
  const taken = new Set(entries.map(({ was }) => was));
  map.items = entries.map((entry) => {
    const pair = entry.was === null && taken.has(entry.key) ? undefined : pairs.get(entry.was ?? entry.key);
    return pair ? changed(document, pair, entry) : document.createPair(entry.key, entry.value);
  });
  if (map !== before) document.setIn(keys, map);
}

function changed(document: Document, pair: Pair, entry: YamlEntry): Pair {
  if (!isScalar(pair.key)) pair.key = document.createNode(entry.key);
  else if (pair.key.value !== entry.key) pair.key.value = entry.key;
  const { value } = pair;
  if (entry.inside !== undefined && isMap(value)) {
    if (value.get(entry.inside) !== entry.value) value.set(entry.inside, entry.value);
  } else if (!isScalar(value)) pair.value = document.createNode(entry.value);
  else if (value.value !== entry.value) value.value = entry.value;
  return pair;
}
