import type MarkdownIt from 'markdown-it';
import type { StateInline } from '../markdown-it.ts';
import { type Construct, opensAt } from './constructs.ts';
import { addRaw, type Context, isRaw, type Reading, readingOf } from './reading.ts';

/** Liquid in running text: an output or a tag is one thing, whatever is in it, and Markdown takes it for a letter. */
export function useInlineRules(md: MarkdownIt): void {
  md.inline.ruler.before('linkify', 'liquid', liquid);
  md.inline.ruler.before('html_inline', 'liquid_html', htmlWithLiquid);
  md.renderer.rules.liquid = (tokens, index) => tokens[index]?.content ?? '';
  asLetters(md);
  inLabels(md);
}

/** An image's label is its `alt` text: what Liquid prints is text there too. */
function inLabels(md: MarkdownIt): void {
  const { renderer } = md;
  const asText = renderer.renderInlineAsText.bind(renderer);
  renderer.renderInlineAsText = (tokens, options, env) => {
    for (const token of tokens) if (token.type === 'liquid') token.type = 'html_inline';
    return asText(tokens, options, env);
  };
}

function liquid(state: StateInline, silent: boolean): boolean {
  const { pos, src } = state;
  if (!opensAt(src, pos)) return false;
  const reading = readingOf(state);
  const context = reading.context(src);
  if (isRaw(context, pos)) return false;
  const found = context.finder.at(pos);
  if (!found || found.end > state.posMax) {
    if (!silent) reading.unclosed(src, pos, context.place);
    return false;
  }
  if (found.name === 'raw' && !openRaw(reading, context, found, silent)) return false;
  if (!silent && !isRawTag(found, context))
    state.push('liquid', '', 0).content = reading.mark(found, context.place);
  context.ends.add(found.end);
  state.pos = found.end;
  return true;
}

/** Remembers the inside of a `raw` tag, which is Markdown without Liquid. False: it is not closed in this text. */
function openRaw(
  { findings }: Reading,
  context: Context,
  { start, end }: { readonly start: number; readonly end: number },
  silent: boolean,
): boolean {
  const { finder, place } = context;
  const close = finder.endOf('raw', end);
  if (close) addRaw(context, end, close.start);
  else if (!silent) {
    const help = 'Close it in the same paragraph, or put both tags on lines of their own.';
    findings.error(
      'unclosed_block',
      'This raw is not closed by endraw.',
      span(place(start), end - start),
      help,
    );
  }
  return close !== undefined;
}

/** An HTML tag with Liquid in it, also between quotes: `<a href="{{ url | default: "/" }}">`. */
function htmlWithLiquid(state: StateInline, silent: boolean): boolean {
  const { pos, src, posMax } = state;
  if (!state.md.options.html || !TAG.test(src.slice(pos, pos + 3))) return false;
  const reading = readingOf(state);
  const context = reading.context(src);
  const end = endOfTag(context, pos, posMax);
  if (end < 0) return false;
  if (!silent) state.push('html_inline', '', 0).content = reading.marked(context, pos, end);
  state.pos = end;
  return true;
}

const TAG = /^<\/?[A-Za-z]/;

/** Behind the tag that begins at `from`, if it holds Liquid; -1 when it does not, or is none. */
function endOfTag(context: Context, from: number, max: number): number {
  const { text } = context.finder;
  let quote = '';
  let holdsLiquid = false;
  for (let at = from + 1; at < max; ) {
    const found = isRaw(context, at) ? undefined : context.finder.at(at);
    const character = text[at] ?? '';
    if (found) holdsLiquid = true;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return holdsLiquid ? at + 1 : -1;
    else if (character === '<') return -1;
    at = found ? found.end : at + 1;
  }
  return -1;
}

/** Emphasis looks at the characters beside its marks: where Liquid is, it sees a letter. */
function asLetters(md: MarkdownIt): void {
  const Plain = md.inline.State;
  md.inline.State = class extends Plain {
    override scanDelims(start: number, canSplitWord: boolean) {
      const context = readingOf(this).context(this.src);
      let end = start;
      while (end < this.posMax && this.src[end] === this.src[start]) end++;
      const before = context.ends.has(start);
      const after = !isRaw(context, end) && context.finder.at(end) !== undefined;
      if (!before && !after) return super.scanDelims(start, canSplitWord);
      const { src, posMax } = this;
      const first = before ? 'x' : src.slice(Math.max(0, start - 1), start);
      this.src = first + src.slice(start, end) + (after ? 'x' : src.slice(end, Math.min(end + 1, posMax)));
      this.posMax = this.src.length;
      const found = super.scanDelims(first.length, canSplitWord);
      Object.assign(this, { src, posMax });
      return found;
    }
  };
}

/** Whether it is a `raw` or the `endraw` of one: these leave nothing. */
const isRawTag = ({ name, start }: Construct, { rawEnds }: Context): boolean =>
  name === 'raw' || (name === 'endraw' && rawEnds.has(start));

const span = (start: number, length: number) => ({ start, end: start + length });
