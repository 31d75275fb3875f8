import { dataKey, layoutPath, partialPath } from '../check/names.ts';
import { type AssetPlace, frontOf, placesIn } from './assets.ts';
import { markups, withoutStrings } from './markups.ts';
import { inYaml as asYaml, inAddress, inQuotes } from './spelling.ts';

/** A name of a file within a text: offsets, and what is to be written there when the file is called otherwise. */
export interface Name {
  readonly start: number;
  readonly end: number;
  /** What is written anew, where that is more than the name: with quotes around it. */
  readonly around?: { readonly start: number; readonly end: number };
  renamed(to: string): string;
}

/** Where a text of the site names a file: a partial, a layout, data or an asset. In order. */
export function namesIn(path: string, text: string, target: string): Name[] {
  const [folder = ''] = target.split('/');
  switch (folder) {
    case 'partials':
      return isTemplate(path)
        ? calls(text, /\b(?:render|include)\s+(['"])([^'"\n]+)\1/g, target, partialPath)
        : [];
    case 'layouts':
      return [
        ...(isTemplate(path) ? calls(text, /\blayout\s+(['"])([^'"\n]+)\1/g, target, layoutPath) : []),
        ...inYaml(path, text, target),
      ].sort((a, b) => a.start - b.start);
    case 'data':
      return isTemplate(path) ? reads(text, target) : [];
    case 'assets':
    case 'public':
      return placesIn(text, target, isYaml(path)).map((place) => assetName(path, text, place));
    default:
      return [];
  }
}

/** A text with all names of a file changed. */
export function renameIn(path: string, text: string, from: string, to: string): string {
  let done = 0;
  let written = '';
  for (const { renamed, around, ...name } of namesIn(path, text, from)) {
    const { start, end } = around ?? name;
    written += text.slice(done, start) + renamed(to);
    done = end;
  }
  return written + text.slice(done);
}

const isYaml = (path: string) => /\.ya?ml$/.test(path);

function assetName(path: string, text: string, { start, end, value, writing }: AssetPlace): Name {
  const nameOf = (to: string) => to.slice(to.indexOf('/') + 1);
  const prefix = text.slice(value, start);
  switch (writing.in) {
    case 'address':
      return { start, end, renamed: (to) => inAddress(nameOf(to)) };
    case 'plain': {
      const renamed = (to: string) => asYaml(prefix + nameOf(to));
      return { start, end, around: { start: value, end }, renamed };
    }
    case 'quotes': {
      const escapes = writing.isYaml || path.endsWith('.json');
      const renamed = (to: string) => inQuotes(prefix + nameOf(to), writing.quote, escapes);
      return { start, end, around: { start: value - 1, end: end + 1 }, renamed };
    }
  }
}

const isTemplate = (path: string) => /\.(?:liquid|md)$/.test(path);

/** Tags that name a template, whose second group is the name. */
function calls(text: string, tag: RegExp, target: string, pathOf: (name: string) => string): Name[] {
  return markups(text).flatMap((markup) =>
    Array.from(markup.text.matchAll(tag)).flatMap((match): Name[] => {
      const name = match[2] ?? '';
      if (!markup.text.startsWith('{%') || pathOf(name) !== target) return [];
      const end = markup.start + match.index + match[0].length - 1;
      return [{ start: end - name.length, end, renamed: nameOf }];
    }),
  );
}

/** How a partial or layout of this path is named. */
const nameOf = (path: string) => path.slice(path.indexOf('/') + 1).replace(/\.liquid$/, '');

/** `layout: base` of front matter, and below `defaults` of site.yaml. */
function inYaml(path: string, text: string, target: string): Name[] {
  const isSite = path === 'site.yaml';
  const front = isSite ? text : frontOf(text);
  const key = isSite
    ? /^[ \t]+layout:[ \t]*(['"]?)([\w/.-]+)\1[ \t]*(?=#|$|\r)/gm
    : /^layout:[ \t]*(['"]?)([\w/.-]+)\1[ \t]*(?=#|$|\r)/gm;
  return Array.from(front.matchAll(key)).flatMap((match): Name[] => {
    const name = match[2] ?? '';
    if (layoutPath(name) !== target) return [];
    const start = match.index + match[0].indexOf(name, match[0].indexOf(':'));
    return [{ start, end: start + name.length, renamed: nameOf }];
  });
}

/** Reads of `data.a.b`, with dots or brackets, outside of strings. */
function reads(text: string, target: string): Name[] {
  const keys = dataKey(target).split('/').slice(1);
  const steps = keys.map((key) => {
    const plain = key.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return `(?:\\.${plain}(?![\\w-])|\\[\\s*(?:'${plain}'|"${plain}")\\s*\\])`;
  });
  const read = new RegExp(`(?<![\\w.\\]-])data${steps.join('')}`, 'g');
  return markups(text).flatMap((markup) => {
    const masked = withoutStrings(markup.text);
    return Array.from(markup.text.matchAll(read)).flatMap((match): Name[] => {
      // A name in a string is text; what is in brackets is not, and begins outside.
      if (masked.charAt(match.index) !== 'd') return [];
      const start = markup.start + match.index;
      return [{ start, end: start + match[0].length, renamed: readOf }];
    });
  });
}

/** How a data file of this path is read. */
function readOf(path: string): string {
  const keys = dataKey(path).split('/').slice(1);
  return `data${keys.map((key) => (/^[a-z_][\w-]*$/i.test(key) ? `.${key}` : `["${key}"]`)).join('')}`;
}
