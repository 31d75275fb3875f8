import { isName, JSON_DEPTH, NO_NAME } from '../../schema/text/json-fault.ts';

/** What is wrong in a JSON text, or odd: the characters from `start` to before `end`. */
export interface JsonProblem {
  readonly severity: 'error' | 'warning';
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
  /** What to put there instead, where nothing else can be meant. */
  readonly fix?: string;
}

/** Warnings of one text: more help nobody. */
const MOST = 100;

interface Open {
  readonly at: number;
  /** Names of an object so far; undefined in a list. */
  readonly names: Set<string> | undefined;
}

/** What may come next: a value; a name; either of them or the end of what is open; a colon; a comma or that end; nothing. */
type Next = 'value' | 'name' | 'first' | 'colon' | 'comma' | 'nothing';

class Stop extends Error {
  readonly problem: JsonProblem;
  constructor(problem: JsonProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * Reads a text as JSON (RFC 8259) and tells the first error where it is, in words for people, and names that occur twice in
 * one object, of which parsers keep the last. Linear, and no recursion: a text may nest as deep as it likes.
 */
export function jsonProblems(text: string): JsonProblem[] {
  const scan = new Scan(text);
  try {
    scan.run();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return [error.problem];
  }
  return scan.warnings;
}

class Scan {
  readonly warnings: JsonProblem[] = [];
  readonly #text: string;
  readonly #open: Open[] = [];
  #at = 0;
  #next: Next = 'value';
  /** Where the comma is that something must follow. */
  #comma = -1;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    if (this.#text.startsWith('\ufeff')) this.#at = 1;
    for (;;) {
      this.#at += this.#match(/[ \t\n\r]*/y).length;
      if (this.#at >= this.#text.length) break;
      this.#token(this.#text.charAt(this.#at));
    }
    const open = this.#open.at(-1);
    if (open) this.#stop(`This ${this.#text[open.at]} is not closed`, open.at, open.at + 1);
    if (this.#next !== 'nothing') this.#stop('There is no JSON value here', 0, this.#text.length);
  }

  #token(character: string): void {
    if (character === '/' || character === '#')
      this.#stop(
        'JSON has no comments',
        this.#at,
        this.#lineEnd(),
        'Take it out; a .yaml file may have comments, after #.',
      );
    const top = this.#open.at(-1);
    if (this.#next === 'nothing') this.#extra();
    if (this.#next === 'colon')
      this.#expect(character === ':', 'A colon belongs between a name and its value', 'value');
    else if ((character === '}' || character === ']') && top) this.#close(character, top);
    else if (this.#next === 'comma') {
      this.#comma = this.#at;
      this.#expect(character === ',', 'A comma is missing before this', top?.names ? 'name' : 'value');
    } else if (character === ',') this.#stop('A value is missing before this comma');
    else if (top?.names && this.#next !== 'value') this.#name(character, top.names);
    else this.#value(character);
  }

  #expect(fits: boolean, message: string, next: Next): void {
    if (!fits) this.#stop(message);
    this.#at++;
    this.#next = next;
  }

  #close(character: string, { at, names }: Open): void {
    if ((character === '}') !== (names !== undefined))
      this.#stop(`${character} does not close the ${this.#text[at]} that is open here`);
    if (this.#next === 'name' || (this.#next === 'value' && this.#comma >= 0 && !names))
      this.#stop(`A comma may not stand before ${character}`, this.#comma, this.#comma + 1, {
        help: 'Take the comma out.',
        fix: '',
      });
    if (this.#next === 'value') this.#stop('A value is missing before this');
    this.#open.pop();
    this.#at++;
    this.#valueDone();
  }

  #name(character: string, names: Set<string>): void {
    const start = this.#at;
    if (character !== '"') this.#stop('A name in JSON stands in double quotes', start, this.#wordEnd());
    const name = JSON.parse(this.#string()) as string; // a string, checked
    if (!isName(name)) this.#stop(NO_NAME, start, this.#at);
    if (names.has(name)) this.#twice(name, start);
    names.add(name);
    this.#next = 'colon';
  }

  #twice(name: string, start: number): void {
    if (this.warnings.length >= MOST) return;
    const message = `The name ${name} stands twice in this object; only its last value counts`;
    this.warnings.push({
      severity: 'warning',
      start,
      end: this.#at,
      message,
      help: 'Take one of the two out.',
    });
  }

  #value(character: string): void {
    if (character === '{' || character === '[') {
      if (this.#open.length >= JSON_DEPTH) this.#stop(`This nests deeper than ${JSON_DEPTH} levels`);
      this.#open.push({ at: this.#at, names: character === '{' ? new Set() : undefined });
      this.#at++;
      this.#next = 'first';
      return;
    }
    if (character === '"') this.#string();
    else this.#plain();
    this.#valueDone();
  }

  #valueDone(): void {
    this.#comma = -1;
    this.#next = this.#open.length > 0 ? 'comma' : 'nothing';
  }

  /** A string with its quotes. */
  #string(): string {
    const start = this.#at;
    for (let at = start + 1; at < this.#text.length; at++) {
      const unit = this.#text.charCodeAt(at);
      if (unit === 0x22) {
        this.#at = at + 1;
        return this.#text.slice(start, this.#at);
      }
      if (unit === 0x0a || unit === 0x0d)
        this.#stop('This string is not closed on its line', start, at, 'A line break in a string is \\n.');
      if (unit < 0x20)
        this.#stop('A control character stands in a string as an escape, such as \\t or \\u0000', at, at + 1);
      if (unit !== 0x5c) continue;
      if (!/^\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.test(this.#text.slice(at, at + 6)))
        this.#stop(
          `${this.#text.slice(at, at + 2)} is no escape of JSON`,
          at,
          at + 2,
          'A backslash itself is \\\\.',
        );
      at++;
    }
    return this.#stop('This string is not closed', start, this.#text.length);
  }

  /** A number, true, false or null. */
  #plain(): void {
    const end = this.#wordEnd();
    const word = this.#text.slice(this.#at, end);
    if (!/^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/.test(word))
      this.#stop(`${word.slice(0, 40)} is no JSON value`, this.#at, end, helpFor(word));
    this.#at = end;
  }

  #extra(): never {
    const help = 'A file is one value; several are one list: [first, second].';
    return this.#stop('More stands here, behind the end of the JSON value', this.#at, this.#wordEnd(), help);
  }

  #wordEnd(): number {
    return this.#at + (this.#match(/[^\s,:[\]{}"]+/y).length || 1);
  }

  #lineEnd(): number {
    return this.#at + this.#match(/[^\n\r]*/y).length;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? '';
  }

  #stop(message: string, start = this.#at, end = start + 1, help?: string | Help): never {
    const more = typeof help === 'string' ? { help } : help;
    throw new Stop({ severity: 'error', message, start, end, ...more });
  }
}

type Help = Pick<JsonProblem, 'help' | 'fix'>;

function helpFor(word: string): string | Help {
  if (/^[+.-]?[\d.]/.test(word)) return 'Numbers are written as 12, -0.5 or 1e3.';
  if (/^(?:True|False|TRUE|FALSE)$/.test(word)) {
    const fix = word.toLowerCase();
    return { help: `Write ${fix}.`, fix };
  }
  if (/^(?:None|nil|undefined|NaN|NULL|Null|-?Infinity)$/.test(word))
    return 'Write null where there is no value.';
  return 'A text stands in double quotes.';
}
