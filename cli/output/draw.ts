import { drawCaret } from '../../liquid/error.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import type { Colours } from './colours.ts';
import { plural } from './words.ts';

/** Findings that are drawn; the rest is counted. */
const MOST = 50;
/** Characters of a line on both sides of what is underlined. */
const ROOM = 70;

/** Findings as drawings: the line, a caret below the place, and what to do. `textOf` gives a file's text where it is known. */
export function drawFindings(
  found: readonly Diagnostic[],
  textOf: (path: string) => string | undefined,
  colours: Colours,
): string {
  const drawn = found.slice(0, MOST).map((each) => drawFinding(each, textOf(each.path ?? ''), colours));
  const more = found.length > MOST ? [colours.dim(`… and ${found.length - MOST} more`)] : [];
  return list([...drawn, ...more]);
}

/** With an empty line around what has several lines. */
function list(parts: readonly string[]): string {
  const isLong = (at: number) => parts[at]?.includes('\n') ?? false;
  return parts
    .map((part, at) => (at === 0 ? '' : isLong(at) || isLong(at - 1) ? '\n\n' : '\n') + part)
    .join('');
}

function drawFinding(found: Diagnostic, text: string | undefined, colours: Colours): string {
  const paint =
    found.severity === 'error' ? colours.red : found.severity === 'warning' ? colours.yellow : colours.cyan;
  const isWhole = found.end.offset === found.start.offset && found.start.offset === 0;
  const place = isWhole ? (found.path ?? '') : `${found.path}:${found.start.line}:${found.start.column}`;
  const head = `${colours.bold(place)} ${paint(found.severity)} ${found.message} ${colours.dim(`(${found.code})`)}`;
  const help = found.help ? [`  ${colours.cyan('→')} ${found.help}`] : [];
  if (text === undefined || isWhole) return [head, ...help].join('\n');
  const [, line = '', carets = ''] = drawCaret(text, found).split('\n');
  const [source, marks] = cut(line, carets);
  return [head, colours.dim(source), paint(marks), ...help].join('\n');
}

/** The part of a long line that is about the finding. */
function cut(line: string, carets: string): [string, string] {
  const at = carets.indexOf('^');
  const gutter = line.indexOf('|') + 2;
  if (line.length <= gutter + ROOM || at < 0) return [line, carets];
  const from = Math.max(gutter, at - ROOM / 2);
  const pick = (text: string) =>
    `${text.slice(0, gutter)}${from > gutter ? '… ' : ''}${text.slice(from, from + ROOM)}`;
  const marks = pick(carets).replace('… ', '  ');
  return [pick(line), marks];
}

/** `2 errors, 1 warning`. */
export function countFindings(found: readonly Diagnostic[]): string {
  const of = (severity: Diagnostic['severity']) => found.filter((each) => each.severity === severity).length;
  const parts = [plural(of('error'), 'error'), plural(of('warning'), 'warning')];
  if (of('info') > 0) parts.push(plural(of('info'), 'note'));
  return parts.join(', ');
}
