/** Terminal colours, which wrangler writes into pipes as well. */
export const COLOURS = /\u001b\[[0-9;]*m/g;
const ERROR = /\[ERROR\]|\[[\w-]+:error\]/;
const LOG_NOTE = 'Logs were written to';

/**
 * Picks from wrangler's output what a user of `npm start` wants to see: the JSON lines that the Workers log, and errors
 * with the lines that belong to them. Takes text in pieces, as a pipe brings it.
 */
export class ServerLog {
  readonly #show: (line: string) => void;
  #rest = '';
  #inError = false;

  constructor(show: (line: string) => void) {
    this.#show = show;
  }

  write(piece: string): void {
    const lines = (this.#rest + piece).replaceAll('\r\n', '\n').split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line.replaceAll(COLOURS, ''));
  }

  #line(line: string): void {
    const json = jsonIn(line);
    if (json !== undefined) {
      this.#inError = false;
      this.#show(json);
    } else if (ERROR.test(line)) {
      this.#inError = true;
      this.#show(line);
    } else if (this.#inError && line.trim() !== '' && !/^\[|^\S+ \[/.test(line) && !line.includes(LOG_NOTE)) {
      this.#show(line);
    } else {
      this.#inError = false;
    }
  }
}

/** The JSON object that a line ends with, as in `[meniscus-site] {"level":"error"}`. */
function jsonIn(line: string): string | undefined {
  const start = line.indexOf('{"');
  if (start < 0) return undefined;
  const text = line.slice(start).trimEnd();
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined; // a line that only looks like one of ours
  }
}
