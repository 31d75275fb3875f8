import { syntaxTree } from '@codemirror/language';
import {
  type ChangeSpec,
  EditorState,
  type Extension,
  StateField,
  type Transaction,
} from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The names of an element's two tags. One may be empty while it is typed anew. */
interface Pair {
  readonly open: Range;
  readonly close: Range;
}

/** The names of the element in whose tag's name the cursor is; null where it is in none, or the element has one tag. */
export function tagPairAt(state: EditorState): Pair | null {
  const { main, ranges } = state.selection;
  if (ranges.length !== 1) return null;
  for (const side of [-1, 1] as const) {
    const name = syntaxTree(state).resolveInner(main.head, side);
    if (name.name !== 'TagName' || !holds(name, main)) continue;
    const element = name.parent?.parent;
    if (element?.name !== 'Element') continue;
    const open = element.getChild('OpenTag')?.getChild('TagName');
    const close = element.getChild('CloseTag')?.getChild('TagName');
    // An element that other tags are inside of begins and ends with its own.
    if (!open || !close || state.sliceDoc(open.from, open.to) !== state.sliceDoc(close.from, close.to))
      continue;
    return { open: { from: open.from, to: open.to }, close: { from: close.from, to: close.to } };
  }
  return null;
}

const holds = (outer: Range, { from, to }: Range): boolean => outer.from <= from && to <= outer.to;

/** The pair moves along with what is typed in it: half a name, and none, are in no tree. */
const pair = StateField.define<Pair | null>({
  create: tagPairAt,
  update(before, transaction) {
    const { state, selection } = transaction;
    if (before && transaction.docChanged && linked(before, transaction)) {
      const map = ({ from, to }: Range): Range => ({
        from: transaction.changes.mapPos(from, -1),
        to: transaction.changes.mapPos(to, 1),
      });
      return { open: map(before.open), close: map(before.close) };
    }
    if (before && !transaction.docChanged) {
      if (!selection && syntaxTree(transaction.startState) === syntaxTree(state)) return before;
      const { main, ranges } = state.selection;
      if (ranges.length === 1 && [before.open, before.close].some((name) => holds(name, main))) return before;
    }
    return tagPairAt(state);
  },
  provide: (field) =>
    EditorView.decorations.from(field, (found) =>
      found
        ? Decoration.set(
            [found.open, found.close]
              .filter(({ from, to }) => from < to)
              .map(({ from, to }) => MARK.range(from, to)),
          )
        : Decoration.none,
    ),
});

const MARK = Decoration.mark({ class: 'cm-tag-pair' });

/** Characters of a tag's name: with any other, it ends. */
const NAME = /^[\w:.-]*$/;

/** The changes of a transaction if all are in the names of a pair and leave them names. */
function linked(
  names: Pair,
  transaction: Transaction,
): readonly (Range & { readonly insert: string })[] | null {
  const found: (Range & { insert: string })[] = [];
  let isName = true;
  transaction.changes.iterChanges((from, to, _from, _to, inserted) => {
    const insert = inserted.toString();
    isName &&= NAME.test(insert) && [names.open, names.close].some((name) => holds(name, { from, to }));
    found.push({ from, to, insert });
  });
  return isName && found.length > 0 ? found : null;
}

/** What is typed in the name of a tag is typed in that of its other tag. One undo takes back both. */
const rename = EditorState.transactionFilter.of((transaction) => {
  const state = transaction.startState;
  const names = state.field(pair, false);
  const isTyped = transaction.isUserEvent('input') || transaction.isUserEvent('delete');
  if (!names || !transaction.docChanged || !isTyped) return transaction;
  const typed = linked(names, transaction);
  if (!typed) return transaction;
  const [here, there] = holds(names.open, typed[0] ?? names.close)
    ? [names.open, names.close]
    : [names.close, names.open];
  // Both were changed at once, or are not the same any more.
  if (!typed.every((change) => holds(here, change))) return transaction;
  if (state.sliceDoc(here.from, here.to) !== state.sliceDoc(there.from, there.to)) return transaction;
  const by = there.from - here.from;
  const changes: ChangeSpec[] = typed.map(({ from, to, insert }) => ({
    from: from + by,
    to: to + by,
    insert,
  }));
  return [transaction, { changes }];
});

/** Shows both names of the element whose tag the cursor is in, and renames them together. */
export const tagPair: Extension = [pair, rename];
