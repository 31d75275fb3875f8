import type { Tag } from '../nodes.ts';
import { type Context, keyOf } from './context.ts';
import { valueStart } from './html.ts';
import { oneOf } from './join.ts';
import { type Place, stricter } from './place.ts';
import { type Script, scriptAfter } from './script.ts';
import { type Style, styleAfter } from './style.ts';
import { urlAfter } from './url.ts';

/** What an output is printed into: `before value` is the start of a value when something is printed there. */
export function atOutput(at: Context): Context {
  switch (at.state) {
    case 'unknown':
      return { ...at, ways: at.ways.map(atOutput) };
    case 'before value':
      return valueStart(at, '');
    case 'open':
      return { ...at, state: 'tag name' };
    case 'tag':
    case 'after name':
      return { ...at, state: 'attribute name', attribute: '', dynamic: false };
    default:
      return at;
  }
}

/** The place of an output that is at `from`, and `next` is the text behind it. */
export function placeOf(from: Context, next?: string): Place {
  if (from.state === 'unknown') {
    const [first = 'x', ...others] = from.ways.map((way) => placeOf(way, next));
    return others.reduce(stricter, first);
  }
  const at = atOutput(from);
  const started = from.state === 'before value';
  switch (at.state) {
    case 'tag name': {
      const whole = next !== undefined && /^[\s/>]/.test(next);
      if (at.element === '') return whole ? 'T' : 'U';
      return at.element.includes('-') ? 'M' : 'D';
    }
    case 'attribute name':
      return at.attribute === '' && next !== undefined && /^[\s/>=]/.test(next) ? 'N' : 'M';
    case 'value': {
      const inner = innerPlace(at);
      if (inner === 'x') return inner;
      const outer = at.quote === '' ? (started && next !== undefined && /^\s/.test(next) ? 'v' : 'w') : 'a';
      // An attribute that is no event handler has a script only as a URL, which is decoded before it runs.
      if (at.inner.language === 'script' && !at.attribute.startsWith('on'))
        return inner + outer.toUpperCase();
      return outer === 'a' ? inner && `${inner}a` : inner + outer;
    }
    case 'content':
      return innerPlace(at);
    default:
      return '';
  }
}

function innerPlace({ inner }: Context): Place {
  switch (inner.language) {
    case 'script':
      return scriptPlace(inner);
    case 'style':
      return stylePlace(inner);
    case 'url':
      return inner.decided || inner.kind === 'refresh' ? '' : 'u';
    case 'markup':
      return 'd';
    case 'unsure':
      return 'x';
    case 'plain':
      return '';
  }
}

function scriptPlace({ mode, word }: Script): Place {
  switch (mode) {
    case 'code':
      return word ? 'n' : 'j';
    case '"':
    case "'":
      return 's';
    case '`':
      return 't';
    case 'regex':
    case 'class':
      return 'r';
    case 'line':
    case 'block':
      return 'n';
  }
}

function stylePlace({ mode, name, address, begun }: Style): Place {
  if (mode === 'comment') return 'n';
  if (mode === 'code') return name ? 'p' : 'c';
  return address ? (begun ? 'e' : 'l') : 'q';
}

/** Where the page is behind an output that was at `at`. */
export function afterOutput(at: Context, tag: Tag): Context {
  switch (at.state) {
    case 'unknown':
      return oneOf(
        at,
        at.ways.map((way) => afterOutput(way, tag)),
      );
    case 'tag name':
      return { ...at, dynamic: true };
    case 'attribute name':
      return { ...at, attribute: `${at.attribute}*`.slice(0, MAX_NAME), dynamic: true };
    case 'value':
    case 'content':
      return { ...at, inner: afterInner(at.inner, tag) };
    default:
      return at;
  }
}

/** Names of attributes that matter are shorter. */
const MAX_NAME = 40;

function afterInner(inner: Context['inner'], tag: Tag): Context['inner'] {
  switch (inner.language) {
    case 'script':
      return scriptAfter(inner);
    case 'style':
      return styleAfter(inner);
    case 'url':
      return urlAfter(inner, tag);
    default:
      return inner;
  }
}

/** Whether a template or capture that begins here is printed as one that begins in text is. */
export function isText(at: Context): boolean {
  return placeOf(at) === '';
}

/** Whether a template that begins at `a` is right at `b` too. */
export function sameStart(a: Context, b: Context): boolean {
  return (isText(a) && isText(b)) || keyOf(a) === keyOf(b);
}
