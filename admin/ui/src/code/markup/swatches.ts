import { syntaxTree } from '@codemirror/language';
import type { Range } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view';
import { fromHex, type Rgb, toHex } from './colour-text.ts';
import { coloursIn, writtenAs } from './colours.ts';

/** A square in front of a colour that shows it, and changes it with the browser's own picker. */
class Swatch extends WidgetType {
  readonly #text: string;

  constructor(text: string) {
    super();
    this.#text = text;
  }

  override eq(other: WidgetType): boolean {
    return other instanceof Swatch && other.#text === this.#text;
  }

  override toDOM(view: EditorView): HTMLElement {
    const input = document.createElement('input');
    input.type = 'color';
    input.className = 'cm-swatch';
    // Typing is the way of the keyboard; Tab belongs to the text.
    input.tabIndex = -1;
    input.disabled = view.state.readOnly;
    input.addEventListener('input', () => change(view, input));
    this.updateDOM(input);
    return input;
  }

  /** Keeps the element, and with it the picker that is open. */
  override updateDOM(input: HTMLElement): boolean {
    if (!(input instanceof HTMLInputElement)) return false;
    const known = read(this.#text);
    input.setAttribute('aria-label', `Change the colour ${this.#text}`);
    input.title = this.#text;
    if (known) input.value = toHex(known.rgb);
    return true;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** Puts what was picked in place of the colour behind a swatch. */
function change(view: EditorView, input: HTMLInputElement): void {
  const at = view.posAtDOM(input);
  const colour = coloursIn(view.state, at, at + 1, isColour).find(({ from }) => from === at);
  const known = colour && read(colour.text);
  if (!colour || !known) return;
  const insert = writtenAs(colour.text, fromHex(input.value), known.alpha);
  view.dispatch({ changes: { from: colour.from, to: colour.to, insert }, userEvent: 'input.colour' });
}

const isColour = (word: string): boolean =>
  !/^(?:inherit|initial|unset|revert(?:-layer)?|currentcolor|transparent)$/i.test(word) &&
  CSS.supports('color', word);

const known = new Map<string, { readonly rgb: Rgb; readonly alpha: number } | null>();
let canvas: CanvasRenderingContext2D | null | undefined;

/** What a colour is on a screen, however it is written; null where the browser does not know it. */
function read(text: string) {
  let found = known.get(text);
  if (found === undefined) {
    found = draw(text);
    if (known.size > 500) known.clear();
    known.set(text, found);
  }
  return found;
}

function draw(text: string): { readonly rgb: Rgb; readonly alpha: number } | null {
  if (!CSS.supports('color', text)) return null;
  canvas ??= new OffscreenCanvas(1, 1).getContext('2d', {
    willReadFrequently: true,
  }) as unknown as CanvasRenderingContext2D; // the same but for fonts
  if (!canvas) return null;
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return { rgb: { r, g, b }, alpha: Math.round((a / 255) * 100) / 100 };
}

function swatchesOf(view: EditorView): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges)
    for (const colour of coloursIn(view.state, from, to, isColour))
      found.push(Decoration.widget({ widget: new Swatch(colour.text), side: -1 }).range(colour.from));
  return Decoration.set(found, true);
}

/** Swatches in front of the colours that are in sight. */
export const swatches = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = swatchesOf(view);
    }

    update(update: ViewUpdate): void {
      const isParsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || isParsed) this.decorations = swatchesOf(update.view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);
