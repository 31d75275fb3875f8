import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState, type Range, RangeSet } from '@codemirror/state';
import type { Decoration } from '@codemirror/view';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeRanges } from '../../../admin/ui/src/code/code-ranges.ts';
import { liquidRanges } from '../../../admin/ui/src/code/liquid-ranges.ts';
import { markdownText } from '../../../admin/ui/src/code/markdown.ts';
import { coloursIn, recoloured } from '../../../admin/ui/src/write/text-colours.ts';
import { TEXT_STYLES } from '../../../admin/ui/src/write/text-theme.ts';

const language = markdownText();

const begin = (doc: string): EditorState => EditorState.create({ doc, extensions: language });

const treeOf = (state: EditorState) => {
  const tree = ensureSyntaxTree(state, state.doc.length, 60_000);
  if (!tree) throw new Error('not read in a minute');
  return tree;
};

/** As CodeMirror shows it: the class of each character. */
function classes(colours: RangeSet<Decoration>, length: number): string[] {
  const of = new Array<string>(length).fill('');
  for (const cursor = colours.iter(); cursor.value; cursor.next())
    of.fill(cursor.value.spec.class, cursor.from, cursor.to);
  return of;
}

const whole = (state: EditorState): Range<Decoration>[] =>
  coloursIn(treeOf(state), TEXT_STYLES, { from: 0, to: state.doc.length });

const PARAGRAPH = 'The sea stands, **twice** a day, and [nobody](/about) sees it.\n\n- one\n- two\n\n';
const piece = fc.constantFrom(
  'a',
  ' ',
  '**b**',
  '*c*',
  '`d`',
  '`',
  '[e](/f)',
  '{{ g }}',
  '{% if h %}',
  '{{',
  '<b>i</b>',
  '<',
  '\n',
);
const key = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), put: piece, gone: fc.nat(3) });

test('keys colour the paragraph that they are in as a text of its own, and leave the rest as it was', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(piece, { maxLength: 8 }), { minLength: 1, maxLength: 6 }),
      key,
      (blocks, { put }) => {
        const texts = blocks.map((block) => block.join('').replaceAll('\n', ' '));
        const before = begin(texts.join('\n\n'));
        const at = texts[0]?.length ?? 0;
        const { state, changes } = before.update({
          changes: { from: at, insert: put.replaceAll('\n', ' ') },
        });
        const shown = { from: 0, to: state.doc.length };
        const mapped = RangeSet.of(whole(before)).map(changes);
        const typed = { from: at, to: at + put.length };
        const after = recoloured(mapped, treeOf(state), TEXT_STYLES, typed, shown);
        const line = state.doc.line(1).to;
        const [got, wanted] = [after, RangeSet.of(whole(state))].map((all) => classes(all, state.doc.length));
        expect(got?.slice(0, line)).toEqual(wanted?.slice(0, line));
        const rest = classes(RangeSet.of(whole(before)), before.doc.length).slice(at);
        expect(got?.slice(at + put.length)).toEqual(rest);
      },
    ),
    { numRuns: 150 },
  );
});

test('a text that was typed has the tree of one that was opened, however much of it is Liquid, HTML or code', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.array(key, { minLength: 1, maxLength: 12 }),
      (start, keys) => {
        let state = begin(start.join(''));
        for (const { at, put, gone } of keys) {
          treeOf(state);
          const from = Math.floor(at * state.doc.length);
          state = state.update({
            changes: { from, to: Math.min(state.doc.length, from + gone), insert: put },
          }).state;
        }
        const drawn = (one: EditorState) => classes(RangeSet.of(whole(one)), one.doc.length);
        expect(drawn(state)).toEqual(drawn(begin(state.doc.toString())));
      },
    ),
    { numRuns: 150 },
  );
});

test('a key looks at the nodes of its paragraph only, in a text of 50 KB', () => {
  let looked = 0;
  const counted = TEXT_STYLES.map((style) => Object.assign(Object.create(style), { style: count(style) }));
  function count(style: (typeof TEXT_STYLES)[number]): typeof style.style {
    return (tags) => {
      looked++;
      return style.style(tags);
    };
  }
  const before = begin(PARAGRAPH.repeat(700));
  const colours = RangeSet.of(whole(before));
  const { state, changes } = before.update({ changes: { from: 30_000, insert: 'a' } });
  const tree = treeOf(state);
  const all = coloursIn(tree, counted, { from: 0, to: state.doc.length });
  const ofAll = looked;
  looked = 0;
  const typed = { from: 30_000, to: 30_001 };
  const shown = { from: 0, to: state.doc.length };
  const after = recoloured(colours.map(changes), tree, counted, typed, shown);
  expect(ofAll).toBeGreaterThan(5_000);
  expect(looked).toBeLessThan(60);
  expect(classes(after, state.doc.length)).toEqual(classes(RangeSet.of(all), state.doc.length));
});

test('marks that touch and look alike are one', () => {
  const marks = whole(begin('**twice** and [nobody](/about)'));
  expect(marks.map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 7],
    [7, 9],
    [14, 15],
    [15, 21],
    [21, 30],
  ]);
});

test('a key finds code again in its block only, and finds the same as in a text that is new', () => {
  const known = new CodeRanges();
  const line = 'A **word**, `code` and {{ output }}, [so](/on). '.repeat(6);
  const before = begin(`${line}\n\n    indented\n\n\`\`\`\nfence\n\`\`\`\n\n`.repeat(100));
  const first = known.in(treeOf(before));
  expect(first.length).toBe(800);
  const ofAll = known.looked;
  const { state } = before.update({ changes: { from: 9_000, insert: '`x`' } });
  const after = known.in(treeOf(state));
  const again = known.looked - ofAll;
  expect(ofAll).toBeGreaterThan(6_000);
  // A document's own children are put in groups anew.
  expect(again).toBeLessThan(300);
  const text = state.doc.toString();
  expect(after).toEqual(new CodeRanges().in(treeOf(begin(text))));
  expect(liquidRanges(text, after).length).toBe(600);
});
