import { type Tree, TreeBuffer } from '@lezer/common';

export interface Range {
  readonly from: number;
  readonly to: number;
}

const CODE: ReadonlySet<string> = new Set(['FencedCode', 'CodeBlock', 'InlineCode']);

/**
 * Where code is in trees of Markdown. A tree that was looked at once is known: an incremental parse takes the trees of all blocks
 * but the changed one along, so a key costs one block.
 */
export class CodeRanges {
  /** Nodes that were looked at so far. */
  looked = 0;
  readonly #known = new WeakMap<Tree, readonly Range[]>();

  /** In order, by offsets from where the tree begins. */
  in(tree: Tree): readonly Range[] {
    const known = this.#known.get(tree);
    if (known) return known;
    this.looked++;
    const found: Range[] = [];
    tree.children.forEach((child, at) => {
      const from = tree.positions[at] ?? 0;
      if (child instanceof TreeBuffer) this.#inBuffer(child, from, found);
      else if (CODE.has(child.type.name)) found.push({ from, to: from + child.length });
      else for (const one of this.in(child)) found.push({ from: from + one.from, to: from + one.to });
    });
    this.#known.set(tree, found);
    return found;
  }

  /** A buffer has four numbers for each node: type, from, to, and where its last child ends in the buffer. */
  #inBuffer({ buffer, set }: TreeBuffer, offset: number, found: Range[]): void {
    for (let at = 0; at < buffer.length; ) {
      this.looked++;
      const [type = 0, from = 0, to = 0, end = 0] = buffer.subarray(at, at + 4);
      const isCode = CODE.has(set.types[type]?.name ?? '');
      if (isCode) found.push({ from: offset + from, to: offset + to });
      at = isCode ? end : at + 4;
    }
  }
}
