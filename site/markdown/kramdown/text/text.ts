import type MarkdownIt from 'markdown-it';
import type { StateInline, Token } from '../../markdown-it.ts';
import { escape as escapeRule } from '../library-rules.ts';
import { liquidIn } from '../liquid-in.ts';
import { useEmphasis } from './emphasis.ts';
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
  useEmphasis(md);
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

const ELEMENT = /<([a-z][a-z\d]*)(\s[^<>]*)?>/iy;
const RAW = /^(?:code|kbd|samp|var|math|script|style|option|textarea)$/i;
const NO_MARKDOWN = /\smarkdown=["']?0(?!\w)/;
const unclosed = new WeakMap<StateInline, Set<string>>();

/** Elements whose text is none of Markdown's, or that say so. */
function rawElement(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '<') return false;
  ELEMENT.lastIndex = state.pos;
  const [tag = '', name = '', rest = ''] = ELEMENT.exec(state.src) ?? [];
  if (!RAW.test(name) && !NO_MARKDOWN.test(rest)) return false;
  const none = unclosed.get(state) ?? new Set();
  unclosed.set(state, none);
  if (none.has(name)) return false;
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
  const token = state.push('text', '', 0);
  token.content = text;
  token.info = 'sign';
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
