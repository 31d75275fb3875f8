import { own } from '../../../schema/own.ts';
import { isRecord } from '../../../schema/record.ts';
import type { Plan } from '../plan.ts';
import { codeAt, codeIn } from './code.ts';
import { knownSite } from './definitions.ts';

/** Elements that must be closed. */
const CLOSED = new Set(
  (
    'a abbr article aside b blockquote button center code details div em fieldset figcaption figure footer form header i label main mark ' +
    'nav ol pre section small span strong sub summary sup table ul'
  ).split(' '),
);

const TAG = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi;

/** Whether HTML opens an element that it does not close, or the other way round. */
export function isHalf(html: string): boolean {
  const open = new Map<string, number>();
  for (const [, slash, name] of html.matchAll(TAG)) {
    const key = name?.toLowerCase();
    if (key !== undefined && CLOSED.has(key)) open.set(key, (open.get(key) ?? 0) + (slash === '' ? 1 : -1));
  }
  return [...open.values()].some((count) => count !== 0);
}

const OUTPUT = /\{\{-?\s*site((?:\.[A-Za-z_][\w-]*)+)\s*-?\}\}/g;

/**
 * Markdown with settings and data that hold one half of an element, `{{ site.data.alerts.note }}`, written out: what is between the halves
 * is HTML to Jekyll, whose Liquid runs before its Markdown.
 */
export function inlineHalves(text: string, plan: Plan, said: (old: string, value: string) => void): string {
  if (!/\{\{-?\s*site\./.test(text)) return text;
  const codes = codeIn(text, plan.site.config.blockHtml);
  return text.replaceAll(OUTPUT, (whole: string, path: string, at: number) => {
    const value = valueAt(knownSite(plan), path.slice(1).split('.'));
    if (value === undefined || /\{[{%]/.test(value) || !isHalf(value) || codeAt(codes, at)) return whole;
    said(whole, value);
    return value;
  });
}

function valueAt(all: unknown, names: readonly string[]): string | undefined {
  let value = all;
  for (const name of names) value = isRecord(value) ? own(value, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
