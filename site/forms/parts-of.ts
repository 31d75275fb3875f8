import { closingLine, frontMatterSpan } from '../files/front-matter-span.ts';

/** A file's values, and the text below them: of an entry its front matter, of YAML and JSON all of it. */
export interface Parts {
  /** Where its values are written, in UTF-16 units; undefined where it has no front matter. */
  readonly values: readonly [from: number, to: number] | undefined;
  /** Where the text below begins; undefined for a file that is only values. */
  readonly body: number | undefined;
}

export function partsOf(path: string, text: string): Parts {
  if (isData(path)) return { values: [0, text.length], body: undefined };
  const values = frontMatterSpan(text);
  if (!values) return { values, body: text.startsWith('\ufeff') ? 1 : 0 };
  return { values, body: closingLine(text, values[1])?.end ?? values[1] };
}

export const isData = (path: string): boolean => /\.(?:ya?ml|json)$/.test(path);

/** The text below a file's values, with line ends as editors have them; undefined for a file that is only values. */
export function bodyOf(path: string, text: string): string | undefined {
  const { body } = partsOf(path, text);
  return body === undefined ? undefined : text.slice(body).replace(/\r\n?/g, '\n');
}

/** The file with another text below its values. Lines that are the same keep the line ends that they have. */
export function withBody(path: string, text: string, body: string): string {
  const { body: start, values } = partsOf(path, text);
  if (start === undefined || bodyOf(path, text) === body) return text;
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const above = text.slice(0, start);
  const front = values && !/[\r\n]$/.test(above) ? above + eol : above;
  const edited = front + merged(text.slice(start), body, eol);
  if (bodyOf(path, edited) === body) return edited;
  const plain = body.replaceAll('\n', eol);
  // A text that begins with such a line would be read as values, where there are none.
  return values || bodyOf(path, front + plain) === body
    ? front + plain
    : `${front}---${eol}---${eol}${plain}`;
}

/** The new text, in which only lines that differ are written anew. */
function merged(text: string, body: string, eol: string): string {
  const [before, after] = [linesOf(text), linesOf(body)];
  const most = Math.min(before.length, after.length);
  let first = 0;
  while (first < most && isSame(before[first], after[first])) first++;
  let last = 0;
  while (last < most - first && isSame(before.at(-1 - last), after.at(-1 - last))) last++;
  const changed = after.slice(first, after.length - last).map((line) => line.replace(/\n$/, eol));
  const kept = last === 0 ? [] : before.slice(-last);
  return [...before.slice(0, first), ...changed, ...kept].join('');
}

const linesOf = (text: string): string[] => text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];

const isSame = (a = '', b = ''): boolean => a.replace(/\r\n?$/, '\n') === b;
