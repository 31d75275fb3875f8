import { EditorSelection, EditorState, type TransactionSpec } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import {
  besideWord,
  block,
  cycleHeading,
  indentItems,
  leaveList,
  link,
  pastedText,
  placedAt,
  toggleCode,
  toggleLines,
  toggleMark,
} from '../../admin/ui/src/write/edits.ts';

type Edit = (state: EditorState) => TransactionSpec | undefined;

/** A text with its selection as `«a»`, or its cursor as `|`. */
function stateOf(shown: string): EditorState {
  const doc = shown.replace(/[«»|]/g, '');
  const head = shown.replace(/«/, '').search(/[»|]/);
  const anchor = shown.includes('«') ? shown.indexOf('«') : head;
  return EditorState.create({ doc, selection: EditorSelection.single(anchor, head) });
}

function shown(state: EditorState): string {
  const { from, to, empty } = state.selection.main;
  const text = state.doc.toString();
  return empty
    ? `${text.slice(0, from)}|${text.slice(from)}`
    : `${text.slice(0, from)}«${text.slice(from, to)}»${text.slice(to)}`;
}

function edited(before: string, edit: Edit): string {
  const state = stateOf(before);
  const spec = edit(state);
  return spec ? shown(state.update(spec).state) : before;
}

const bold: Edit = (state) => toggleMark(state, '**');
const italic: Edit = (state) => toggleMark(state, '*');
const bullet: Edit = (state) => toggleLines(state, 'bullet');
const number: Edit = (state) => toggleLines(state, 'number');
const quote: Edit = (state) => toggleLines(state, 'quote');

describe('what a tool does to a text', () => {
  test.each<readonly [what: string, edit: Edit, before: string, after: string]>([
    ['bold, of a selection', bold, 'a «big» sea', 'a **«big»** sea'],
    ['bold, taken away', bold, 'a **«big»** sea', 'a «big» sea'],
    ['bold, taken away from inside', bold, 'a «**big**» sea', 'a «big» sea'],
    ['bold, of the word at the cursor', bold, 'a bi|g sea', 'a **bi|g** sea'],
    ['bold, and back again', bold, 'a **bi|g** sea', 'a bi|g sea'],
    ['bold, where no word is', bold, 'a | sea', 'a **|** sea'],
    ['bold, without the space that was selected too', bold, 'a «big »sea', 'a **«big»** sea'],
    ['bold, of what is italic', bold, 'a *«big»* sea', 'a ***«big»*** sea'],
    ['italic, of what is bold', italic, 'a **«big»** sea', 'a ***«big»*** sea'],
    ['italic, taken away from both', italic, 'a ***«big»*** sea', 'a **«big»** sea'],
    ['bold, across lines: no', bold, '«a\nb»', '«a\nb»'],
    ['a list', bullet, 'on|e', '- on|e'],
    ['a list of lines, not of the gap', bullet, '«one\n\ntwo»', '- «one\n\n- two»'],
    ['a list, taken away', bullet, '«- one\n- two»', '«one\ntwo»'],
    ['a numbered list of a list', number, '«- one\n- two»', '«1. one\n2. two»'],
    ['a list, in an empty line', bullet, 'a\n\n|', 'a\n\n- |'],
    ['a quote of a list', quote, '«- one\n- two»', '> «- one\n> - two»'],
    ['a quote, taken away', quote, '> on|e', 'on|e'],
    ['a heading', cycleHeading, 'on|e', '## on|e'],
    ['a smaller one', cycleHeading, '## on|e', '### on|e'],
    ['and none', cycleHeading, '### on|e', 'on|e'],
    ['a link', link, 'see «this» now', 'see [this](«https://») now'],
    ['a link of an address', link, '«https://a.b/c»', '[|](https://a.b/c)'],
    ['a link of nothing', link, 'see |', 'see [«text»](https://)'],
    ['code in a line', toggleCode, 'run «it» now', 'run `«it»` now'],
    ['code of lines', toggleCode, 'x\n«a\nb»', 'x\n\n```\na\nb|\n```\n'],
    ['an item, in', (state) => indentItems(state, false), '1. one\n2. tw|o', '1. one\n   2. tw|o'],
    ['an item, out', (state) => indentItems(state, true), '- one\n  - tw|o', '- one\n- tw|o'],
    ['the first item stays', (state) => indentItems(state, false), '- on|e', '- on|e'],
    ['no item', (state) => indentItems(state, false), 'on|e', 'on|e'],
    ['a block within a text', (state) => block(state, 'B'), 'a|b', 'a\n\nB|\n\nb'],
    ['a block at the end', (state) => block(state, 'B'), 'a\n\n|', 'a\n\nB|\n'],
    ['a list that ends', leaveList, '- one\n- |', '- one\n\n|'],
    ['a list that goes on', leaveList, '- one|', '- one|'],
    ['a nested list is left to its language', leaveList, '- one\n  - |', '- one\n  - |'],
    [
      'a picture in an empty line',
      (state) => ({ changes: placedAt(state, 6, 'P') }),
      '|- one\n\ntwo',
      '|- one\n\nP\n\ntwo',
    ],
    ['a picture below a text', (state) => ({ changes: placedAt(state, 2, 'P') }), '|a\n', '|a\n\nP'],
    ['a picture within a text', (state) => ({ changes: placedAt(state, 2, 'P') }), '|a b', '|a Pb'],
    ['pasted words', (state) => pastedText(state, '**b**'), 'a |c', 'a **b**|c'],
    ['pasted paragraphs', (state) => pastedText(state, 'x\n\ny'), 'a|', 'a\n\nx\n\ny|\n'],
  ])('%s', (_, edit, before, after) => {
    expect(edited(before, edit)).toBe(after);
  });
});

test('a picture that is dropped into a word goes beside it', () => {
  const state = EditorState.create({ doc: 'It sat, über all.' });
  const at = Array.from({ length: state.doc.length + 1 }, (_, place) => besideWord(state, place));
  expect(at).toEqual([0, 2, 2, 3, 3, 6, 6, 7, 8, 8, 12, 12, 12, 13, 13, 16, 16, 17]);
});
