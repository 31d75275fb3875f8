import type MarkdownIt from 'markdown-it';
import type { StateInline, Token } from '../../markdown-it.ts';
import { escape as escapeRule } from '../library-rules.ts';
import { liquidIn } from '../liquid-in.ts';
import { smartQuote } from './quotes.ts';

/** Running text as kramdown's parser for GitHub's Markdown reads it; a bare address is no link. */
export function useKramdownText(md: MarkdownIt): void {
  md.set({ linkify: false });
  md.core.ruler.disable(['replacements', 'smartquotes']);
  md.inline.ruler.at('text', plain);
  md.inline.ruler.before('linkify', 'kramdown_quotes', smartQuote);
  md.inline.ruler.before('linkify', 'kramdown_signs', sign);
  md.inline.ruler.before('escape', 'kramdown_break', hardBreak);
  md.inline.ruler.before('newline', 'kramdown_line', lineEnd);
  md.inline.ruler.at(
    'escape',
    (state, silent) => ESCAPES.test(state.src[state.pos + 1] ?? '') && escapeRule(state, silent),
  );
  md.inline.ruler.before('html_inline', 'kramdown_raw', rawElement);
  md.inline.ruler.before('backticks', 'kramdown_tick', tick);
  useAlternativeTexts(md);
  md.inline.ruler2.push('kramdown_emphasis', settleEmphasis);
}

/** What a backslash makes text; and the end of a line, which it makes a break. */
const ESCAPES = /[\\.*_+`<>()[\]{}#!:|"'$=~\n-]/;

/** What stands for a picture is text as it is written, but where it holds Liquid. */
function useAlternativeTexts(md: MarkdownIt): void {
  const { renderer } = md;
  const asText = renderer.renderInlineAsText.bind(renderer);
  md.renderer.rules.image = (tokens, index, options, env) => {
    const token = tokens[index] as Token; // the renderer calls rules with a place in the list
    const children = token.children ?? [];
    const isPlain = children.every(({ type }) => type !== 'liquid');
    const plain = token.content.replaceAll(/\\([\\.*_+`<>()[\]{}#!:|"'$=-])/g, '$1');
    token.attrSet('alt', isPlain ? plain : asText(children, options, env));
    return renderer.renderToken(tokens, index, options);
  };
}

const RAW = /<(code|kbd|samp|var|math|script|style|option|textarea)(?:\s[^<>]*)?>/iy;
const unclosed = new WeakMap<StateInline, Set<string>>();

/** Elements whose text is none of Markdown's. */
function rawElement(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '<') return false;
  RAW.lastIndex = state.pos;
  const [tag = '', name = ''] = RAW.exec(state.src) ?? [];
  const none = unclosed.get(state) ?? new Set();
  unclosed.set(state, none);
  if (name === '' || none.has(name)) return false;
  const close = state.src.indexOf(`</${name}>`, state.pos + tag.length);
  const end = close + name.length + 3;
  if (close < 0) none.add(name);
  if (close < 0 || end > state.posMax) return false;
  if (!silent) state.push('html_inline', '', 0).content = liquidIn(state).marked(state.src, state.pos, end);
  state.pos = end;
  return true;
}

/** A single backtick with white space on both sides is a sign like others. */
function tick(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== '`' || !/^\s`\s$/.test(src.slice(Math.max(0, pos - 1), pos + 2))) return false;
  if (!silent) state.pending += '`';
  state.pos++;
  return true;
}

/** Text that no rule looks at. */
const PLAIN = /[^\n!"#$%&'*+\-.:<=>@[\\\]^_`{|}~]+/y;

function plain(state: StateInline, silent: boolean): boolean {
  PLAIN.lastIndex = state.pos;
  const text = PLAIN.exec(state.src)?.[0].slice(0, state.posMax - state.pos);
  if (text === undefined) return false;
  if (!silent) state.pending += text;
  state.pos += text.length;
  return true;
}

const SIGN = /---?|\.\.\.|<< ?|>>/y;
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['---', '—'],
  ['--', '–'],
  ['...', '…'],
  ['<< ', '«\u00a0'],
  ['<<', '«'],
  ['>>', '»'],
]);

/** Signs that kramdown writes for several characters; no others, such as `(c)`. */
function sign(state: StateInline, silent: boolean): boolean {
  SIGN.lastIndex = state.pos;
  const found = SIGN.exec(state.src)?.[0] ?? '';
  const text = SIGNS.get(found);
  if (!state.md.options.typographer || text === undefined) return false;
  state.pos += found.length;
  if (silent) return true;
  if (found === '>>') state.pending = state.pending.replace(/ $/, '\u00a0');
  state.push('text', '', 0).content = text;
  return true;
}

/** Two backslashes at the end of a line. */
function hardBreak(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('\\\\\n', state.pos)) return false;
  if (!silent) state.push('hardbreak', 'br', 0);
  state.pos += 3;
  while (/[ \t]/.test(state.src[state.pos] ?? '')) state.pos++;
  return true;
}

/** White space around the end of a line stays: templates that make plain text of a page join lines, and find it there. */
function lineEnd(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '\n' || state.pending.endsWith('  ')) return false;
  if (!silent) state.push(state.md.options.breaks ? 'hardbreak' : 'softbreak', 'br', 0);
  state.pos++;
  return true;
}

/** Marks of emphasis open before, and close behind, all but white space; `_` does not within words. Before what makes letters of Liquid. */
export function useEmphasis(md: MarkdownIt): void {
  const Plain = md.inline.State;
  md.inline.State = class extends Plain {
    override scanDelims(start: number, canSplitWord: boolean) {
      const { src, posMax } = this;
      const found = super.scanDelims(start, canSplitWord);
      const mark = src[start];
      if (mark !== '*' && mark !== '_') return found;
      const end = start + found.length;
      const before = start > 0 ? src.slice(Math.max(0, start - 2), start) : ' ';
      const after = end < posMax ? src.slice(end, end + 2) : ' ';
      const isWord = mark === '_';
      return {
        ...found,
        can_open: !/^\s/.test(after) && !(isWord && /[\p{L}-]$/u.test(before)),
        can_close: !/\s$/.test(before) && !(isWord && /^[\p{L}\p{N}]/u.test(after)),
      };
    }
  };
}

/** `***a***` is emphasis in strong text, and struck text is what was deleted. */
function settleEmphasis({ tokens }: StateInline): boolean {
  const shown = tokens.filter(({ type, content }) => type !== 'text' || content !== '');
  const open: number[] = [];
  let last = { start: -1, end: -1 };
  shown.forEach((token, at) => {
    if (token.type === 's_open' || token.type === 's_close') token.tag = 'del';
    if (token.nesting === 1) open.push(at);
    if (token.nesting !== -1) return;
    const start = open.pop() ?? 0;
    const [outer, inner, innerEnd] = [shown[start], shown[start + 1], shown[at - 1]];
    const isInner = last.start === start + 1 && last.end === at - 1;
    last = { start, end: at };
    if (!isInner || outer?.type !== 'em_open' || inner?.type !== 'strong_open' || !innerEnd) return;
    if (!inner.markup.startsWith(outer.markup)) return;
    swap(outer, inner);
    swap(innerEnd, token);
  });
  return false;
}

function swap(a: Token, b: Token): void {
  [a.type, b.type] = [b.type, a.type];
  [a.tag, b.tag] = [b.tag, a.tag];
  [a.markup, b.markup] = [b.markup, a.markup];
}
