import { type Inner, PLAIN } from './context.ts';
import { SCRIPT } from './script.ts';
import { DECLARATIONS, SHEET } from './style.ts';
import { URL_START } from './url.ts';

/** Attributes whose value is a URL, wherever they are. */
const URLS = new Set(
  'action background cite classid codebase data formaction href icon longdesc manifest ping poster profile src usemap xlink:href xml:base'.split(
    ' ',
  ),
);
const LISTS = new Set(['srcset', 'imagesrcset']);
/** Elements that run what their URL names: no scheme makes that safe. */
const CODE = new Set([
  'script src',
  'script href',
  'script xlink:href',
  'base href',
  'embed src',
  'object data',
]);
/** Elements that set attributes of others: `<animate attributeName="href" to="...">`. */
const ANIMATES = new Set(['animate', 'set']);
const ANIMATED = new Set(['by', 'from', 'to', 'values']);

/** What the value of an attribute is written in. `element` and `name` are in lower case. */
export function innerOf(element: string, name: string, dynamic: boolean): Inner {
  // `*` stands for an output. A name that is one as a whole is checked when it is printed.
  if (dynamic)
    return /^(?:data|aria)-/.test(name) ? PLAIN : name === '*' ? URL_START : { language: 'unsure' };
  if (name.startsWith('on')) return SCRIPT;
  if (name === 'style') return DECLARATIONS;
  if (name === 'srcdoc') return { language: 'markup' };
  if (CODE.has(`${element} ${name}`)) return { ...URL_START, kind: 'code' };
  if (LISTS.has(name)) return { ...URL_START, kind: 'list' };
  if (URLS.has(name) || (ANIMATES.has(element) && ANIMATED.has(name))) return URL_START;
  return element === 'meta' && name === 'content' ? { ...URL_START, kind: 'refresh' } : PLAIN;
}

/** Elements whose content is text up to their end tag, whatever is in it. */
const TEXT_ONLY = new Set('iframe noembed noframes script style textarea title xmp'.split(' '));

/** Whether the content of an element is text only; in XML, entities and elements are in all but these two. */
export function holdsText(element: string, xml: boolean): boolean {
  return xml ? /^(?:\w+:)?(?:script|style)$/.test(element) : TEXT_ONLY.has(element);
}

/** What the content of an element that holds text only is written in. `type` is that of a script. */
export function contentOf(element: string, type: string): Inner {
  if (/(?:^|:)style$/.test(element)) return SHEET;
  return /(?:^|:)script$/.test(element) && isScript(type) ? SCRIPT : PLAIN;
}

/** Whether a browser runs a script of this type, or reads it as JSON. Other types are data of the page's own. */
function isScript(type: string): boolean {
  const name = type.trim().toLowerCase().replace(/;.*$/, '');
  return (
    !name || /^(?:module|importmap|speculationrules)$|(?:java|ecma|j|live)script|[/+]json|jsx/.test(name)
  );
}
