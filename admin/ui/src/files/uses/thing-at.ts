import { dataFileOf, dataKey } from '../../../../../site/check/names.ts';
import { memberOf } from '../../../../../site/uses/members.ts';
import { yamlPlace } from '../../code/yaml-place.ts';

/** What in a file may have uses of its own: a key that templates read, or a block of a layout. */
export interface Thing {
  /** The file that it is of. */
  readonly path: string;
  /** As the API takes it, and as a person reads it. */
  readonly query: { readonly key: string } | { readonly block: string };
  readonly name: string;
}

/** What the cursor is on: a key of a data file, in it or where a template reads it, or the tag of a block. */
export function thingAt(
  path: string,
  text: string,
  offset: number,
  paths: Iterable<string>,
): Thing | undefined {
  if (memberOf(path, []) !== undefined) return ofKeys(path, keysAt(text, offset));
  if (!/\.(?:liquid|md)$/.test(path)) return undefined;
  const open = text.lastIndexOf('{', offset);
  const from = Math.max(text.lastIndexOf('{%', offset), text.lastIndexOf('{{', offset));
  const to = text.indexOf('}', Math.max(from, 0));
  if (from < 0 || open < from || to < offset) return undefined;
  const tag = text.slice(from, to);
  const [, block] = /^\{%-?\s*block\s+['"]?([\w-]+)/.exec(tag) ?? [];
  if (block !== undefined) return { path, query: { block }, name: `the block ${block}` };
  return readAt(tag, offset - from, paths);
}

function ofKeys(path: string, keys: readonly string[]): Thing | undefined {
  const member = keys.length > 0 ? memberOf(path, keys) : undefined;
  return member && { path, query: { key: keys.join('.') }, name: member.join('.') };
}

/** The keys that lead to a place of a YAML or JSON text: to the key of its line that is before the cursor, or below it. */
function keysAt(text: string, offset: number): readonly string[] {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const [line = ''] = /^.*/.exec(text.slice(from)) ?? [];
  const keys = [...line.matchAll(/(?:"[^"]*"|'[^']*'|[\w.-]+)\s*:(?=\s|$)/g)];
  const key = keys.findLast(({ index }) => index <= offset - from) ?? keys[0];
  const before = key ? line.slice(0, key.index + key[0].length) : (/^\s*/.exec(line)?.[0] ?? '');
  // The key of an item is as one on a line of its own.
  const written = before.replace(/^\s*(?:-\s+)+/, (dashes) => ' '.repeat(dashes.length));
  const place = yamlPlace(`${text.slice(0, from)}${written} `);
  return (place?.keys ?? []).map((one) => one.replace(/^(["'])(.*)\1$/, '$2'));
}

/** `data.tide.turns` and `site.title`, up to the name below the cursor. */
function readAt(tag: string, at: number, paths: Iterable<string>): Thing | undefined {
  for (const { 0: chain, index } of tag.matchAll(/(?<![\w.\]-])(?:data|site)(?:\.[\w-]+|\[\d+\])+/g)) {
    if (at < index || at > index + chain.length) continue;
    const rest = chain.slice(at - index).search(/[.[]/);
    const end = rest < 0 ? chain.length : at - index + rest;
    const names = chain
      .slice(0, end)
      .replaceAll(/\[\d+\]/g, '')
      .split('.');
    if (names[0] === 'site') return ofKeys('site.yaml', names.slice(1));
    const files = new Map([...paths].map((path) => [dataKey(path), path]));
    const key = dataFileOf(names, (one) => files.has(one));
    if (key !== undefined) return ofKeys(files.get(key) ?? '', names.slice(key.split('/').length));
  }
  return undefined;
}
