import { own } from '../../../../schema/own.ts';

/** An element or a Liquid block that is open. */
export interface Open {
  readonly is: 'element' | 'block';
  readonly name: string;
  /** Columns in front of the line that it was opened on. */
  readonly indent: number;
  /** Of a block: in which quotes of an attribute's value it was opened. */
  readonly quote: string;
  /** Of a block: the elements that each of its branches so far leaves open. */
  readonly branches: string[];
}

/** Elements without an end tag. */
export const VOID =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|basefont|bgsound|frame|keygen)$/;
/** Those whose content is not moved to the right: what is in them fills the file. */
const FLAT = /^(?:html)$/;
/** What ends an element whose end tag is left out. */
const ENDED_BY: Readonly<Record<string, RegExp>> = {
  li: /^li$/,
  dt: /^d[td]$/,
  dd: /^d[td]$/,
  option: /^opt(?:ion|group)$/,
  tr: /^(?:tr|t(?:body|foot|head))$/,
  td: /^(?:t[dhr]|t(?:body|foot|head))$/,
  th: /^(?:t[dhr]|t(?:body|foot|head))$/,
  p: /^(?:address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|menu|nav|ol|p|pre|section|table|ul)$/,
};

/** What is open at a place of a template, from outside in. */
export class OpenThings {
  readonly #open: Open[] = [];

  /** Columns in front of a line at this place. */
  get indent(): number {
    const top = this.#open.at(-1);
    return top === undefined ? 0 : top.indent + (FLAT.test(top.name) ? 0 : 2);
  }

  openElement(name: string, indent: number): void {
    this.#open.push({ is: 'element', name, indent, quote: '', branches: [] });
  }

  /** Elements without end tags end where `name` begins. Returns whether there were any. */
  endBefore(name: string): boolean {
    let ended = false;
    for (let top = this.#open.at(-1); top?.is === 'element'; top = this.#open.at(-1)) {
      if (!own(ENDED_BY, top.name)?.test(name)) break;
      this.#open.pop();
      ended = true;
    }
    return ended;
  }

  /** Closes an element. Those of outer branches stay: another branch may go on in them. Returns it, if it was open. */
  closeElement(name: string): Open | undefined {
    const block = this.#open.findLastIndex(({ is }) => is === 'block');
    const at = this.#open.findLastIndex((open, index) => index > block && open.name === name);
    return at < 0 ? undefined : this.#open.splice(at)[0];
  }

  openBlock(name: string, indent: number, quote: string): void {
    this.#open.push({ is: 'block', name, indent, quote, branches: [] });
  }

  /** Another branch of the innermost block, which begins as the block did. Returns the block, if there is one. */
  branch(): Open | undefined {
    const at = this.#open.findLastIndex(({ is }) => is === 'block');
    const block = this.#open[at];
    block?.branches.push(namesOf(this.#open.splice(at + 1)));
    return block;
  }

  /** Closes a block. Elements that each of two or more branches leaves open go on behind it. Returns it, if it was open. */
  closeBlock(name: string): Open | undefined {
    const at = this.#open.findLastIndex((open) => open.is === 'block' && open.name === name);
    const block = this.#open[at];
    if (!block) return undefined;
    const [, ...left] = this.#open.splice(at);
    const elements = left.filter(({ is }) => is === 'element');
    const goOn = block.branches.length > 0 && block.branches.every((names) => names === namesOf(elements));
    if (goOn) this.#open.push(...elements);
    return block;
  }
}

const namesOf = (open: readonly Open[]): string =>
  open.flatMap(({ is, name }) => (is === 'element' ? [name] : [])).join(' ');
