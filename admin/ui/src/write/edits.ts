import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type SelectionRange,
  type TransactionSpec,
} from '@codemirror/state';

/** What the buttons and keys of the text editor do, as changes of a text. */

export type Mark = '**' | '*' | '`' | '~~';
export type LineKind = 'bullet' | 'number' | 'quote';

/** Puts signs around what is selected, or the word at the cursor; takes them away where they are there. */
export function toggleMark(state: EditorState, mark: Mark): TransactionSpec {
  return state.changeByRange((range) => {
    const word = range.empty ? state.wordAt(range.head) : range;
    if (!word) return around(range, range.head, range.head, mark);
    const [from, to] = trimmed(state, word);
    if (state.doc.lineAt(from).number !== state.doc.lineAt(to).number) return { range };
    const inner = marksIn(state, from, to, mark);
    if (inner) return without(range, from, to, mark);
    return marksAround(state, from, to, mark)
      ? without(range, from - mark.length, to + mark.length, mark)
      : around(range, from, to, mark);
  });
}

interface Changed {
  readonly range: SelectionRange;
  readonly changes?: ChangeSpec;
}

function around(range: SelectionRange, from: number, to: number, mark: Mark): Changed {
  const by = mark.length;
  return {
    changes: [
      { from, insert: mark },
      { from: to, insert: mark },
    ],
    range: range.empty ? EditorSelection.cursor(range.head + by) : EditorSelection.range(from + by, to + by),
  };
}

/** `from` and `to` are outside of the signs. */
function without(range: SelectionRange, from: number, to: number, mark: Mark): Changed {
  const by = mark.length;
  return {
    changes: [
      { from, to: from + by },
      { from: to - by, to },
    ],
    range: range.empty
      ? EditorSelection.cursor(Math.max(from, Math.min(range.head - by, to - 2 * by)))
      : EditorSelection.range(from, to - 2 * by),
  };
}

/** Without spaces at its ends: signs must touch what they are around. */
function trimmed(state: EditorState, { from, to }: { from: number; to: number }): readonly [number, number] {
  const text = state.sliceDoc(from, to);
  if (text.trim() === '') return [from, from];
  return [from + text.length - text.trimStart().length, to - (text.length - text.trimEnd().length)];
}

function marksIn(state: EditorState, from: number, to: number, mark: Mark): boolean {
  const text = state.sliceDoc(from, to);
  const sign = mark[0] ?? '';
  return (
    text.length > 2 * mark.length &&
    has(runAt(text, 0, 1, sign), runAt(text, text.length - 1, -1, sign), mark)
  );
}

function marksAround(state: EditorState, from: number, to: number, mark: Mark): boolean {
  const line = state.doc.lineAt(from);
  const sign = mark[0] ?? '';
  const before = runAt(line.text, from - line.from - 1, -1, sign);
  return has(before, runAt(line.text, to - line.from, 1, sign), mark);
}

/** How many of a sign follow each other. */
function runAt(text: string, at: number, step: 1 | -1, sign: string): number {
  let count = 0;
  while (text[at + count * step] === sign) count++;
  return count;
}

/** One star is italic, two are bold, three are both. */
function has(before: number, after: number, mark: Mark): boolean {
  const count = Math.min(before, after);
  return mark === '*' ? count % 2 === 1 : count >= mark.length;
}

const LINE = /^(\s*)(?:([-*+])\s+(?:\[[ xX]\]\s+)?|(\d{1,9})[.)]\s+|(>)\s?)?/;

/** Makes a list or a quote of the lines that are selected; takes it away where they all are one. */
export function toggleLines(state: EditorState, kind: LineKind): TransactionSpec {
  const lines = selectedLines(state);
  const filled = lines.length === 1 ? lines : lines.filter(({ text }) => text.trim() !== '');
  const isAll = filled.every(({ text }) => kindOf(text) === kind);
  const changes = filled.map(({ from, text }, at) => {
    const [whole = '', indent = ''] = LINE.exec(text) ?? [];
    const drop = kind === 'quote' && kindOf(text) !== 'quote' ? indent : whole;
    const sign = isAll ? '' : kind === 'bullet' ? '- ' : kind === 'quote' ? '> ' : `${at + 1}. `;
    return { from, to: from + drop.length, insert: indent + sign };
  });
  return moved(state, changes);
}

function kindOf(text: string): LineKind | undefined {
  const [, , bullet, number, quote] = LINE.exec(text) ?? [];
  return bullet ? 'bullet' : number ? 'number' : quote ? 'quote' : undefined;
}

