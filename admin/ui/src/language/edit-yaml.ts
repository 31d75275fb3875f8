import { type Document, isMap, isScalar, type Pair, parseDocument, YAMLMap } from 'yaml';
import type { YamlChange, YamlEntry } from './protocol.ts';

/** The text with some values changed and all else as it was, comments too; undefined when it is no YAML. */
export function editYaml(text: string, changes: readonly YamlChange[]): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  for (const change of changes) {
    if ('entries' in change) setEntries(document, change.keys, change.entries);
    else if (change.value !== undefined) document.setIn(change.keys, document.createNode(change.value));
    else if (document.hasIn(change.keys)) document.deleteIn(change.keys);
  }
  return document.toString({ lineWidth: 0 });
}

/** The value of a YAML text, whatever its shape; undefined when it is no YAML. */
export function readYaml(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : document.toJS();
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
  map.items = entries.map((entry) => {
    const pair = pairs.get(entry.was ?? entry.key);
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
