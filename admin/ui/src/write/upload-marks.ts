import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

/** Where pictures go that are still on their way: the places move with what is typed meanwhile. */

interface Marked {
  readonly id: number;
  readonly pos: number;
  readonly name: string;
}

export const addMark = StateEffect.define<Marked>({
  map: (value, changes) => ({ ...value, pos: changes.mapPos(value.pos) }),
});
export const dropMark = StateEffect.define<number>();

export const uploadMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    let marks = before.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(addMark)) {
        const { id, pos, name } = effect.value;
        marks = marks.update({
          add: [Decoration.widget({ id, side: 1, widget: new Waiting(name) }).range(pos)],
        });
      } else if (effect.is(dropMark))
        marks = marks.update({ filter: (_from, _to, { spec }) => spec.id !== effect.value });
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Where a mark is now; undefined when it is gone, with its line or by an undo. */
export function markAt(state: EditorState, id: number): number | undefined {
  let found: number | undefined;
  state.field(uploadMarks).between(0, state.doc.length, (from, _to, { spec }) => {
    if (spec.id === id) found = from;
  });
  return found;
}

class Waiting extends WidgetType {
  readonly #name: string;

  constructor(name: string) {
    super();
    this.#name = name;
  }

  override eq(other: Waiting): boolean {
    return other.#name === this.#name;
  }

  toDOM(): HTMLElement {
    const span = document.createElement('span');
    span.className = 'cm-waiting';
    span.textContent = `Uploading ${this.#name}…`;
    return span;
  }
}
