/** Where a place is in JavaScript or JSON. */
export interface Script {
  readonly language: 'script';
  readonly mode: 'code' | '"' | "'" | '`' | 'regex' | 'class' | 'line' | 'block';
  /** Whether a `/` would begin a regular expression. */
  readonly regex: boolean;
  /** Whether a name, or a `.`, ends here: what follows directly belongs to it. */
  readonly word: boolean;
  /** Whether the character before was a backslash that takes the next one with it. */
  readonly escaped: boolean;
  /** Templates and braces around: a backtick for each `${`, and a brace for each one inside of it. */
  readonly around: string;
}

export const SCRIPT: Script = {
  language: 'script',
  mode: 'code',
  regex: true,
  word: false,
  escaped: false,
  around: '',
};

/** Words behind which a value is. */
const BEFORE_VALUE = new Set(
  'await case delete do else in instanceof new of return throw typeof void yield'.split(' '),
);
const WORD = /[\w$\u0080-\uffff]+/y;

/** Reads `text` as a script that is at `script`. */
export function readScript(script: Script, text: string): Script {
  let at = script;
  for (let index = 0; index < text.length; ) {
    if (at.mode === 'code') [at, index] = code(at, text, index);
    else [at, index] = other(at, text, index);
  }
  return at;
}

type Step = [next: Script, index: number];

function code(at: Script, text: string, index: number): Step {
  const character = text.charAt(index);
  WORD.lastIndex = index;
  const word = WORD.exec(text)?.[0];
  if (word !== undefined) return [{ ...at, word: true, regex: BEFORE_VALUE.has(word) }, WORD.lastIndex];
  const next = index + 1;
  switch (character) {
    case '"':
    case "'":
    case '`':
      return [{ ...at, mode: character, word: false }, next];
    case '/':
      return slash(at, text, index);
    case '<':
      return text.startsWith('<!--', index)
        ? [{ ...at, mode: 'line', word: false }, index + 4]
        : [{ ...at, word: false, regex: true }, next];
    case '{':
      return [{ ...at, word: false, regex: true, around: deeper(at.around, '{') }, next];
    case '}':
      return [closed({ ...at, word: false, regex: true }), next];
    default:
      if (/\s/.test(character)) return [{ ...at, word: false }, next];
      return [{ ...at, word: character === '.', regex: !/[)\]]/.test(character) }, next];
  }
}

function slash(at: Script, text: string, index: number): Step {
  const following = text.charAt(index + 1);
  if (following === '/') return [{ ...at, mode: 'line', word: false }, index + 2];
  if (following === '*') return [{ ...at, mode: 'block', word: false }, index + 2];
  return [at.regex ? { ...at, mode: 'regex', word: false } : { ...at, word: false, regex: true }, index + 1];
}

/** Braces count inside of a `${` only, and no more of them than anyone nests. */
function deeper(around: string, brace: string): string {
  return around === '' || around.length >= MAX_AROUND ? around : around + brace;
}

const MAX_AROUND = 200;

/** Behind a `}`: back in the template that its `${` is in, if it does. */
function closed(at: Script): Script {
  const around = at.around.slice(0, -1);
  return at.around.endsWith('`') ? { ...at, mode: '`', around } : { ...at, around };
}

/** In a string, a template, a regular expression or a comment. */
function other(at: Script, text: string, index: number): Step {
  const character = text.charAt(index);
  const next = index + 1;
  if (at.mode === 'line') return [/[\n\r\u2028\u2029]/.test(character) ? { ...at, mode: 'code' } : at, next];
  if (at.mode === 'block') {
    const end = text.indexOf('*/', index);
    return end < 0 ? [at, text.length] : [{ ...at, mode: 'code' }, end + 2];
  }
  if (at.escaped) return [{ ...at, escaped: false }, next];
  if (character === '\\') return [{ ...at, escaped: true }, next];
  if (at.mode === '`' && text.startsWith('${', index))
    return [{ ...at, mode: 'code', regex: true, around: `${at.around}\``.slice(-MAX_AROUND) }, index + 2];
  if (at.mode === 'class') return [character === ']' ? { ...at, mode: 'regex' } : at, next];
  if (at.mode === 'regex' && character === '[') return [{ ...at, mode: 'class' }, next];
  const ends = at.mode === 'regex' ? '/' : at.mode;
  const broken = character === '\n' && at.mode !== '`';
  return [character === ends || broken ? { ...at, mode: 'code', regex: false, word: false } : at, next];
}

/** Behind an output. */
export function scriptAfter(at: Script): Script {
  return at.mode === 'code' ? { ...at, regex: false } : { ...at, escaped: false };
}

/** Where two branches meet; undefined when they end in different places. */
export function joinScripts(a: Script, b: Script): Script | undefined {
  if (a.mode !== b.mode || a.around !== b.around) return undefined;
  return { ...a, regex: a.regex && b.regex, word: a.word && b.word, escaped: a.escaped || b.escaped };
}
