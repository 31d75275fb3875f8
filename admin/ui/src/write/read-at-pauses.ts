import { forceParsing, ParseContext, syntaxTree } from '@codemirror/language';
import { type EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type Input, MountedTree, Parser, type PartialParse, Tree, TreeFragment } from '@lezer/common';

interface Gap {
  /** Where text was put, in the text of now. */
  readonly from: number;
  readonly to: number;
  /** What of the tree it stands in place of. */
  readonly fromTree: number;
  readonly toTree: number;
}

/** Characters that may wait. */
const FEW = 200;
/** What is typed most begins and ends nothing in Markdown. */
const PROSE_TEXT = /^[\p{L}\p{M}\p{N} .,;:?'"’“”]+$/u;
/** Nodes that stay what they are when such text is put into them. */
const PROSE =
  /^(?:Document|Paragraph|(?:Bullet|Ordered)List|ListItem|Blockquote|(?:ATX|Setext)Heading\d|(?:Strong)?Emphasis|Strikethrough|Link|Image|URL|(?:Emphasis|Strikethrough|Link)Mark)$/;
/** A line that may become something else by its first letter. */
const BEGUN = /^[\s#>*+\-\d.)]*$/;

/** Trees that were made of the one before, and wait for a parse. */
const unread = new WeakSet<Tree>();

/** Whether a tree lacks what was typed last. All nodes that it has are where they belong. */
export const isUnread = (tree: Tree): boolean => unread.has(tree);

/**
 * Leaves the parse off a key that types prose into prose: the tree of before, stretched, stands in until CodeMirror's worker
 * reads the text when the browser has time, half a second later at most.
 *
 * CodeMirror asks for a parse of a text with each change, and again with the same context where parts were skipped.
 */
export class AtPauses extends Parser {
  readonly #real: Parser;
  readonly #asked = new WeakSet<ParseContext>();

  constructor(real: Parser) {
    super();
    this.#real = real;
  }

  createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    const context = ParseContext.get();
    const isFirst = context !== null && !this.#asked.has(context);
    if (isFirst) this.#asked.add(context);
    const gaps = isFirst ? gapsOfProse(context, fragments) : undefined;
    const tree = fragments[0]?.tree;
    const waiting = gaps && tree && filled(tree, gaps);
    return waiting
      ? putOff(waiting, input, gaps)
      : this.#real.createParse(input, fragments.map(opened), ranges);
  }
}

/** A piece of a tree that ends within it is open there. Lezer forgets that of a piece when the text changes again somewhere else. */
const opened = ({ from, to, tree, offset, openStart, openEnd }: TreeFragment): TreeFragment =>
  new TreeFragment(
    from,
    to,
    tree,
    offset,
    openStart || from + offset > 0,
    openEnd || to + offset < tree.length,
  );

/** Where a text was typed since it was read whole; undefined where anything but a little prose was. */
function gapsOfProse(
  { state }: ParseContext,
  fragments: readonly TreeFragment[],
): readonly Gap[] | undefined {
  const [first, last] = [fragments[0], fragments.at(-1)];
  if (!first || !last || fragments.some(({ tree }) => tree !== first.tree)) return undefined;
  const { tree } = first;
  if (first.from !== 0 || last.to !== state.doc.length || last.to + last.offset !== tree.length)
    return undefined;
  const gaps: Gap[] = [];
  let before = first;
  for (const one of fragments.slice(1)) {
    const gap = {
      from: before.to,
      to: one.from,
      fromTree: before.to + before.offset,
      toTree: one.from + one.offset,
    };
    if (!isProse(state, tree, gap)) return undefined;
    gaps.push(gap);
    before = one;
  }
  return gaps.length > 0 ? gaps : undefined;
}

function isProse({ doc }: EditorState, tree: Tree, { from, to, fromTree }: Gap): boolean {
  if (to - from > FEW || !PROSE_TEXT.test(doc.sliceString(from, to))) return false;
  const line = doc.lineAt(to);
  if (BEGUN.test(line.text.slice(0, to - line.from - 1))) return false;
  for (let node = tree.resolveInner(fromTree, -1); ; ) {
    if (!PROSE.test(node.name)) return false;
    if (!node.parent) return true;
    node = node.parent;
  }
}

/** A parse that is done at once, with all gaps still to be read. */
function putOff(tree: Tree, input: Input, gaps: readonly Gap[]): PartialParse {
  const skipping = ParseContext.getSkippingParser().createParse(input, [], gaps);
  unread.add(tree);
  return {
    parsedPos: input.length,
    stoppedAt: null,
    stopAt() {},
    advance() {
      skipping.advance();
      return tree;
    },
  };
}

function filled(before: Tree, gaps: readonly Gap[]): Tree | undefined {
  let tree: Tree | undefined = before;
  for (const { from, to, fromTree, toTree } of gaps.toReversed())
    tree &&= stretched(tree, fromTree, toTree, to - from);
  return tree;
}

/**
 * A tree with room for a text of a length in place of a part: nodes over the part are stretched, those that a buffer has are left
 * out. Undefined where a node ends within the part: nothing would be known of the rest of it.
 */
export function stretched(tree: Tree, from: number, to: number, length: number): Tree | undefined {
  const by = length - (to - from);
  const children: Tree['children'][number][] = [];
  const positions: number[] = [];
  for (const [at, child] of tree.children.entries()) {
    const start = tree.positions[at] ?? 0;
    const end = start + child.length;
    if (end <= from || start >= to) {
      children.push(child);
      positions.push(end <= from ? start : start + by);
    } else if (child instanceof Tree) {
      const wide = start <= from && end >= to && stretched(child, from - start, to - start, length);
      if (!wide) return undefined;
      children.push(wide);
      positions.push(start);
    }
  }
  // What is mounted on a node has offsets of its own; a parse finds it again.
  return new Tree(
    tree.type,
    children,
    positions,
    tree.length + by,
    tree.propValues.filter(([, value]) => !(value instanceof MountedTree)),
  );
}

/** Reads what was put off before a key that is a command, a paste or a drop: those look at the tree. */
export const readFirst: Extension = Prec.highest(
  EditorView.domEventHandlers({
    keydown: ({ key, ctrlKey, metaKey, altKey }, view) => {
      // A keyboard on a screen names no keys, and sends those of commands again.
      if ((key.length > 1 && key !== 'Unidentified') || ctrlKey || metaKey || altKey) read(view);
    },
    paste: (_, view) => read(view),
    drop: (_, view) => read(view),
  }),
);

/** Reads what was put off. */
export function read(view: EditorView): void {
  if (isUnread(syntaxTree(view.state))) forceParsing(view, view.state.doc.length);
}
