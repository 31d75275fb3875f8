import { type HighlightStyle, syntaxTree } from '@codemirror/language';
import { type ChangeSet, type Extension, Prec, type Range, RangeSet } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { Tree } from '@lezer/common';
import { type Highlighter, highlightTree, tags } from '@lezer/highlight';
import { isUnread } from './read-at-pauses.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

type Styles = readonly HighlightStyle[];

/** Characters of a change that is as small as a key's, and milliseconds without one after which all is looked at again. */
const SMALL = 200;
const PAUSE = 150;

/**
 * Colours a text as it is typed: a key has the colours of what it is in until it is read, then the paragraphs that were typed in
 * are coloured, and the rest of what is shown after a pause.
 * CodeMirror's own `syntaxHighlighting` colours all that is shown with every key.
 */
export const textColours = (styles: Styles): Extension => [
  styles.map(({ module }) => (module ? EditorView.styleModule.of(module) : [])),
  Prec.high(
    ViewPlugin.define((view) => new Colours(view, styles), { decorations: ({ decorations }) => decorations }),
  ),
];

class Colours {
  decorations: DecorationSet;
  readonly #view: EditorView;
  readonly #styles: Styles;
  #tree: Tree;
  #shown: Span;
  /** Where small changes were since that was coloured. */
  #typed: Span | undefined;
  /** Of the pause that is waited for. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView, styles: Styles) {
    this.#view = view;
    this.#styles = styles;
    this.#tree = syntaxTree(view.state);
    this.#shown = view.viewport;
    this.decorations = RangeSet.of(this.#all());
  }

  update({ state, changes, view }: ViewUpdate): void {
    const tree = syntaxTree(state);
    const shown = { from: changes.mapPos(this.#shown.from, -1), to: changes.mapPos(this.#shown.to, 1) };
    const { viewport } = view;
    const isShown = shown.from <= viewport.from && viewport.to <= shown.to;
    if (tree === this.#tree && isShown && changes.empty) return;
    this.#tree = tree;
    this.#typed = isSmall(changes) ? typedIn(this.#typed, changes) : undefined;
    // What is not read yet keeps the colours that it has.
    if (isUnread(tree) || (isShown && tree.length < viewport.to)) {
      this.#shown = shown;
      this.decorations = this.decorations.map(changes);
      return;
    }
    const typed = this.#typed;
    this.#typed = undefined;
    if (!isShown || !typed) {
      this.#shown = viewport;
      this.decorations = RangeSet.of(this.#all());
      return;
    }
    this.#shown = shown;
    this.decorations = recoloured(this.decorations.map(changes), tree, this.#styles, typed, viewport);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), PAUSE);
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  #settle(): void {
    this.#shown = { from: 0, to: 0 };
    this.#view.dispatch({});
  }

  #all(): Range<Decoration>[] {
    return this.#view.visibleRanges.flatMap((range) => coloursIn(this.#tree, this.#styles, range));
  }
}

const isSmall = (changes: ChangeSet): boolean => {
  let size = 0;
  changes.iterChanges((fromA, toA, fromB, toB) => {
    size += toA - fromA + (toB - fromB);
  });
  return size <= SMALL;
};

/** A span and what a change touches, as one. */
function typedIn(span: Span | undefined, changes: ChangeSet): Span | undefined {
  let [from, to] = span
    ? [changes.mapPos(span.from, -1), changes.mapPos(span.to, 1)]
    : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    [from, to] = [Math.min(from, fromB), Math.max(to, toB)];
  });
  return from <= to ? { from, to } : undefined;
}

/** Colours with those of the blocks of the text that a span is in anew; nothing is coloured that is not shown. */
export function recoloured(
  before: DecorationSet,
  tree: Tree,
  styles: Styles,
  typed: Span,
  shown: Span,
): DecorationSet {
  const from = Math.max(shown.from, blockAt(tree, typed.from, -1).from);
  const to = Math.min(shown.to, blockAt(tree, typed.to, 1).to);
  if (from >= to) return before;
  return before.update({
    filterFrom: from,
    filterTo: to,
    filter: (start, end) => end <= from || start >= to,
    add: coloursIn(tree, styles, { from, to }),
  });
}

/** The block of the text that a place is in, as a whole. */
function blockAt(tree: Tree, at: number, side: -1 | 1): Span {
  let node = tree.resolve(at, side);
  while (node.parent?.parent) node = node.parent;
  return node.parent ? { from: Math.min(node.from, at), to: Math.max(node.to, at) } : { from: at, to: at };
}

const marks = new Map<string, Decoration>();

/** The colours of a part of a text, in order: each of the first style that has one, in as few marks as can be, for each is an element. */
export function coloursIn(tree: Tree, styles: Styles, { from, to }: Span): Range<Decoration>[] {
  const spans: { from: number; to: number; name: string }[] = [];
  const style: Highlighter['style'] = (tags) => {
    for (const one of styles) {
      const name = one.style(tags);
      if (name) return name;
    }
    return null;
  };
  const put = (start: number, end: number, name: string) => {
    const last = spans.at(-1);
    if (last?.to === start && last.name === name) last.to = end;
    else spans.push({ from: start, to: end, name });
  };
  highlightTree(tree, { style }, put, from, to);
  const signs = style([tags.processingInstruction]) ?? '';
  return spans.map(({ from, to, name }) => markOf(name, !name.split(' ').includes(signs)).range(from, to));
}

/** What is typed at an end of a word looks as the word does, and at an end of its signs as a text. */
function markOf(name: string, inclusive: boolean): Decoration {
  let mark = marks.get(name);
  if (!mark) {
    mark = Decoration.mark({ class: name, inclusive });
    marks.set(name, mark);
  }
  return mark;
}
