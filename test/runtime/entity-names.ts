import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../../site/markdown/smaller/entity-names.generated.ts', import.meta.url));

/** The package that markdown-it takes. */
interface Entities {
  readonly decodeHTML: (text: string) => string;
  readonly decodeHTMLStrict: (text: string) => string;
}

interface Tree {
  readonly htmlDecodeTree: Uint16Array;
  readonly determineBranch: (tree: Uint16Array, node: number, at: number, char: number) => number;
}

const fromMarkdownIt = createRequire(createRequire(import.meta.url).resolve('markdown-it'));
export const library: Entities = fromMarkdownIt('entities');
const { htmlDecodeTree, determineBranch }: Tree = fromMarkdownIt('entities/lib/decode.js');

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789;'];

/** All names that the library knows, with their semicolon or without. */
export function libraryNames(at = 0, prefix = ''): string[] {
  const node = htmlDecodeTree[at] ?? 0;
  const length = node >> 14; // of the value, which ends the name
  const own = length > 0 && prefix ? [prefix] : [];
  if (length === 1 || prefix.endsWith(';')) return own;
  const longer = LETTERS.flatMap((letter) => {
    const next = determineBranch(htmlDecodeTree, node, at + Math.max(1, length), letter.charCodeAt(0));
    return next < 0 ? [] : libraryNames(next, prefix + letter);
  });
  return [...own, ...longer];
}

interface Row {
  readonly name: string;
  readonly first: number;
  readonly second: number;
  readonly isBare: boolean;
}

/** What `site/markdown/smaller/entities.ts` reads, before words are replaced. */
function listOf(rows: readonly Row[]): string {
  const seconds = [...new Set(rows.map(({ second }) => second))].sort((a, b) => a - b);
  return seconds.map((second) => second + partOf(rows.filter((row) => row.second === second))).join('|');
}

function partOf(rows: readonly Row[]): string {
  const sorted = rows.toSorted((a, b) => a.first - b.first || (a.name < b.name ? -1 : 1));
  return sorted
    .map(({ name, first, isBare }, at) => {
      const distance = first - (sorted[at - 1]?.first ?? 0);
      return `${distance > 1 ? `:${distance}` : distance === 1 ? ' ' : ','}${name}${isBare ? '=' : ''}`;
    })
    .join('');
}

/** Signs that no name has: of one byte, and then of two. */
const SIGNS = [
  ...Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at)).filter(
    (sign) => !/[\w\\`$',:=|]/.test(sign),
  ),
  ...Array.from({ length: 0x40 }, (_, at) => String.fromCharCode(0xc0 + at)),
];

interface Packed {
  readonly text: string;
  readonly signs: string;
  readonly words: readonly string[];
}

/** Replaces the word that saves most with a sign, over and over. */
function packed(list: string): Packed {
  let text = list;
  let signs = '';
  const words: string[] = [];
  for (const sign of SIGNS) {
    const word = bestWord(text, Buffer.byteLength(sign));
    if (!word) break;
    text = text.replaceAll(word, sign);
    signs += sign;
    words.push(word);
  }
  return { text, signs, words };
}

function bestWord(text: string, cost: number): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [word, times] of countsOf(text)) {
    const bytes = Buffer.byteLength(word);
    const saved = times * (bytes - cost) - bytes - 2;
    if (saved > most) [best, most] = [word, saved];
  }
  return best;
}

/** How often each text of 2 to 12 characters is there, beside itself. */
function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let length = 2; length <= 12; length++) {
    const last = new Map<string, number>();
    for (let at = 0; at + length <= text.length; at++) {
      const word = text.slice(at, at + length);
      if (at < (last.get(word) ?? -length) + length) continue;
      last.set(word, at);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

// `node test/runtime/entity-names.ts` writes the names that the library has now.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = libraryNames();
  const bare = new Set(names);
  const rows = names
    .filter((name) => name.endsWith(';'))
    .map((whole) => {
      const name = whole.slice(0, -1);
      const [first = 0, second = 0] = [...library.decodeHTML(`&${whole}`)].map((char) => char.codePointAt(0));
      return { name, first, second, isBare: bare.has(name) };
    });
  const { text, signs, words } = packed(listOf(rows));
  const code = Object.entries({ NAMES: text, SIGNS: signs, WORDS: words }).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`,
  );
  const from = '// Made of the names of the package `entities` by `node test/runtime/entity-names.ts`.';
  writeFileSync(FILE, `${from}\n\n${code.join('\n')}`);
  console.log(`${rows.length} names, ${text.length} characters`);
}
