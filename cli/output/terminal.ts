import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { type Colours, coloursFor } from './colours.ts';

export interface Streams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Does what Ctrl-C does where the terminal sends no signal: while something is typed. */
  interrupt?(): void;
}

/** Where people read. With --json only the document goes to standard output, and nothing else is said. */
export class Terminal {
  readonly json: boolean;
  readonly colours: Colours;
  /** Characters a line; without end where no terminal shows them. */
  readonly width: number;
  readonly #streams: Streams;
  #progress = '';

  constructor(streams: Streams, env: Readonly<Record<string, string | undefined>>, json: boolean) {
    this.#streams = streams;
    this.json = json;
    this.colours = coloursFor(streams.stdout.isTTY === true, env);
    this.width =
      streams.stdout.columns === undefined ? Number.MAX_SAFE_INTEGER : Math.min(streams.stdout.columns, 120);
  }

  /** A result, for people. */
  say(text = ''): void {
    if (this.json) return;
    this.#clear();
    this.#streams.stdout.write(`${shown(text)}\n`);
  }

  /** Something beside the result: a warning, a hint. */
  note(text: string): void {
    if (this.json) return;
    this.#clear();
    this.#streams.stderr.write(`${shown(text)}\n`);
  }

  /** The one document of --json. */
  document(data: unknown): void {
    if (this.json) this.#streams.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  }

  /** How far long work has come. Only a terminal shows it, on one line that goes away. */
  progress(what: string, done?: number, all?: number): void {
    if (this.json || this.#streams.stderr.isTTY !== true) return;
    const text =
      done === undefined ? `${what} …` : `${what} … ${done}${all === undefined ? '' : ` of ${all}`}`;
    if (text === this.#progress) return;
    this.#progress = text;
    this.#streams.stderr.write(`\r\u001b[K${text}`);
  }

  #clear(): void {
    if (this.#progress !== '') this.#streams.stderr.write('\r\u001b[K');
    this.#progress = '';
  }

  /** Ends a line of progress. */
  done(): void {
    this.#clear();
  }

  /** After what a terminal itself has written: `^C`. */
  newLine(): void {
    if (!this.json && this.#streams.stderr.isTTY === true) this.#streams.stderr.write('\n');
  }

  get interactive(): boolean {
    return !this.json && this.#streams.stdin.isTTY === true && this.#streams.stderr.isTTY === true;
  }

  /** Asks on the terminal. What is typed to a `secret` question is not shown. */
  ask(question: string, secret = false): Promise<string> {
    this.#clear();
    this.#streams.stderr.write(question);
    const output = secret
      ? new Writable({ write: (_chunk, _encoding, next) => next() })
      : this.#streams.stderr;
    const reader = createInterface({ input: this.#streams.stdin, output, terminal: true });
    return new Promise((resolve, reject) => {
      reader.once('SIGINT', () => {
        reader.close();
        this.#streams.interrupt?.();
        reject(new Error('ended'));
      });
      reader.question('', (answer) => {
        reader.close();
        if (secret) this.#streams.stderr.write('\n');
        resolve(answer.trim());
      });
    });
  }

  /** All of standard input, for what is piped in. */
  async input(): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.#streams.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  }
}

/** Colours, which we write ourselves, and whatever else a terminal would act on. */
const CONTROLS = /\u001b\[[\d;]*m|\r\n|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Names, texts and answers of others are shown, and no more: what would move the cursor or rename the window becomes a sign. */
const shown = (text: string): string =>
  text.replace(CONTROLS, (found) =>
    found.length > 1 ? found : found < ' ' ? String.fromCodePoint(0x2400 + found.charCodeAt(0)) : '\ufffd',
  );
