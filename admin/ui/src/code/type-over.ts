import { EditorView } from '@codemirror/view';

/** Typing `%}` or `}}` where the editor has put it already steps over it. */
export const typeOver = EditorView.inputHandler.of((view, from, to, text) => {
  if (from !== to || (text !== '%' && text !== '}')) return false;
  const before = view.state.sliceDoc(from - 1, from);
  const after = view.state.sliceDoc(from, from + 2);
  const closes =
    text === '%' ? after === '%}' : after[0] === '}' && (before === '%' || before === '}' || after === '}}');
  if (!closes) return false;
  view.dispatch({ selection: { anchor: from + 1 }, userEvent: 'input.type' });
  return true;
});
