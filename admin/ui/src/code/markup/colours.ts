import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { NodeProp, type SyntaxNodeRef, type Tree } from '@lezer/common';
import { type Rgb, toHex } from './colour-text.ts';

/** A colour in a text, as it is written there. */
interface Colour {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const FUNCTIONS = /^(?:rgba?|hsla?|hwb|(?:ok)?l(?:ab|ch))\(/i;
/** What is reckoned from variables, or printed by Liquid, is not known here. */
const UNKNOWN = /var\(|\{[{%]|from\s/;
/** Attributes of HTML and SVG whose value is a colour. */
const ATTRIBUTES = /^(?:fill|stroke|color|bgcolor|(?:stop|flood|lighting)-color|content)$/i;
const HEX = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;

/**
 * Colours in the styles and attributes of a part of a text: not what only looks like one, as `#add` in a link or in prose. `isColour`
 * says which words are.
 */
export function coloursIn(
  state: EditorState,
  from: number,
  to: number,
  isColour: (word: string) => boolean,
): Colour[] {
  const found: Colour[] = [];
  /** Places in a tree that lies over others, as HTML over Liquid, count from where that begins. */
  const walk = (tree: Tree, base: number) =>
    tree.iterate({
      from: from - base,
      to: to - base,
      enter(ref) {
        const mounted = ref.tree?.prop(NodeProp.mounted);
        if (mounted?.overlay) walk(mounted.tree, base + ref.from + (mounted.overlay[0]?.from ?? 0));
        const text = (at: { from: number; to: number }) => state.sliceDoc(base + at.from, base + at.to);
        const colour = colourAt(ref, text, isColour);
        if (!colour) return true;
        found.push({ from: base + colour.from, to: base + colour.to, text: text(colour) });
        return false;
      },
    });
  walk(syntaxTree(state), 0);
  return found;
}

type Span = { readonly from: number; readonly to: number };

function colourAt(
  ref: SyntaxNodeRef,
  textOf: (at: Span) => string,
  isColour: (word: string) => boolean,
): Span | undefined {
  switch (ref.name) {
    case 'ColorLiteral':
      return HEX.test(textOf(ref)) ? ref : undefined;
    case 'ValueName':
      return ref.node.parent?.name === 'Declaration' && isColour(textOf(ref)) ? ref : undefined;
    case 'CallExpression':
      return FUNCTIONS.test(textOf(ref)) && !UNKNOWN.test(textOf(ref)) ? ref : undefined;
    case 'AttributeValue':
    case 'UnquotedAttributeValue': {
      const name = ref.node.parent?.getChild('AttributeName');
      if (!name || !ATTRIBUTES.test(textOf(name))) return undefined;
      const quote = /^["']/.test(textOf(ref)) ? 1 : 0;
      const value = { from: ref.from + quote, to: ref.to - quote };
      return HEX.test(textOf(value)) ? value : undefined;
    }
    default:
      return undefined;
  }
}

/** A colour as it is to be written in place of another: in hexadecimal digits or with `rgb`, as that was, and as transparent. */
export function writtenAs(before: string, rgb: Rgb, alpha: number): string {
  if (!/^rgba?\(/i.test(before)) return toHex(rgb, alpha);
  const { r, g, b } = rgb;
  if (/,/.test(before)) return alpha < 1 ? `rgba(${r}, ${g}, ${b}, ${alpha})` : `rgb(${r}, ${g}, ${b})`;
  return `rgb(${r} ${g} ${b}${alpha < 1 ? ` / ${alpha}` : ''})`;
}
