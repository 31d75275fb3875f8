/** What a server would have run or put in before it sent a page: here it is text, or a comment that nobody sees. */
interface ServerCode {
  readonly message: string;
  readonly help: string;
  /** The first one that does it, on one line. */
  readonly found: string;
}

const KINDS: readonly (readonly [start: RegExp, message: string, help: string])[] = [
  [
    /<!--#(?:include|echo|exec|config|set|if|elif|else|endif|flastmod|fsize|printenv)\b.{0,120}/i,
    'Includes of the old server are comments here, which put nothing in',
    "Make a partial of the file, and write {% render 'its-name' %} in place of the comment.",
  ],
  [
    /<\?(?:php\b|=).{0,120}|<%(?!--).{0,120}|<cf[a-z]+\b.{0,120}/i,
    'Programs in pages do not run here: visitors see them as text',
    'Take them out, and write what they printed.',
  ],
];

/** Finds what a page left to its server. */
export function runsOnServer(html: string): readonly ServerCode[] {
  return KINDS.flatMap(([start, message, help]) => {
    const found = start.exec(html)?.[0].trim();
    return found === undefined ? [] : [{ message, help, found }];
  });
}
