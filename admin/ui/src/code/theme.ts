import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags as t } from '@lezer/highlight';

/** The editor's colours are the page's custom properties, which reach through its shadow root: one theme for light and dark. */
const chrome = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'var(--bg-editor)',
    color: 'var(--ink)',
    fontSize: 'var(--code-size)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', overscrollBehavior: 'contain' },
  '.cm-content': { padding: '10px 0 40vh', caretColor: 'var(--accent-ink)' },
  '.cm-line': { padding: '0 16px 0 8px' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--accent-ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-content ::selection': { backgroundColor: 'var(--selection)' },
  '.cm-activeLine': { backgroundColor: 'var(--line-active)' },
  '.cm-gutters': { backgroundColor: 'var(--bg-editor)', color: 'var(--ink-faint)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 14px', minWidth: '34px' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '.cm-profile': { minWidth: '46px' },
  // The library says of every gutter that it is important to be there.
  '&.cm-unprofiled .cm-profile': { display: 'none !important' },
  '.cm-profile .cm-gutterElement': {
    padding: '0 5px',
    textAlign: 'right',
    fontSize: '11px',
    lineHeight: 'inherit',
    color: 'var(--ink)',
  },
  '.cm-heat-1': { backgroundColor: 'color-mix(in srgb, var(--warn) 8%, transparent)' },
  '.cm-heat-2': { backgroundColor: 'color-mix(in srgb, var(--warn) 16%, transparent)' },
  '.cm-heat-3': { backgroundColor: 'color-mix(in srgb, var(--warn) 28%, transparent)' },
  '.cm-heat-4': { backgroundColor: 'color-mix(in srgb, var(--warn) 42%, transparent)', color: 'var(--ink)' },
  '.cm-foldGutter .cm-gutterElement': { color: 'var(--ink-faint)', cursor: 'pointer' },
  '.cm-foldPlaceholder': {
    background: 'var(--bg-hover)',
    border: 'none',
    color: 'var(--ink-soft)',
    padding: '0 6px',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--match)',
    color: 'inherit',
    outline: 'none',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--match)' },
  '.cm-searchMatch': { backgroundColor: 'var(--find)', outline: '1px solid var(--find-edge)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--find-edge)' },
});

const panels = EditorView.theme({
  '.cm-tooltip': {
    backgroundColor: 'var(--bg-raised)',
    border: '1px solid var(--edge-strong)',
    borderRadius: '8px',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
    fontFamily: 'var(--sans)',
    fontSize: '13px',
    maxWidth: 'min(460px, 90vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '12.5px',
    maxHeight: '16em',
    padding: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', borderRadius: '5px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '.75', fontFamily: 'var(--sans)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 10px', lineHeight: '1.5' },
  '.cm-hover': { padding: '8px 10px', lineHeight: '1.5', whiteSpace: 'pre-line' },
  '.cm-hover code': { fontFamily: 'var(--mono)', fontWeight: '600' },
  '.cm-panels': { backgroundColor: 'var(--bg-side)', color: 'var(--ink)', borderColor: 'var(--edge)' },
  '.cm-panel.cm-search': { padding: '8px 32px 8px 10px', fontFamily: 'var(--sans)', fontSize: '13px' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': {
    fontSize: '12.5px',
    verticalAlign: 'middle',
  },
  '.cm-textfield': {
    backgroundColor: 'var(--bg-field)',
    border: '1px solid var(--edge-strong)',
    borderRadius: '5px',
    padding: '3px 7px',
    fontSize: '13px',
  },
  '@media (width < 480px)': { '.cm-textfield': { fontSize: '16px' } },
  '.cm-button': {
    background: 'var(--bg-raised)',
    border: '1px solid var(--edge-strong)',
    borderRadius: '5px',
    padding: '2px 8px',
    textTransform: 'capitalize',
  },
  '.cm-panel button[name=close]': { color: 'var(--ink-soft)', fontSize: '18px', padding: '0 8px' },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, button:focus-visible': {
    outline: '2px solid var(--focus)',
    outlineOffset: '1px',
  },
});

const marks = EditorView.theme({
  '.cm-tag-pair': { background: 'var(--match)', borderRadius: '2px' },
  '.cm-swatch': {
    appearance: 'none',
    width: '1em',
    height: '1em',
    margin: '0 .35em 0 0',
    padding: '0',
    border: '1px solid var(--edge-strong)',
    borderRadius: '3px',
    background: 'none',
    verticalAlign: '-.12em',
    cursor: 'pointer',
  },
  // Without Firefox's own name of it: one that a browser does not know is an error to it, and the rest of the theme is lost.
  '.cm-swatch::-webkit-color-swatch-wrapper': { padding: '0' },
  '.cm-swatch::-webkit-color-swatch': { border: 'none', borderRadius: '2px' },
});

const findings = EditorView.theme({
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '1px' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--bad) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--warn) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-info': {
    textDecoration: 'underline dotted var(--ink-soft) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintPoint:after': { display: 'none' },
  '.cm-diagnostic': {
    padding: '7px 11px',
    borderLeft: '3px solid var(--bad)',
    whiteSpace: 'pre-wrap',
    lineHeight: '1.45',
  },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--ink-faint)' },
  '.cm-diagnosticSource': { opacity: '.8', fontSize: '12px' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': {
    width: '7px',
    height: '7px',
    borderRadius: '50%',
    margin: '8px 0 0 6px',
    content: 'none',
  },
  '.cm-lint-marker-error': { background: 'var(--bad)', content: 'none' },
  '.cm-lint-marker-warning': { background: 'var(--warn)', content: 'none' },
  '.cm-lint-marker-info': { background: 'var(--ink-faint)', content: 'none' },
});

/** How code is coloured. */
export const codeColours = HighlightStyle.define([
  { tag: [t.comment, t.blockComment, t.lineComment], color: 'var(--tok-comment)', fontStyle: 'italic' },
  {
    tag: [t.keyword, t.operatorKeyword, t.controlKeyword, t.definitionKeyword],
    color: 'var(--tok-keyword)',
    fontWeight: '600',
  },
  { tag: [t.brace, t.processingInstruction, t.special(t.brace)], color: 'var(--tok-liquid)' },
  { tag: [t.tagName, t.standard(t.tagName)], color: 'var(--tok-tag)' },
  { tag: [t.angleBracket, t.punctuation, t.separator, t.squareBracket, t.paren], color: 'var(--tok-punct)' },
  { tag: [t.attributeName, t.definition(t.propertyName)], color: 'var(--tok-attr)' },
  { tag: [t.string, t.attributeValue, t.special(t.string)], color: 'var(--tok-string)' },
  { tag: [t.number, t.bool, t.null, t.unit, t.color, t.atom], color: 'var(--tok-number)' },
  { tag: [t.variableName, t.propertyName], color: 'var(--tok-name)' },
  { tag: [t.function(t.variableName), t.function(t.propertyName), t.modifier], color: 'var(--tok-filter)' },
  { tag: [t.className, t.labelName, t.typeName, t.namespace], color: 'var(--tok-attr)' },
  { tag: [t.operator, t.compareOperator, t.logicOperator, t.derefOperator], color: 'var(--tok-punct)' },
  { tag: [t.meta, t.documentMeta], color: 'var(--tok-comment)' },
  { tag: t.invalid, color: 'var(--bad)' },
]);

/** How an editor looks, but for the colours of what is in it. */
export const look: Extension = [chrome, panels, marks, findings];

/** How the editor of code looks. */
export const theme: Extension = [look, syntaxHighlighting(codeColours)];
