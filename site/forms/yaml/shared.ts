import { type Alias, type Document, isAlias, isMap, isNode, isSeq, visit, type YAMLMap } from 'yaml';
import { keyOf } from './raw.ts';
import type { Path } from './value.ts';

/** How a value came to a path: by an alias, or by a merge key of the object at `at`. `rest` leads on from there. */
export interface Via {
  readonly kind: 'alias' | 'merge';
  readonly at: Path;
  readonly rest: Path;
  readonly anchor: string;
}

export interface Located {
  /** The path as it is written, through no alias; as long as it is there. */
  readonly path: Path;
  readonly via?: Via | undefined;
  /** The anchor on the way whose value is used elsewhere, too. */
  readonly anchor?: string | undefined;
}

/** Follows a path to where its value is written. */
export function locate(document: Document, path: Path): Located {
  let node: unknown = document.contents;
  let written: Path = [];
  let via: Via | undefined;
  for (let at = 0; ; at++) {
    if (isAlias(node)) {
      via ??= { kind: 'alias', at: written, rest: path.slice(at), anchor: node.source };
      node = node.resolve(document);
      written = pathOf(document, node) ?? written;
    }
    const key = path[at];
    if (key === undefined) break;
    const merged = isMap(node) && !own(node, key) ? mergedInto(document, node, key) : undefined;
    if (merged) {
      via ??= { kind: 'merge', at: written, rest: path.slice(at), anchor: merged.anchor };
      node = merged.map;
      written = pathOf(document, node) ?? written;
    }
    written = [...written, key];
    node = isMap(node) ? own(node, key)?.value : isSeq(node) ? node.items[Number(key)] : undefined;
  }
  return { path: written, via, anchor: sharedOn(document, written) };
}

const own = (map: YAMLMap, key: string | number) => map.items.find((pair) => keyOf(pair) === String(key));

/** The object that a merge key takes a key from, and the anchor that it is named by. */
function mergedInto(
  document: Document,
  map: YAMLMap,
  key: string | number,
  depth = 0,
): { map: YAMLMap; anchor: string } | undefined {
  const merges = map.items.filter((pair) => keyOf(pair) === '<<').map(({ value }) => value as unknown);
  for (const value of merges.flatMap((each) => (isSeq(each) ? each.items : [each]))) {
    const found: unknown = isAlias(value) ? value.resolve(document) : value;
    if (!isMap(found) || depth > 20) continue;
    const anchor = isAlias(value) ? value.source : '';
    if (own(found, key)) return { map: found, anchor };
    const deeper = mergedInto(document, found, key, depth + 1);
    if (deeper) return deeper;
  }
  return undefined;
}

/** The path of a node; undefined for one that is a key, or is not there. */
function pathOf(document: Document, wanted: unknown): Path | undefined {
  const open: [unknown, Path][] = [[document.contents, []]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, path] = next;
    if (node === wanted) return path;
    if (isSeq(node)) for (const [at, item] of node.items.entries()) open.push([item, [...path, at]]);
    if (isMap(node)) for (const pair of node.items) open.push([pair.value, [...path, keyOf(pair)]]);
  }
  return undefined;
}

function sharedOn(document: Document, path: Path): string | undefined {
  const used = new Set<string>();
  visit(document, { Alias: (_, alias: Alias) => void used.add(alias.source) });
  let node: unknown = document.contents;
  for (let at = 0; at <= path.length; at++) {
    const anchor = isNode(node) && !isAlias(node) && 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined && used.has(anchor)) return anchor;
    const key = path[at] ?? '';
    node = isMap(node) ? own(node, key)?.value : isSeq(node) ? node.items[Number(key)] : undefined;
  }
  return undefined;
}
