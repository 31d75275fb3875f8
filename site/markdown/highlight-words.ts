import { CODE_LANGUAGES, type CodeLanguage } from './code-languages.ts';
import type { CodeSpan } from './highlight-liquid.ts';

/** What is none of a language's own: numbers, words and the signs between them. */
const NUMBER = '\\b0[xXbBoO][\\da-fA-F_]+\\b|\\b\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\w*';
const WORD = '[\\p{L}_][\\p{L}\\p{N}_]*[?!]?';
const OPERATOR = '[-+*/%=<>!&|^~?:]+';
const NEVER = '(?!)';

interface Scanner {
  readonly pattern: RegExp;
  readonly words: ReadonlyMap<string, string>;
  readonly isLoose: boolean;
}

const scanners = new Map<CodeLanguage, Scanner>();

/** Colours of languages that have no parser here, by their comments, texts, numbers and words; undefined for all others. */
export function wordSpans(code: string, name: string): CodeSpan[] | undefined {
  if (/^(?:diff|patch|udiff)$/.test(name)) return lineSpans(code);
  const language = CODE_LANGUAGES.get(name);
  if (!language) return undefined;
  const { pattern, words, isLoose } = scannerOf(language);
  const spans: CodeSpan[] = [];
  for (const { 0: text, index, groups = {} } of code.matchAll(pattern)) {
    const classes = classOf(groups, isLoose ? text.toLowerCase() : text, words);
    if (classes !== undefined) spans.push({ from: index, to: index + text.length, classes });
  }
  return spans;
}

function scannerOf(language: CodeLanguage): Scanner {
  const known = scanners.get(language);
  if (known) return known;
  const { comment, string, variable = NEVER, meta = NEVER, keywords, atoms = '', isLoose = false } = language;
  const parts = { meta, comment, string, variable, number: NUMBER, word: WORD, operator: OPERATOR };
  const source = Object.entries(parts).map(([name, part]) => `(?<${name}>${part})`);
  const named = (list: string, classes: string) =>
    list.split(' ').map((word) => [isLoose ? word.toLowerCase() : word, classes] as const);
  const words = new Map([...named(keywords, 'tok-keyword'), ...named(atoms, 'tok-atom')]);
  const made = { pattern: new RegExp(source.join('|'), 'gmu'), words, isLoose };
  scanners.set(language, made);
  return made;
}

type Groups = Readonly<Record<string, string | undefined>>;

function classOf(groups: Groups, word: string, words: ReadonlyMap<string, string>): string | undefined {
  if (groups.word !== undefined) return words.get(word);
  if (groups.comment !== undefined) return 'tok-comment';
  if (groups.string !== undefined) return 'tok-string';
  if (groups.number !== undefined) return 'tok-number';
  if (groups.variable !== undefined) return 'tok-variableName2';
  return groups.meta === undefined ? 'tok-operator' : 'tok-meta';
}

/** A comparison of two texts: what went, what came, and where. */
function lineSpans(code: string): CodeSpan[] {
  const classOf = (line: string) => {
    if (/^(?:@@|\+\+\+|---|diff |index )/.test(line)) return 'tok-heading';
    return line.startsWith('+') ? 'tok-inserted' : line.startsWith('-') ? 'tok-deleted' : undefined;
  };
  return Array.from(code.matchAll(/^[^\n]+/gm), ({ 0: line, index }) => ({
    from: index,
    to: index + line.length,
    classes: classOf(line),
  })).flatMap(({ classes, ...span }) => (classes === undefined ? [] : [{ ...span, classes }]));
}
