import { type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { EditorView, GutterMarker, gutter } from '@codemirror/view';
import { heat } from './heat.ts';

/** Operations by line, from 1, as the inspector has them; null where they are not shown. */
export type Profile = Readonly<Record<string, number>> | null;

const setProfile = StateEffect.define<Profile>();

class Operations extends GutterMarker {
  readonly #count: number;

  constructor(count: number, most: number) {
    super();
    this.#count = count;
    this.elementClass = `cm-heat-${heat(count, most)}`;
  }

  override eq(other: GutterMarker): boolean {
    return (
      other instanceof Operations && other.#count === this.#count && other.elementClass === this.elementClass
    );
  }

  override toDOM(): Node {
    const text = document.createElement('span');
    text.textContent = `${this.#count}×`;
    text.title = `Its tags ran ${this.#count} times for this page`;
    return text;
  }
}

/** Moves along with what is typed until the next render says anew. */
const profile = StateField.define<RangeSet<Operations> | null>({
  create: () => null,
  update(before, { effects, changes, state }) {
    const set = effects.find((effect) => effect.is(setProfile));
    if (!set) return before?.map(changes) ?? null;
    const counts = Object.entries(set.value ?? {}).filter(([line]) => Number(line) <= state.doc.lines);
    if (set.value === null) return null;
    const most = Math.max(1, ...counts.map(([, count]) => count));
    const markers = counts.map(([line, count]) =>
      new Operations(count, most).range(state.doc.line(Number(line)).from),
    );
    return RangeSet.of(markers, true);
  },
});

const shownGutter = gutter({
  class: 'cm-profile',
  markers: (view) => view.state.field(profile) ?? RangeSet.empty,
});

/** Which lines cost what, in a gutter that is there while they are shown. */
export const profileGutter: Extension = [
  profile,
  shownGutter,
  EditorView.editorAttributes.compute([profile], (state) => ({
    class: state.field(profile) === null ? 'cm-unprofiled' : '',
  })),
];

/** Shows a profile, or takes it away. */
export function showProfile(view: EditorView, shown: Profile): void {
  if (shown === null && view.state.field(profile) === null) return;
  view.dispatch({ effects: setProfile.of(shown) });
}
