/** What an element must have for a rule of a style sheet to be about it. Pseudo-classes are left out: it may have those at times. */
interface Subject {
  readonly tag: string;
  readonly ids: readonly string[];
  readonly classes: readonly string[];
  readonly attributes: readonly string[];
}

/** Whether white space shows in the element of a tag, given as it is written in a template. */
export type ShowsSpace = (tag: string) => boolean;

const PRESERVES = /\b(?:pre(?:-wrap|-line)?|break-spaces|preserve(?:-breaks|-spaces)?)\b|var\(/i;

/** Which elements have their white space shown by style sheets. In doubt, they have. */
export function showsSpaceBy(sheets: readonly string[]): ShowsSpace {
  const subjects = sheets.flatMap(preserving);
  if (subjects.length === 0) return () => false;
  return (tag) => {
    const element = elementOf(tag);
    return subjects.some((subject) => isAbout(subject, element));
  };
}

/** The style sheets in a template: those of its `style` elements. */
export const sheetsIn = (template: string): string[] =>
  [...template.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/gi)].map(([, css = '']) => css);

/** Subjects of the rules of a style sheet that give white space a meaning. */
function preserving(css: string): Subject[] {
  const found: Subject[] = [];
  /** What is in front of each `{` that is open: selectors, and at-rules. */
  const open: string[] = [];
  let text = '';
  const end = () => {
    if (/^\s*white-space(?:-collapse)?\s*:/i.test(text) && PRESERVES.test(text.slice(text.indexOf(':'))))
      found.push(...subjectsOf(open.filter((prelude) => !prelude.startsWith('@'))));
    text = '';
  };
  for (const char of plain(css)) {
    if (char === '{') {
      open.push(text.trim());
      text = '';
    } else if (char === '}') {
      end();
      open.pop();
    } else if (char === ';') end();
    else text += char;
  }
  return found;
}

/** Without comments, texts in quotes and addresses, which may hold braces. */
const plain = (css: string): string =>
  css
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/g, '""')
    .replaceAll(/url\([^)]*\)/gi, 'url()');

/** What nested rules are about: of `&` alone, what the rule around is about. */
function subjectsOf(selectors: readonly string[]): Subject[] {
  const innermost = selectors.at(-1);
  if (innermost === undefined) return [];
  return parts(innermost, /,/).flatMap((selector) => {
    const last = parts(selector.trim(), /[\s>+~]/).at(-1) ?? '';
    // What is drawn in front of an element is not its content.
    if (/::(?:before|after|marker|placeholder|selection|backdrop)/i.test(last)) return [];
    if (/^&(?::|$)/.test(last)) return subjectsOf(selectors.slice(0, -1));
    return [subjectOf(last.replaceAll('&', ''))];
  });
}

function subjectOf(compound: string): Subject {
  const simple = compound.replaceAll(/(?<!\\)::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?/g, '');
  const all = (pattern: RegExp) =>
    [...simple.matchAll(pattern)].map(([, name = '']) => name.replaceAll(/\\(.)/g, '$1'));
  return {
    tag: /^[a-z][\w-]*/i.exec(simple)?.[0].toLowerCase() ?? '',
    ids: all(/#((?:\\.|[\w-]|[^\0-\x7f])+)/g),
    classes: all(/\.((?:\\.|[\w-]|[^\0-\x7f])+)/g),
    attributes: all(/\[\s*([\w-]+)/g),
  };
}

/** The parts of a selector between separators that are in no brackets. */
function parts(text: string, separator: RegExp): string[] {
  const found = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(' || char === '[') depth++;
    if (char === ')' || char === ']') depth--;
    if (depth === 0 && separator.test(char)) found.push('');
    else found[found.length - 1] += char;
  }
  return found.filter((part) => part.trim() !== '');
}

interface Element {
  readonly tag: string;
  /** Names of attributes; null when some are printed, so that it may have any. */
  readonly attributes: ReadonlyMap<string, string> | null;
}

/** Something that is printed; a tag of Liquid that prints nothing itself. */
const PRINTED = '\u0001';
const SILENT = '\u0002';
const PRINTS = /^(?:echo|render|include|cycle|block|increment|decrement|liquid|content)$/;

function elementOf(text: string): Element {
  const tag = text
    .replaceAll(/\{\{[\s\S]*?\}\}/g, PRINTED)
    .replaceAll(/\{%-?\s*(\w*)[\s\S]*?%\}/g, (_, name: string) => (PRINTS.test(name) ? PRINTED : SILENT));
  const [start = '', name = ''] = /^<([\w:-]+)/.exec(tag) ?? [];
  const attributes = new Map<string, string>();
  const rest = tag
    .slice(start.length)
    .replaceAll(
      /([^\s"'<>/=\u0001\u0002]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g,
      (_, key: string, value = '') => {
        attributes.set(key.toLowerCase(), value.replaceAll(/^["']|["']$/g, ''));
        return '';
      },
    );
  return { tag: name.toLowerCase(), attributes: rest.includes(PRINTED) ? null : attributes };
}

function isAbout({ tag, ids, classes, attributes }: Subject, element: Element): boolean {
  if (tag !== '' && tag !== element.tag) return false;
  const has = element.attributes;
  if (!has) return true;
  return (
    attributes.every((name) => has.has(name.toLowerCase())) &&
    ids.every((id) => mayBe(has.get('id') ?? '', id)) &&
    classes.every((name) => mayBe(has.get('class') ?? '', name))
  );
}

/** Whether a name may be among those of a value, of which Liquid prints parts, or prints some of them only. */
function mayBe(value: string, name: string): boolean {
  if (value.includes(PRINTED)) return true;
  return value.split(/\s+/).some((token) => {
    const pieces = token.split(SILENT);
    if (pieces.length === 1) return token === name;
    const optional = pieces.map((piece) => `(?:${piece.replaceAll(/[^\w-]/g, '\\$&')})*`);
    return new RegExp(`^${optional.join('')}$`).test(name);
  });
}
