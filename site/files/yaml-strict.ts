import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';

import { isName, NO_NAME } from '../../schema/text/json-fault.ts';

export interface Refused {
  readonly code?: string;
  /** Characters from the start of the document, the end exclusive. */
  readonly pos: readonly [from: number, to: number];
  readonly message: string;
}

/**
 * What is YAML but is not taken: aliases that stand for more than memory has room for, keys that occur twice, and `__proto__`. The
 * library could refuse them by itself, but compares every key with all before it: minutes for 60,000.
 */
export function refusedYaml(document: Document): Refused[] {
  const found: Refused[] = [];
  const refuse = (node: Node, message: string) =>
    found.push({ pos: [node.range?.[0] ?? 0, node.range?.[1] ?? 0], message });
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isSeq(node)) for (const item of node.items) open.push(item);
    if (!isMap(node)) continue;
    for (const key of repeatedKeys(node)) refuse(key, `The key ${String(key)} stands twice`);
    for (const { key } of node.items) if (isScalar(key) && !isName(String(key.value))) refuse(key, NO_NAME);
    for (const { key, value } of node.items) open.push(key, value);
  }
  const big = overgrown(document.contents);
  if (big) found.push(big);
  return found.sort((a, b) => a.pos[0] - b.pos[0]);
}

/** Characters and values that a document may have once each alias is what it stands for. */
const MAX_EXPANDED = 4 * 1024 * 1024;

/** The first alias that is part of what it stands for, or with which a document becomes too large. */
function overgrown(root: unknown): Refused | undefined {
  const sizes = new Map<string, number | undefined>();
  let total = 0;
  let found: Refused | undefined;
  const refuse = (node: Node, message: string) => {
    found ??= { pos: [node.range?.[0] ?? 0, node.range?.[1] ?? 0], message };
  };
  const sizeOf = (node: unknown): number => {
    if (isAlias(node)) {
      const size = sizes.get(node.source);
      if (size === undefined) refuse(node, `The alias *${node.source} stands inside of what it stands for`);
      total += size ?? 0;
      if (total > MAX_EXPANDED)
        refuse(node, `With this alias the document has more than ${MAX_EXPANDED} characters`);
      return size ?? 0;
    }
    const anchor = (isScalar(node) || isSeq(node) || isMap(node)) && node.anchor;
    if (anchor) sizes.set(anchor, undefined);
    let size = 1;
    if (isScalar(node)) size += node.source?.length ?? 0;
    if (isSeq(node)) for (const item of node.items) size += sizeOf(item);
    if (isMap(node)) for (const { key, value } of node.items) size += sizeOf(key) + sizeOf(value);
    if (anchor) sizes.set(anchor, size);
    return size;
  };
  sizeOf(root);
  return found;
}

function* repeatedKeys({ items }: YAMLMap): Generator<Node> {
  const seen = new Set<string>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (seen.has(name)) yield key;
    seen.add(name);
  }
}

/** Visits every number below `root` that is a value, with what it is written as. */
export function eachNumber(root: unknown, visit: (node: Scalar, source: string) => void): void {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (isSeq(node)) for (const item of node.items) open.push(item);
    if (isMap(node)) for (const { value } of node.items) open.push(value);
    if (isScalar(node) && typeof node.value === 'number' && node.source !== undefined)
      visit(node, node.source);
  }
}