/** A heading of the second level, then of the third, then none. The first is the title. */
export function cycleHeading(state: EditorState): TransactionSpec {
  const changes = selectedLines(state)
    .filter(({ text }, _, { length }) => length === 1 || text.trim() !== '')
    .map(({ from, text }) => {
      const [whole = '', signs = ''] = /^(#{1,6})\s+/.exec(text) ?? [];
      const insert = signs === '' ? '## ' : signs.length < 3 ? `${'#'.repeat(signs.length + 1)} ` : '';
      return { from, to: from + whole.length, insert };
    });
  return moved(state, changes);
}

function selectedLines({ doc, selection }: EditorState) {
  const { from, to } = selection.main;
  const last = doc.lineAt(to).number;
  const lines = [];
  for (let at = doc.lineAt(from).number; at <= last; at++) lines.push(doc.line(at));
  return lines;
}

/** Signs that are put before the cursor move it on. */
function moved(state: EditorState, specs: ChangeSpec): TransactionSpec {
  const changes = state.changes(specs);
  const { anchor, head } = state.selection.main;
  return { changes, selection: { anchor: changes.mapPos(anchor, 1), head: changes.mapPos(head, 1) } };
}

/** Code within a line, or a block of its own for lines. */
export function toggleCode(state: EditorState): TransactionSpec {
  const { from, to, empty } = state.selection.main;
  const first = state.doc.lineAt(from);
  const isOne = first.number === state.doc.lineAt(to).number;
  if (isOne && !(empty && first.text.trim() === '')) return toggleMark(state, '`');
  const text = state.sliceDoc(from, to);
  return block(state, `\`\`\`\n${text}\n\`\`\``, 4 + text.length);
}

/** A link with what is selected as its text, or as its address where it looks like one. */
export function link(state: EditorState): TransactionSpec {
  const { from, to } = state.selection.main;
  const text = state.sliceDoc(from, to);
  if (/^(?:https?:\/\/|mailto:|\/)\S+$/.test(text))
    return { changes: { from, to, insert: `[](${text})` }, selection: { anchor: from + 1 } };
  const shown = text || 'text';
  const at = from + shown.length + 3;
  const selection = text
    ? { anchor: at, head: at + ADDRESS.length }
    : { anchor: from + 1, head: from + 1 + shown.length };
  return { changes: { from, to, insert: `[${shown}](${ADDRESS})` }, selection };
}

const ADDRESS = 'https://';

/** Puts a block in place of what is selected, with blank lines around it. `at`: where in it the cursor goes, else behind it. */
export function block(state: EditorState, text: string, at = text.length): TransactionSpec {
  const { from, to } = state.selection.main;
  const before = /\n*$/.exec(state.sliceDoc(0, from))?.[0].length ?? 0;
  const after = /^\n*/.exec(state.sliceDoc(to))?.[0].length ?? 0;
  const open = from === 0 ? '' : '\n'.repeat(Math.max(0, 2 - before));
  const close = to === state.doc.length ? '\n' : '\n'.repeat(Math.max(0, 2 - after));
  return {
    changes: { from, to, insert: open + text + close },
    selection: { anchor: from + open.length + at },
    scrollIntoView: true,
  };
}

/** Puts what was pasted in place of what is selected: paragraphs as such, words within the line. */
export function pastedText(state: EditorState, markdown: string): TransactionSpec {
  if (/\n|^(?:#|[-*] |\d+\. |>|\|)/.test(markdown)) return block(state, markdown);
  return state.replaceSelection(markdown);
}

/** Ends a list at an item that is empty, with the blank line that Markdown needs; undefined where no such item is. */
export function leaveList({ doc, selection }: EditorState): TransactionSpec | undefined {
  const { head, empty } = selection.main;
  const { from, to, text, number } = doc.lineAt(head);
  const isItem = /^(?:[-*+]|\d{1,9}[.)])(?:\s+\[[ xX]\])?\s*$/.test(text);
  if (!empty || head !== to || !isItem || number === 1 || doc.line(number - 1).text.trim() === '')
    return undefined;
  return { changes: { from, to, insert: '\n' }, selection: { anchor: from + 1 }, scrollIntoView: true };
}

/** Where a thing goes that is dropped at a place: before or behind the word that is there, whichever is nearer. */
export function besideWord(state: EditorState, at: number): number {
  const word = state.wordAt(at);
  if (!word || at === word.from || at === word.to) return at;
  return at - word.from < word.to - at ? word.from : word.to;
}

/** What is put at an offset: on an empty line a block of its own, with the blank lines that this takes. */
export function placedAt({ doc }: EditorState, at: number, text: string): ChangeSpec {
  const line = doc.lineAt(at);
  if (line.text.trim() !== '') return { from: at, insert: text };
  const isFull = (number: number) =>
    number >= 1 && number <= doc.lines && doc.line(number).text.trim() !== '';
  const before = isFull(line.number - 1) ? '\n' : '';
  const after = isFull(line.number + 1) ? '\n' : '';
  return { from: line.from, to: line.to, insert: before + text + after };
}

/** Moves the items of a list in or out; undefined where no list is. */
export function indentItems(state: EditorState, out: boolean): TransactionSpec | undefined {
  const lines = selectedLines(state);
  if (!lines.every(({ text }) => /^(?:bullet|number)$/.test(kindOf(text) ?? ''))) return undefined;
  const changes = lines.flatMap(({ number, from, text }): ChangeSpec[] => {
    const indent = /^\s*/.exec(text)?.[0].length ?? 0;
    if (out) return indent === 0 ? [] : [{ from, to: from + Math.min(indent, 3) }];
    const above = number > 1 ? (LINE.exec(state.doc.line(number - 1).text)?.[0].length ?? 0) : 0;
    return above > indent ? [{ from, insert: ' '.repeat(above - indent) }] : [];
  });
  return moved(state, changes);
}
