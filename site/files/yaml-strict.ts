import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';

import { isName, NO_NAME } from '../../schema/json-fault.ts';

export interface Refused {
  readonly code?: string;
  /** Characters from the start of the document, the end exclusive. */
  readonly pos: readonly [from: number, to: number];
  readonly message: string;
}

/**
 * What is YAML but is not taken: aliases, for a few of them can stand for gigabytes, keys that stand twice, and `__proto__`. The
 * library could refuse both by itself, but compares every key with all before it: minutes for 60,000.
 */
export function refusedYaml(document: Document): Refused[] {
  const found: Refused[] = [];
  const refuse = (node: Node, message: string) =>
    found.push({ pos: [node.range?.[0] ?? 0, node.range?.[1] ?? 0], message });
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isAlias(node)) refuse(node, 'YAML aliases (*name) are not supported: write the value out');
    if (isSeq(node)) for (const item of node.items) open.push(item);
    if (!isMap(node)) continue;
    for (const key of repeatedKeys(node)) refuse(key, `The key ${String(key)} stands twice`);
    for (const { key } of node.items) if (isScalar(key) && !isName(String(key.value))) refuse(key, NO_NAME);
    for (const { key, value } of node.items) open.push(key, value);
  }
  return found.sort((a, b) => a.pos[0] - b.pos[0]);
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
