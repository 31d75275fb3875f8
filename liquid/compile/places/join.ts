import { holdsText, innerOf } from './attributes.ts';
import { type Context, type Inner, keyOf, TEXT } from './context.ts';
import { joinScripts } from './script.ts';
import { joinStyles } from './style.ts';
import { joinUrls } from './url.ts';

/**
 * Where two branches meet that ended at `a` and `b`. Where that is not one place, both are followed. `condition` is the source
 * of the tag, kept to find the tag that closes what this one opens.
 */
export function joinContexts(a: Context, b: Context, condition = ''): Context {
  if (a === b || keyOf(a) === keyOf(b) || isLost(a)) return a;
  if (isLost(b)) return b;
  return oneOf({ ...a, state: 'unknown', attribute: condition }, [...waysOf(a), ...waysOf(b)]);
}

/** Whether nothing is known of a place. */
const isLost = (at: Context) => at.state === 'unknown' && at.ways.length === 0;

const waysOf = (at: Context) => (at.state === 'unknown' ? at.ways : [at]);

/** More places than this are not followed: nothing is known behind them. */
const MAX_WAYS = 4;

/** `unknown` with these ways in place of its own; the one that is left, where all are one. */
export function oneOf(unknown: Context, ways: readonly Context[]): Context {
  const left: Context[] = [];
  for (const way of ways) {
    const at = left.findIndex((other) => keyOf(other) === keyOf(way) || joined(other, way) !== undefined);
    const other = left[at];
    if (other === undefined) left.push(way);
    else left[at] = joined(other, way) ?? way;
  }
  const [only] = left;
  if (only && left.length === 1) return only;
  return {
    ...TEXT,
    state: 'unknown',
    attribute: unknown.attribute,
    ways: left.length > MAX_WAYS ? [] : left,
  };
}

/** Between attributes, whatever is last. */
const IN_TAG: readonly string[] = ['tag', 'attribute name', 'after name'];

function joined(a: Context, b: Context): Context | undefined {
  const element = a.element === b.element ? a.element : ordinary(a) && ordinary(b) ? '' : undefined;
  if (a.state === 'unknown' || b.state === 'unknown') return undefined;
  if (element === undefined || a.closing !== b.closing) return undefined;
  const type = a.type === b.type ? a.type : '';
  const xml = a.xml && b.xml;
  const both = { ...a, element, type, xml, dynamic: a.dynamic || b.dynamic };
  if (a.state !== b.state) {
    const together = [IN_TAG, IN_NAME].some((states) => states.includes(a.state) && states.includes(b.state));
    if (!together) return undefined;
    const named = a.state === 'tag' || a.state === 'open' ? b : a;
    return { ...both, state: named.state, attribute: named.attribute };
  }
  switch (a.state) {
    case 'attribute name':
    case 'after name':
    case 'before value':
      return { ...both, ...joinNames(a, b) };
    case 'value':
    case 'content': {
      const inner = a.quote === b.quote ? joinInner(a.inner, b.inner) : undefined;
      return inner && { ...both, inner, attribute: a.attribute === b.attribute ? a.attribute : '' };
    }
    default:
      return both;
  }
}

/** Behind `<`, whether its name has begun or not. */
const IN_NAME: readonly string[] = ['open', 'tag name'];

/** Whether nothing in or behind the tag depends on the element's name. */
function ordinary({ state, element, xml }: Context): boolean {
  if (state === 'content') return false;
  return !holdsText(element, xml) && !/^(?:meta|base|embed|object|link|animate|set)$/.test(element);
}

/** The attribute that asks for more, when that is known. */
function joinNames(a: Context, b: Context): Pick<Context, 'attribute' | 'dynamic'> {
  const innerA = innerOf(a.element, a.attribute, a.dynamic);
  const innerB = innerOf(b.element, b.attribute, b.dynamic);
  const inner = joinInner(innerA, innerB);
  if (!inner) return { attribute: '**', dynamic: true };
  const { attribute, dynamic } = inner.language === innerA.language ? a : b;
  return { attribute, dynamic };
}

function joinInner(a: Inner, b: Inner): Inner | undefined {
  if (a.language === 'script' && b.language === 'script') return joinScripts(a, b);
  if (a.language === 'style' && b.language === 'style') return joinStyles(a, b);
  if (a.language === 'url' && b.language === 'url') return joinUrls(a, b);
  if (a.language === b.language) return a;
  if (a.language === 'plain' && b.language === 'url') return b;
  return a.language === 'url' && b.language === 'plain' ? a : undefined;
}
