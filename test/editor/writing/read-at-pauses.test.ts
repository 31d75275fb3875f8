import { insertNewlineContinueMarkup } from '@codemirror/lang-markdown';
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { type Input, Parser, type PartialParse, type Tree, type TreeFragment } from '@lezer/common';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdownText } from '../../../admin/ui/src/code/markdown.ts';
import { AtPauses, isUnread, stretched } from '../../../admin/ui/src/write/read-at-pauses.ts';
import { runs } from '../../support/runs.ts';

/** Counts what is asked of the parser behind. */
class Counted extends Parser {
  static parses = 0;
  readonly #real: Parser;

  constructor(real: Parser) {
    super();
    this.#real = real;
  }

  createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    Counted.parses++;
    return this.#real.createParse(input, fragments, ranges);
  }
}

const language = markdownText((parser) => new AtPauses(new Counted(parser)));
const plain = markdownText();

/** Reads a text whole, as the editor does when the browser has time. */
function treeOf(state: EditorState): Tree {
  const tree = ensureSyntaxTree(state, state.doc.length, 60_000);
  if (!tree) throw new Error('not read in a minute');
  return tree;
}

/** A state whose own tree is whole. */
function readWhole(state: EditorState): EditorState {
  treeOf(state);
  return state.update({}).state;
}

const begin = (doc: string, cursor = 0): EditorState =>
  readWhole(EditorState.create({ doc, selection: { anchor: cursor }, extensions: language }));

const typed = (state: EditorState, at: number, text: string): EditorState =>
  [...text].reduce(
    (one, char, step) =>
      one.update({ changes: { from: at + step, insert: char }, selection: { anchor: at + step + 1 } }).state,
    state,
  );

/** Names and places of all nodes, those in buffers and of mounted trees too. */
function nodes(tree: Tree): string[] {
  const all: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void all.push(`${name} ${from} ${to}`) });
  return all;
}

const fresh = (text: string): Tree => treeOf(EditorState.create({ doc: text, extensions: plain }));

const PARAGRAPH = 'The sea stands, **twice** a day, and [nobody](/about) sees it.\n\n- one\n- two\n\n';

test('prose that is typed into prose is read once, in the pause after it', () => {
  const before = begin(PARAGRAPH.repeat(100));
  const parses = Counted.parses;
  const after = typed(before, 4_010, 'and nobody, it says, knew why');
  expect(Counted.parses).toBe(parses);
  expect(isUnread(syntaxTree(after))).toBe(true);
  const tree = treeOf(after);
  expect(Counted.parses).toBe(parses + 1);
  expect(isUnread(tree)).toBe(false);
  expect(nodes(tree)).toEqual(nodes(fresh(after.doc.toString())));
  const { state } = after.update({});
  expect(nodes(syntaxTree(state))).toEqual(nodes(tree));
});

test.each(['*', '`', '{', '<', '\n', '[', '#', '-', '|', 'word\n'])('%j is read with its key', (sign) => {
  const before = begin(PARAGRAPH.repeat(10));
  const { state } = typed(before, 310, 'a few words').update({ changes: { from: 321, insert: sign } });
  expect(isUnread(syntaxTree(state))).toBe(false);
  expect(nodes(treeOf(state))).toEqual(nodes(fresh(state.doc.toString())));
});

test.each([
  ['code', '```\nlet a = 1;\n```\n', 6],
  ['code of a line', 'Some `code` here\n', 8],
  ['Liquid', 'It is {{ page.title }} now\n', 12],
  ['a tag', 'It <b class="a">is</b> so\n', 8],
  ['a line that has no letter yet', '1. \n', 3],
  ['a line with a sign alone', '# \n', 2],
])('in %s, text is read with its key', (_, text, at) => {
  const lead = PARAGRAPH.repeat(4);
  const { state } = begin(lead + text + PARAGRAPH).update({
    changes: { from: lead.length + at, insert: 'b' },
  });
  expect(isUnread(syntaxTree(state))).toBe(false);
});

