import type { Body, Node, TagNode } from '../program.ts';

/** What is left of a body: its text, and the nodes that are not known yet. */
export class Residue {
  readonly #nodes: Node[] = [];
  #text = '';
  /** Characters of its nodes as JSON, roughly. */
  size = 0;

  text(text: string): void {
    this.#text += text;
  }

  node(node: TagNode): void {
    this.#flush();
    this.#nodes.push(node);
    this.size += JSON.stringify(node).length;
  }

  /** All of it, when nothing but text is left. */
  get known(): string | undefined {
    return this.#nodes.length === 0 ? this.#text : undefined;
  }

  get body(): Body {
    this.#flush();
    return this.#nodes;
  }

  /** Puts another one behind this one. */
  append(other: Residue): void {
    for (const node of other.body) {
      if (typeof node === 'string') this.text(node);
      else if (node !== 1) this.node(node);
    }
  }

  #flush(): void {
    if (this.#text === '') return;
    this.#nodes.push(this.#text);
    this.size += this.#text.length;
    this.#text = '';
  }
}
