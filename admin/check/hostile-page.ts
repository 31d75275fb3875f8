import { readScript, SCRIPT, type Script } from '../../liquid/compile/places/script.ts';
import type { Language } from '../../schema/media.ts';
import { type Token, tokens } from './links/start-tags.ts';

/** What hostile values call themselves: a number of their own behind it. A name that holds it is none. */
const MARK = /(?<![\w$])hostile(\d+)(?![\w$])/gi;

/** Numbers of the hostile values that a page would run, or that made tags or attributes of it. */
export function runsIn(body: string, language: Language): Set<number> {
  const found = new Set<number>();
  if (!/hostile\d/i.test(body)) return found;
  if (language === 'script') inScript(body, found);
  else if (language === 'style') inStyle(body, found);
  else if (language !== 'plain') inHtml(body, found, 0);
  return found;
}

/** Documents inside of `srcdoc` of each other that are looked into. */
const MAX_DEPTH = 3;

function inHtml(html: string, found: Set<number>, depth: number): void {
  for (const token of tokens(html)) {
    named(token.name, found);
    if (token.name === 'script' && runs(token)) inScript(token.text, found);
    if (token.name === 'style') inStyle(token.text, found);
    for (const [name, value] of token.attributes) {
      if (name.startsWith('on')) named(name.slice(2), found);
      inAttribute(name, value, found, depth);
    }
  }
}

function runs({ attributes }: Token): boolean {
  const type = attributes.get('type')?.trim() ?? '';
  return type === '' || /script|module|json|jsx/i.test(type);
}

/** A name that a value made: one that only holds the mark was made harmless. */
function named(name: string, found: Set<number>): void {
  const number = /^hostile(\d+)/i.exec(name)?.[1];
  if (number !== undefined) found.add(Number(number));
}

function inAttribute(name: string, value: string, found: Set<number>, depth: number): void {
  if (!/hostile\d/i.test(value)) return;
  // Browsers leave out control characters before a scheme, and tabs and line breaks in it.
  const url = value.replace(/^[\0-\x20]+/, '').replace(/[\t\n\r]/g, '');
  if (name.startsWith('on')) inScript(value, found);
  else if (name === 'style') inStyle(value, found);
  else if (name === 'srcdoc' && depth < MAX_DEPTH) inHtml(value, found, depth + 1);
  else if (/^javascript:/i.test(url) && URLS.test(name)) inScript(percentDecoded(url.slice(11)), found);
}

const URLS = /^(?:href|src|action|formaction|data|xlink:href|poster|background|cite|to|from|by|values)$/;

function percentDecoded(url: string): string {
  return url.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** A mark in a script that is in no string, comment or regular expression is a call. */
function inScript(code: string, found: Set<number>): void {
  let script: Script = SCRIPT;
  let at = 0;
  for (const mark of code.matchAll(MARK)) {
    script = readScript(script, code.slice(at, mark.index));
    at = mark.index;
    if (script.mode === 'code') found.add(Number(mark[1]));
  }
}

/** A mark in a style that begins a declaration or rule. */
function inStyle(css: string, found: Set<number>): void {
  const bare = css
    .replace(/\\[\da-f]{1,6}\s?|\\[\s\S]/gi, '_')
    .replace(/\/\*[\s\S]*?\*\/|"[^"\n]*"|'[^'\n]*'/g, '');
  for (const [, number] of bare.matchAll(/(?:^|[;{}])\s*hostile(\d+)\s*[:{]/gi)) found.add(Number(number));
}
