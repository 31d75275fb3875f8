import type { EditorState } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { own } from '../../../../schema/own.ts';
import { fieldsOf, siteCollections } from '../language/collections.ts';
import { filePath } from './file-path.ts';
import { COLLECTION_HELP, FIELD_HELP } from './help/field-help.ts';
import { FILTER_HELP } from './help/filter-help.ts';
import { TAG_HELP } from './help/tag-help.ts';
import { linkAt } from './links.ts';
import { argumentAt, paramText } from './names/arguments.ts';
import { paramsOf } from './names/params.ts';
import { fieldHelp, frontMatter, helpOfName, typeText } from './names/shapes.ts';

/** Help for the tag, filter, file name, field or member of an entry below the pointer. */
export const hover = hoverTooltip(async ({ state }, pos) => {
  const line = state.doc.lineAt(pos);
  const found =
    helpAt(line, pos) ??
    (await linkHelp(linkAt(state, pos))) ??
    (await argumentHelp(state, pos)) ??
    (await nameHelp(state, line, pos)) ??
    (await fieldHelpAt(state, line, pos));
  if (!found) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => ({ dom: tooltip(found.title, found.text) }),
  };
});

interface Help {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly text: string;
}

function helpAt(line: { text: string; from: number }, pos: number): Help | undefined {
  for (const found of line.text.matchAll(/(\{%-?\s*|\|\s*)(\w+)/g)) {
    const from = line.from + found.index + (found[1]?.length ?? 0);
    const name = found[2] ?? '';
    const to = from + name.length;
    if (pos < from || pos > to) continue;
    if (found[1]?.startsWith('|')) {
      const filter = Object.hasOwn(FILTER_HELP, name) ? FILTER_HELP[name] : undefined;
      return filter && { from, to, title: `${name}${filter[0]}`, text: filter[1] };
    }
    const text = Object.hasOwn(TAG_HELP, name) ? TAG_HELP[name] : undefined;
    return text === undefined ? undefined : { from, to, title: name, text };
  }
  return undefined;
}

/** What the member of an entry below the pointer is: `entry.author.name`. */
async function nameHelp(
  state: EditorState,
  line: { text: string; from: number },
  pos: number,
): Promise<Help | undefined> {
  const at = pos - line.from;
  if (line.text.slice(0, at).search(/\{[{%](?:(?![%}]\}).)*$/) < 0) return undefined;
  for (const { 0: path, index } of line.text.matchAll(/[a-z_][\w-]*(?:\.[\w-]+)+/gi)) {
    if (at < index || at > index + path.length) continue;
    const rest = path.slice(at - index).search(/\./);
    const end = rest < 0 ? path.length : at - index + rest;
    const names = path.slice(0, end).split('.');
    const place = { path: state.facet(filePath), source: state.sliceDoc(), pos };
    const help = await helpOfName(names, place, siteCollections());
    const to = line.from + index + end;
    return help && { ...help, from: to - (names.at(-1)?.length ?? 0), to };
  }
  return undefined;
}

/** What a field of an entry, and a key of `_collection.yaml`, is. */
async function fieldHelpAt(
  state: EditorState,
  line: { text: string; from: number },
  pos: number,
): Promise<Help | undefined> {
  const path = state.facet(filePath);
  const [, collection] = /^content\/([^/]+)\//.exec(path) ?? [];
  if (collection === undefined) return undefined;
  const front = frontMatter(state.sliceDoc());
  if (path.endsWith('.md') && line.from > front.length + 4) return undefined;
  for (const { 0: key, index } of line.text.matchAll(/[\w-]+(?=:(?:\s|$))/g)) {
    const from = line.from + index;
    const to = from + key.length;
    if (pos < from || pos > to) continue;
    if (path.endsWith('/_collection.yaml')) {
      const isTop = index === 0;
      const text = isTop ? own(COLLECTION_HELP, key) : own(FIELD_HELP, key);
      return text === undefined ? undefined : { from, to, title: key, text };
    }
    const field = own(await fieldsOf(collection), key);
    return field && { from, to, title: `${key}: ${typeText(field)}`, text: fieldHelp(field) };
  }
  return undefined;
}

/** A file that is named; of a partial, what it takes too. */
async function linkHelp(link: ReturnType<typeof linkAt>): Promise<Help | undefined> {
  if (!link) return undefined;
  const { path, from, to } = link;
  const [, partial] = /^partials\/(.+)\.liquid$/.exec(path) ?? [];
  const params = partial === undefined ? [] : await paramsOf(partial);
  const lines = params.map((param) => `${param.name}: ${paramText(param)}`);
  return { from, to, title: path, text: [...lines, 'Ctrl-click or F12 opens it.'].join('\n') };
}

/** What the argument of a partial is whose name is below the pointer. */
async function argumentHelp(state: EditorState, pos: number): Promise<Help | undefined> {
  const word = state.wordAt(pos);
  if (!word) return undefined;
  const before = state.sliceDoc(Math.max(0, word.from - 2_000), word.from);
  const tag = before.slice(before.lastIndexOf('{%') + 2);
  const name = state.sliceDoc(word.from, word.to);
  const place = before.includes('{%') && !tag.includes('%}') ? argumentAt(tag + name) : undefined;
  if (place?.typed !== name) return undefined;
  const param = (await paramsOf(place.partial)).find((one) => one.name === name);
  return param && { from: word.from, to: word.to, title: name, text: paramText(param) };
}

function tooltip(title: string, text: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-hover';
  const head = document.createElement('code');
  head.textContent = title;
  const body = document.createElement('div');
  body.textContent = text;
  dom.append(head, body);
  return dom;
}
