import { HighlightStyle } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags as t } from '@lezer/highlight';
import { codeColours, look } from '../code/theme.ts';
import { textColours } from './text-colours.ts';

const chrome = EditorView.theme({
  '&': { height: 'auto', backgroundColor: 'var(--bg-field)', fontSize: '15px' },
  '.cm-scroller': { fontFamily: 'var(--sans)', lineHeight: '1.65' },
  '.cm-content': { padding: '14px 0 18vh', minHeight: '46dvh' },
  // Each is painted by itself: a key paints its paragraph, and no other.
  '.cm-line': { padding: '0 16px', contain: 'layout style' },
  '.cm-waiting': {
    padding: '1px 8px',
    borderRadius: '99px',
    backgroundColor: 'var(--bg-hover)',
    color: 'var(--ink-soft)',
    fontSize: '12.5px',
  },
  '.cm-placeholder': { color: 'var(--ink-faint)' },
  '@media (width < 480px)': { '&': { fontSize: '16px' } },
});

const colours = HighlightStyle.define([
  { tag: [t.heading1, t.heading2], fontWeight: '680', fontSize: '1.25em' },
  { tag: t.heading, fontWeight: '660' },
  { tag: t.strong, fontWeight: '680' },
  { tag: t.emphasis, fontStyle: 'italic' },
  { tag: t.strikethrough, textDecoration: 'line-through' },
  { tag: t.link, color: 'var(--accent-ink)' },
  { tag: [t.processingInstruction, t.url], color: 'var(--ink-faint)', fontWeight: '400' },
  { tag: t.monospace, fontFamily: 'var(--mono)', fontSize: '0.92em' },
  { tag: t.quote, color: 'var(--ink-soft)' },
]);

/** Styles of a text, and of the code that is in it. */
export const TEXT_STYLES = [colours, codeColours] as const;

/** How a text is shown that is written, not programmed. */
export const textTheme: Extension = [chrome, look, textColours(TEXT_STYLES)];