test('what is deleted, and much at once, is read with its change', () => {
  const before = typed(begin(PARAGRAPH.repeat(10)), 310, 'ab');
  const without = before.update({ changes: { from: 300, to: 301 } }).state;
  const more = before.update({ changes: { from: 311, insert: 'word '.repeat(100) } }).state;
  for (const state of [without, more]) {
    expect(isUnread(syntaxTree(state))).toBe(false);
    expect(nodes(treeOf(state))).toEqual(nodes(fresh(state.doc.toString())));
  }
});

// Without tables: Lezer takes what is before one for what it was when it was one.
const piece = fc.constantFrom(
  ...['a', 'It is so. ', ' ', '**b**', '*', '`d`', '[e](/f)', '{{ g }}', '{% if h %}', '<b>i</b>', '```\n'],
  ...['\n', '\n\n', '\n- ', '\n1. ', '\n  - ', '\n> ', '\n## ', '\n---\n', '    '],
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const key = fc.record({
  at: fc.nat(100_000),
  put: fc.oneof(
    fc.constantFrom('a', 'b c', '. ', '1', 'ä', 'is', "'"),
    fc.constantFrom('c', 'and', ' so'),
    piece,
  ),
  gone: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 3),
  pause: fc.nat(3).map((n) => n === 0),
});

test('after a pause, a text that was typed has the tree of one that was opened', () => {
  let waited = 0;
  fc.assert(
    fc.property(text, fc.array(key, { minLength: 1, maxLength: 12 }), (start, keys) => {
      let state = begin(PARAGRAPH.repeat(3) + start + PARAGRAPH.repeat(3) + start);
      for (const { at, put, gone, pause } of keys) {
        const from = at % (state.doc.length + 1);
        const to = Math.min(state.doc.length, from + gone);
        state = state.update({ changes: { from, to, insert: put } }).state;
        const tree = syntaxTree(state);
        if (isUnread(tree)) {
          waited++;
          expect(tree.length).toBe(state.doc.length);
        }
        if (pause) state = readWhole(state);
      }
      expect(nodes(treeOf(state))).toEqual(nodes(fresh(state.doc.toString())));
    }),
    { numRuns: runs(300) },
  );
  expect(waited).toBeGreaterThan(runs(300) / 2);
});

test('nodes of a tree that waits are where they belong', () => {
  fc.assert(
    fc.property(text, fc.nat(100_000), (start, at) => {
      const doc = start + PARAGRAPH + start;
      const from = at % (doc.length + 1);
      const tree = fresh(doc);
      const wide = stretched(tree, from, from, 3);
      if (!wide) throw new Error('a place is in no part of a node');
      expect(wide.length).toBe(tree.length + 3);
      const moved = new Set(
        nodes(tree).map((node) => {
          const [name, start, end] = node.split(' ');
          const by = (place: number, isEnd: boolean) =>
            (isEnd ? place > from : place >= from) ? place + 3 : place;
          return `${name} ${by(Number(start), false)} ${by(Number(end), true)}`;
        }),
      );
      const isElsewhere = (node: string) => !moved.has(node) && !/ (\d+) \1$/.test(node);
      expect(nodes(wide).slice(1).filter(isElsewhere)).toEqual([]);
    }),
    { numRuns: runs(300) },
  );
});

test('Enter goes on with a list whose item was typed just now', () => {
  const lead = PARAGRAPH.repeat(4);
  for (const waits of [true, false]) {
    const doc = `${lead}1. one\n2. tw\n3. three\n`;
    const at = lead.length + '1. one\n2. tw'.length;
    let state = typed(begin(doc, at), at, 'o');
    expect(isUnread(syntaxTree(state))).toBe(true);
    if (!waits) state = readWhole(state);
    insertNewlineContinueMarkup({ state: readWhole(state), dispatch: (one) => (state = one.state) });
    expect(state.doc.toString().slice(lead.length)).toBe('1. one\n2. two\n3. \n4. three\n');
  }
});
