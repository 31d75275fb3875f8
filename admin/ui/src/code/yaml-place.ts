/** Where in a YAML text the cursor is. */
export interface YamlPlace {
  /** The keys above it: ['fields', 'title']. */
  readonly keys: readonly string[];
  /** Whether a value is typed, of the last of `keys`; else a key. */
  readonly value: boolean;
  /** What is typed already. */
  readonly typed: string;
}

const KEY = /^(\s*)((?:-\s+)*)(?:"([^"]*)"|'([^']*)'|([\w.-]+))\s*:(?:\s+|$)/;

/** The place at the end of `before`; undefined inside of comments, block texts and quotes. */
export function yamlPlace(before: string): YamlPlace | undefined {
  const lines = before.split(/\r?\n/);
  const line = lines.pop() ?? '';
  if (/(?:^|\s)#/.test(line)) return undefined;
  const [, indent = '', dashes = ''] = /^(\s*)((?:-\s+)*)/.exec(line) ?? [];
  const above = ancestors(lines, indent.length + dashes.length);
  return above && inLine(line.slice(indent.length + dashes.length), above, dashes !== '');
}

/** Keys of the mappings that a line with such an indentation is in; undefined where it is in a text. */
function ancestors(lines: readonly string[], indent: number): string[] | undefined {
  const found: string[] = [];
  let inside = indent;
  for (const line of lines.toReversed()) {
    if (inside === 0) break;
    const match = KEY.exec(line);
    if (!match) continue;
    const [whole, spaces = '', dashes = '', ...names] = match;
    const depth = spaces.length + dashes.length;
    if (depth >= inside) continue;
    if (/^[|>]/.test(line.slice(whole.length))) return undefined;
    found.unshift(names.find((name) => name !== undefined) ?? '');
    inside = depth;
  }
  return found;
}

/** Goes along `key: { other: [` on one line. */
function inLine(text: string, above: readonly string[], isItem: boolean): YamlPlace | undefined {
  const open: { readonly keys: readonly string[]; readonly list: boolean }[] = [];
  let keys = above;
  let value = isItem;
  let typed = '';
  for (const [token] of text.matchAll(/"(?:\\.|[^"])*"?|'[^']*'?|[{}[\],]|:(?=\s|$)|\s+|[^\s{}[\],:]+|:/g)) {
    const holder = open.at(-1);
    if (token === '{' || token === '[') {
      open.push({ keys, list: token === '[' });
      [value, typed] = [token === '[', ''];
    } else if (token === '}' || token === ']') {
      open.pop();
      typed = '';
    } else if (token === ',' && holder) [keys, value, typed] = [holder.keys, holder.list, ''];
    else if (token === ':' && !value) {
      keys = [...keys, typed];
      [value, typed] = [true, ''];
    } else if (token.trim() !== '') typed = typed === '' ? token : `${typed}${token}`;
    else if (typed !== '') typed += token;
  }
  if (/^["']/.test(typed) && !/^(["']).*\1$/.test(typed)) return undefined;
  return { keys, value, typed };
}
