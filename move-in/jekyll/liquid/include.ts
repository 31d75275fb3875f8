import { endlessKey } from '../endless.ts';
import { relativeName } from '../source/relative.ts';
import { parameter } from './paths.ts';
import { quoted } from './quoted.ts';
import type { Tag, Work } from './work.ts';

const ARGUMENT = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w.[\]'"-]+))/g;
const DYNAMIC = /^\s*([^\s{}]*)\{\{-?\s*([\s\S]*?)\s*-?\}\}([^\s{}]*)(?=\s|$)/;
const NAMED = /^\s*(?:"([^"]+)"|'([^']+)'|([^\s=]+))(?=\s|$)/;

/** `{% include card.html a=b %}` as `{% include 'card', include_a: b %}`. */
export function rewriteInclude(piece: Tag, work: Work): string {
  const { start, end } = piece.inner;
  const markup = work.text.slice(start, end);
  const dynamic = DYNAMIC.exec(markup);
  if (dynamic) return byName(dynamic, piece, work);
  const named = NAMED.exec(markup);
  const given = (named?.[1] ?? named?.[2] ?? named?.[3] ?? '').replace(/^\.?\//, '');
  const path = piece.name === 'include_relative' ? relativeName(work.source, given) : given;
  const name = work.plan.includes.get(path);
  if (!named || name === undefined) {
    const help =
      'A theme may have it: name its folder with --theme on the command line, or put the file into _includes, and move again.';
    const place = { path: work.source, old: work.text.slice(piece.start, piece.end) };
    work.report.left('include_missing', `There is no include ${path}; the tag was left out.`, help, place);
    return '';
  }
  if (work.plan.endless.has(endlessKey(work.source, path))) {
    const help = 'Put a condition around the tag, or take it out, and move again.';
    const place = { path: work.source, old: work.text.slice(piece.start, piece.end) };
    const message = 'Includes are in each other without end; this tag was left out.';
    work.report.left('include_cycle', message, help, place);
    return '';
  }
  const wanted = work.plan.parameters.get(name) ?? new Set<string>();
  const args = argumentsOf(start + named[0].length, end, wanted, work);
  return tag(piece, `'${name}'`, args, work);
}

/** `{% include {{ page.card }} %}`: a variable holds the name. */
function byName(
  [whole, before = '', value = '', after = '']: RegExpExecArray,
  piece: Tag,
  work: Work,
): string {
  const start = piece.inner.start + whole.indexOf(value);
  const span = { start, end: start + value.length };
  work.paths(span);
  const parts = [
    work.now(span),
    ...(before === '' ? [] : [`prepend: '${before}'`]),
    ...(after === '' || /^\.html?$/.test(after) ? [] : [`append: '${after}'`]),
    "remove: '.html'",
  ];
  work.before(`{% assign include_file = ${parts.join(' | ')} %}`);
  const wanted = new Set([...work.plan.parameters.values()].flatMap((names) => [...names]));
  const args = argumentsOf(piece.inner.start + whole.length, piece.inner.end, wanted, work);
  return tag(piece, 'include_file', args, work);
}

function tag(piece: Tag, name: string, args: readonly string[], { text }: Work): string {
  const open = text[piece.start + 2] === '-' ? '{%-' : '{%';
  const close = text[piece.end - 3] === '-' ? '-%}' : '%}';
  return `${open} include ${name}${args.join('')} ${close}`;
}

function argumentsOf(from: number, to: number, wanted: ReadonlySet<string>, work: Work): string[] {
  const given = new Set<string>();
  const markup = work.text.slice(from, to);
  const args = Array.from(markup.matchAll(ARGUMENT), (found) => {
    const [whole, key = '', double, single, value = ''] = found;
    given.add(key);
    const text = double ?? single;
    if (text !== undefined)
      return `, ${parameter(key)}: ${quoted(text.replaceAll(/\\(["'\\])/g, '$1'), `given_${parameter(key)}`, work.before)}`;
    const end = from + found.index + whole.length;
    const span = { start: end - value.length, end };
    work.paths(span);
    return `, ${parameter(key)}: ${work.now(span)}`;
  });
  // A partial within a partial would see the other's; one without any parameter does so in Jekyll too.
  if (given.size > 0 && work.role === 'include')
    for (const key of wanted) if (!given.has(key)) args.push(`, ${parameter(key)}: nil`);
  return args;
}
