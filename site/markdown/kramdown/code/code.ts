import type MarkdownIt from 'markdown-it';
import type { StateBlock, Token } from '../../markdown-it.ts';
import { optionsOf } from '../extensions.ts';
import { fence as githubFence } from '../library-rules.ts';
import { indented } from './indented.ts';
import { LANGUAGES } from './rouge-languages.ts';

/**
 * Code with the elements and classes that kramdown and Rouge give it, since style sheets of such sites name them. A fence whose
 * language is followed by `highlight` is what Jekyll's tag of that name prints, and with `linenos` its lines have numbers.
 */
export function useRougeCode(md: MarkdownIt): void {
  const { rules } = md.renderer;
  md.block.ruler.at('code', indented);
  md.block.ruler.at('fence', fence, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  const text = (code: string) => likeRouge(md.utils.escapeHtml(code));
  const html = (code: string, language: string) =>
    likeRouge(md.options.highlight?.(code, language, '') ?? '') || text(code);
  const attributes = (token: Token, others: readonly string[]) => {
    const names = [...others, ...(token.attrGet('class')?.split(' ') ?? []), 'highlighter-rouge'];
    const own = (token.attrs ?? []).filter(([name]) => name !== 'class');
    const pairs: [string, string][] = [...own, ['class', names.join(' ')]];
    return pairs
      .map(([name, value]) => ` ${md.utils.escapeHtml(name)}="${md.utils.escapeHtml(value)}"`)
      .join('');
  };
  const block = (token: Token, language: string, env: object) => {
    const [name = ''] = language.split('?');
    const isKnown = languageOf(token) !== undefined;
    if (name !== '' && !isKnown && !LANGUAGES.has(name)) return plain(token, name);
    const classes = isKnown ? [] : [`language-${name || 'plaintext'}`];
    const { firstLine } = optionsOf(env);
    const code = html(token.content, name);
    const shown = firstLine === undefined ? code : numbered(code, firstLine, 'rouge-gutter', 'rouge-code');
    return `<div${attributes(token, classes)}><div class="highlight"><pre class="highlight"><code>${shown}</code></pre></div></div>\n`;
  };
  const plain = (token: Token, name: string) =>
    `<pre${md.renderer.renderAttrs(token)}><code class="language-${md.utils.escapeHtml(name)}">${text(token.content)}</code></pre>\n`;
  rules.fence = (tokens, index, _options, env) => {
    const token = tokens[index] as Token; // the renderer calls rules with a place in the list
    const [language = '', kind, lines] = md.utils.unescapeAll(token.info).trim().split(/\s+/);
    if (kind !== 'highlight') return block(token, language, env);
    return figure(html(token.content, language), md.utils.escapeHtml(language), lines === 'linenos');
  };
  rules.code_block = (tokens, index, _options, env) => {
    const token = tokens[index] as Token; // the same
    return block(token, languageOf(token) ?? '', env);
  };
  rules.code_inline = (tokens, index) => {
    const token = tokens[index] as Token; // the same
    const name = languageOf(token);
    if (name === undefined)
      return `<code${attributes(token, ['language-plaintext'])}>${text(token.content)}</code>`;
    return `<code${attributes(token, [])}>${html(token.content, name)}</code>`;
  };
}

/** Rouge leaves quotes in text as they are, and templates look for them there: a list for a search strips tags and writes JSON. */
const likeRouge = (html: string): string => html.replaceAll('&quot;', '"');

/** The language of code that an attribute list says. */
const languageOf = (token: Token): string | undefined =>
  /(?:^|\s)language-(\S*)/.exec(token.attrGet('class') ?? '')?.[1];

/** A fence's lines keep the spaces that the fence itself has before it. */
function fence(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  const isIndented = (state.sCount[line] ?? 0) > state.blkIndent;
  if (!githubFence(state, line, endLine, silent)) return false;
  const token = silent || !isIndented ? undefined : state.tokens.at(-1);
  const lines = token?.content.split('\n').length ?? 0;
  if (token) token.content = state.getLines(line + 1, line + lines, state.blkIndent, true);
  return true;
}

/** What `{% highlight %}` prints; `code` is HTML. */
export function figure(code: string, language: string, hasNumbers: boolean): string {
  const text = code.trimEnd();
  const inner = hasNumbers ? numbered(text, 1, 'gutter', 'code') : text;
  return `<figure class="highlight"><pre><code class="language-${language}" data-lang="${language}">${inner}</code></pre></figure>\n`;
}

/** Rouge's table: the numbers of all lines, and the lines. */
function numbered(code: string, first: number, gutter: string, lines: string): string {
  const text = code.endsWith('\n') ? code : `${code}\n`;
  const count = text.split('\n').length - 1;
  const numbers = Array.from({ length: count }, (_, index) => `${first + index}\n`).join('');
  return `<table class="rouge-table"><tbody><tr><td class="${gutter} gl"><pre class="lineno">${numbers}</pre></td><td class="${lines}"><pre>${text}</pre></td></tr></tbody></table>`;
}
