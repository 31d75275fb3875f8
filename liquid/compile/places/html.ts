import type { Tag } from '../nodes.ts';
import { contentOf, holdsText, innerOf } from './attributes.ts';
import { type Context, type Inner, PLAIN, textOf } from './context.ts';
import { decodeEntities } from './entities.ts';
import { oneOf } from './join.ts';
import { readScript, SCRIPT } from './script.ts';
import { readStyle } from './style.ts';
import { readUrl } from './url.ts';

/** Told of outputs that turn out to be the scheme of a URL, when the `:` behind them is read, and of the quotes around. */
export type OnScheme = (outputs: readonly Tag[], quote: string) => void;

type Step = [next: Context, index: number];

/** Reads a template's own text as HTML that is at `context`: where its end is. Linear in its length. */
export function readHtml(context: Context, text: string, onScheme: OnScheme): Context {
  if (context.state === 'unknown')
    return oneOf(
      context,
      context.ways.map((way) => readHtml(way, text, onScheme)),
    );
  let at = context;
  for (let index = 0; index < text.length; ) [at, index] = step(at, text, index, onScheme);
  return at;
}

function step(at: Context, text: string, index: number, onScheme: OnScheme): Step {
  switch (at.state) {
    case 'text':
      return markup(at, text, index);
    case 'open':
      return open(at, text, index);
    case 'tag name':
      return tagName(at, text, index);
    case 'tag':
    case 'after name':
      return inTag(at, text, index);
    case 'attribute name':
      return attributeName(at, text, index);
    case 'before value':
      return beforeValue(at, text, index);
    case 'value':
      return value(at, text, index, onScheme);
    case 'content':
      return content(at, text, index, onScheme);
    default:
      return passed(at, text, index);
  }
}

function markup(at: Context, text: string, index: number): Step {
  const start = text.indexOf('<', index);
  if (start < 0) return [at, text.length];
  if (text.startsWith('<!--', start)) return [{ ...at, state: 'comment' }, start + 4];
  if (at.xml && text.startsWith('<![CDATA[', start)) return [{ ...at, state: 'cdata' }, start + 9];
  if (/[!?]/.test(text.charAt(start + 1))) return [{ ...at, state: 'declaration' }, start + 2];
  return [{ ...at, state: 'open', element: '', closing: false, dynamic: false, type: '' }, start + 1];
}

function open(at: Context, text: string, index: number): Step {
  const character = text.charAt(index);
  if (character === '/' && !at.closing) return [{ ...at, closing: true }, index + 1];
  return /[a-z_]/i.test(character) ? [{ ...at, state: 'tag name' }, index] : [textOf(at), index];
}

const NAME_END = /[\s/>]/g;

function tagName(at: Context, text: string, index: number): Step {
  const end = search(NAME_END, text, index);
  const element = (at.element + text.slice(index, end)).toLowerCase();
  return [{ ...at, element, state: end < text.length ? 'tag' : 'tag name' }, end];
}

function inTag(at: Context, text: string, index: number): Step {
  const character = text.charAt(index);
  if (character === '>') return [tagEnd(at, text.charAt(index - 1) === '/'), index + 1];
  if (/[\s/]/.test(character)) return [at, index + 1];
  if (character === '=' && at.state === 'after name') return [{ ...at, state: 'before value' }, index + 1];
  const fresh: Context = { ...at, state: 'attribute name', attribute: '', dynamic: false };
  // A stray `=` begins the name of an attribute.
  return character === '=' ? [{ ...fresh, attribute: '=' }, index + 1] : [fresh, index];
}

/** Behind the `>` of a tag. */
function tagEnd(at: Context, empty: boolean): Context {
  const { element, closing, xml, type } = at;
  if (closing || (xml && empty) || !holdsText(element, xml)) return textOf(at);
  return { ...textOf(at), state: 'content', element, inner: contentOf(element, type) };
}

const ATTRIBUTE_END = /[\s/>=]/g;

function attributeName(at: Context, text: string, index: number): Step {
  const end = search(ATTRIBUTE_END, text, index);
  const attribute = (at.attribute + text.slice(index, end)).toLowerCase();
  return [{ ...at, attribute, state: end < text.length ? 'after name' : 'attribute name' }, end];
}

function beforeValue(at: Context, text: string, index: number): Step {
  const character = text.charAt(index);
  if (/\s/.test(character)) return [at, index + 1];
  if (character === '>') return [tagEnd(at, false), index + 1];
  if (character === '"' || character === "'") return [valueStart(at, character), index + 1];
  return [valueStart(at, ''), index];
}

/** The start of the value of the attribute at `at`. */
export function valueStart(at: Context, quote: string): Context {
  const type = at.attribute === 'type' && !at.dynamic ? '' : at.type;
  return { ...at, state: 'value', quote, type, inner: innerOf(at.element, at.attribute, at.dynamic) };
}

const VALUE_END: Readonly<Record<string, RegExp>> = { '"': /"/g, "'": /'/g, '': /[\s>]/g };

function value(at: Context, text: string, index: number, onScheme: OnScheme): Step {
  const end = search(VALUE_END[at.quote] ?? />/g, text, index);
  const read = text.slice(index, end);
  if (end < text.length) {
    // What comes behind does not read the value, but a `:` in it may tell what outputs in front of it are.
    inside(at, decodeEntities(read), onScheme);
    const typed = at.attribute === 'type' ? at.type + read : at.type;
    const next: Context = {
      ...at,
      state: 'tag',
      quote: '',
      attribute: '',
      dynamic: false,
      type: typed,
      inner: PLAIN,
    };
    return [next, at.quote === '' ? end : end + 1];
  }
  const type = at.attribute === 'type' ? at.type + read : at.type;
  return [{ ...at, type, inner: inside(at, decodeEntities(read), onScheme) }, end];
}

/** Reads text in the language of an attribute or element. */
function inside({ inner, quote }: Context, text: string, onScheme: OnScheme): Inner {
  switch (inner.language) {
    case 'script':
      return readScript(inner, text);
    case 'style':
      return readStyle(inner, text);
    case 'url': {
      const { url, scheme, script } = readUrl(inner, text);
      if (scheme.length > 0) onScheme(scheme, quote);
      return script === undefined ? url : readScript(SCRIPT, script);
    }
    default:
      return inner;
  }
}

/** The content of script, style, title and their kind: it ends at the end tag, wherever that is. */
function content(at: Context, text: string, index: number, onScheme: OnScheme): Step {
  const end = endTag(text, at.element, index);
  if (end >= 0) return [{ ...textOf(at), state: 'open', element: '' }, end + 1];
  return [{ ...at, inner: inside(at, text.slice(index), onScheme) }, text.length];
}

function endTag(text: string, element: string, from: number): number {
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2)) {
    const after = at + 2 + element.length;
    if (text.slice(at + 2, after).toLowerCase() === element && /^[\s/>]?$/.test(text.charAt(after)))
      return at;
  }
  return -1;
}

const ENDS: Readonly<Record<string, string>> = { comment: '-->', cdata: ']]>', declaration: '>' };

/** Comments and declarations. */
function passed(at: Context, text: string, index: number): Step {
  const ends = ENDS[at.state] ?? '>';
  const end = text.indexOf(ends, index);
  return end < 0 ? [at, text.length] : [textOf(at), end + ends.length];
}

function search(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
