import { HostObject } from '../../liquid/run/values/values.ts';

/** An entry as a tree is made of it. */
export interface Leaf extends HostObject {
  readonly slug: string;
}

/** The slug of the folder that an entry lies in; undefined at the top. */
export function parentSlug(slug: string): string | undefined {
  if (slug === '') return undefined;
  return slug.slice(0, Math.max(0, slug.lastIndexOf('/')));
}

/**
 * A collection as its folders nest, for a navigation: entries of one folder by their `order`, then by title. A folder without an entry of its
 * own is a node too, with its name as title and without a url.
 */
export function treeOf(entries: readonly Leaf[]): readonly Node[] {
  const nodes = new Map<string, Node>();
  for (const entry of entries) nodes.set(entry.slug, new Node(entry.slug, entry));
  const top: Node[] = [];
  for (const slug of [...nodes.keys()]) place(slug, nodes, top);
  for (const node of nodes.values()) node.children.sort(compareNodes);
  return top.sort(compareNodes);
}

/** Puts a node, and the folders above it that are not there yet, below what they lie in. */
function place(slug: string, nodes: Map<string, Node>, top: Node[]): void {
  for (let below = slug; ; ) {
    const node = nodes.get(below);
    const above = parentSlug(below);
    if (!node) return;
    if (above === undefined || (above === '' && !nodes.has(''))) {
      top.push(node);
      return;
    }
    const parent = nodes.get(above);
    const folder = parent ?? new Node(above);
    folder.children.push(node);
    if (parent) return;
    nodes.set(above, folder);
    below = above;
  }
}

class Node extends HostObject {
  readonly children: Node[] = [];
  readonly #slug: string;
  readonly #entry: Leaf | undefined;

  constructor(slug: string, entry?: Leaf) {
    super();
    this.#slug = slug;
    this.#entry = entry;
  }

  override get(key: string): unknown {
    switch (key) {
      case 'children':
        return this.children;
      case 'entry':
        return this.#entry ?? null;
      case 'slug':
        return this.#slug;
      case 'title':
        return this.#entry?.get('title') ?? this.#slug.slice(this.#slug.lastIndexOf('/') + 1);
      default:
        return this.#entry?.get(key) ?? null;
    }
  }

  override keys(): string[] {
    return ['title', 'url', 'slug', 'children', 'entry'];
  }
}

function compareNodes(a: Node, b: Node): number {
  return (
    orderOf(a) - orderOf(b) ||
    compareText(textOf(a, 'title'), textOf(b, 'title')) ||
    compareText(textOf(a, 'slug'), textOf(b, 'slug'))
  );
}

/** What has no order comes last. */
function orderOf(node: Node): number {
  const order = node.get('order');
  return typeof order === 'number' ? order : Number.MAX_SAFE_INTEGER;
}

const textOf = (node: Node, key: string): string => String(node.get(key) ?? '');
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
